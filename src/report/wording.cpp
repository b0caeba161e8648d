#include "report/wording.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace repere::report {

namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";
constexpr std::string_view narrow_space = "\xE2\x80\xAF";
constexpr std::string_view minus_sign = "\xE2\x88\x92";
constexpr std::string_view not_a_number = "\xE2\x80\x93";

std::string grouped(std::string_view digits, Language language) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) {
      out += language == Language::fr ? narrow_space : std::string_view(",");
    }
    out += digits[i];
  }
  return out;
}

}  // namespace

std::string decimal_text(double value, int decimals, Language language) {
  if (!std::isfinite(value)) return std::string(not_a_number);
  char buffer[512];
  const auto done =
      std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::fixed, decimals);
  if (done.ec != std::errc{}) return std::string(not_a_number);
  const std::string_view text(buffer, static_cast<std::size_t>(done.ptr - buffer));
  const std::size_t point = text.find('.');
  const bool is_zero = text.find_first_not_of("0.") == text.npos;
  std::string out(value < 0 && !is_zero ? minus_sign : std::string_view{});
  out += grouped(text.substr(0, point), language);
  if (point != text.npos) {
    out += language == Language::fr ? ',' : '.';
    out += text.substr(point + 1);
  }
  return out;
}

std::string whole_text(std::int64_t value, Language language) {
  std::string digits = std::to_string(value);
  if (digits.front() != '-') return grouped(digits, language);
  return std::string(minus_sign) + grouped(std::string_view(digits).substr(1), language);
}

std::string percent_text(double share, int decimals, Language language) {
  if (!std::isfinite(share)) return std::string(not_a_number);
  std::string out = decimal_text(share * 100, decimals, language);
  if (language == Language::fr) out += no_break_space;
  return out + '%';
}

std::string interval_text(double lower, double upper, int decimals, Language language) {
  const auto limit = [&](double value) {
    return std::isfinite(value) ? decimal_text(value, decimals, language)
                                : in(language, "non estimable", "not estimable");
  };
  if (!std::isfinite(lower) && !std::isfinite(upper)) return limit(lower);
  return limit(lower) + std::string(no_break_space) + in(language, "à", "to") + std::string(no_break_space) +
         limit(upper);
}

std::string percent_with_interval(double share, double lower, double upper, int decimals, Language language) {
  if (!std::isfinite(share)) return std::string(not_a_number);
  return percent_text(share, decimals, language) + " (" +
         interval_text(lower * 100, upper * 100, decimals, language) + ")";
}

std::string ratio_with_interval(double ratio, std::optional<double> lower, std::optional<double> upper,
                                Language language) {
  const auto one = [&](std::optional<double> value) -> std::string {
    if (!value || !std::isfinite(*value)) return in(language, "non estimable", "not estimable");
    if (*value > 1000) return ">\u00A01000";
    if (*value < 0.005) return "<\u00A0" + decimal_text(0.01, 2, language);
    return decimal_text(*value, 2, language);
  };
  if (!lower && !upper) return one(ratio);
  return one(ratio) + " (" + one(lower) + in(language, "\u00A0à\u00A0", "\u00A0to\u00A0") + one(upper) + ")";
}

std::string p_value_text(double p, Language language) {
  if (!std::isfinite(p)) return std::string(not_a_number);
  const auto bounded = [&](const char* sign, double bound, int decimals) {
    return std::string(sign) + std::string(no_break_space) + decimal_text(bound, decimals, language);
  };
  if (p < 0.0001) return bounded("<", 0.0001, 4);
  if (p < 0.001) return decimal_text(p, 4, language);
  if (p > 0.999) return bounded(">", 0.999, 3);
  return decimal_text(p, 3, language);
}

std::string p_text(double p, Language language) {
  const std::string value = p_value_text(p, language);
  const bool has_sign = value.front() == '<' || value.front() == '>';
  return "p" + std::string(no_break_space) + (has_sign ? "" : "=" + std::string(no_break_space)) + value;
}

double days_per(TimeUnit unit) { return unit == TimeUnit::years ? 365.25 : 365.25 / 12; }

std::string not_reached_text(Language language) { return in(language, "non atteinte", "not reached"); }

std::string median_text(std::optional<double> median, std::optional<double> lower,
                        std::optional<double> upper, TimeUnit unit, Language language) {
  const auto one = [&](std::optional<double> days) {
    return days ? decimal_text(*days / days_per(unit), 1, language) : not_reached_text(language);
  };
  std::string out = one(median);
  if (median) {
    out += no_break_space;
    out += unit == TimeUnit::years ? in(language, "ans", "years") : in(language, "mois", "months");
  }
  if (!median && !lower && !upper) return out;
  return out + " (" + one(lower) + std::string(no_break_space) + in(language, "à", "to") +
         std::string(no_break_space) + one(upper) + ")";
}

std::string colon(Language language) { return in(language, "\u00A0: ", ": "); }

std::string long_date(Day day, Language language) {
  constexpr std::array french{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                              "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
  constexpr std::array english{"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::year_month_day date(day);
  const unsigned number = static_cast<unsigned>(date.day());
  const unsigned month = static_cast<unsigned>(date.month()) - 1;
  const bool is_first = number == 1 && language == Language::fr;
  return std::to_string(number) + (is_first ? "er" : "") + std::string(no_break_space) +
         in(language, french.at(month), english.at(month)) + std::string(no_break_space) +
         std::to_string(static_cast<int>(date.year()));
}

}  // namespace repere::report
