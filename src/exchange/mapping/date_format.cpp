#include "exchange/mapping/date_format.hpp"

#include <algorithm>
#include <cstdio>

namespace repere::exchange {
namespace {

constexpr std::string_view known_signs = "YmdHMS";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes a number off the front of `text`: four digits for %Y, one or two for the others.
std::optional<int> take_number(std::string_view& text, char sign) {
  const std::size_t least = sign == 'Y' ? 4 : 1, most = sign == 'Y' ? 4 : 2;
  std::size_t n = 0;
  int value = 0;
  while (n < most && n < text.size() && is_digit(text[n])) value = 10 * value + (text[n++] - '0');
  if (n < least) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

std::string shape_of(std::string_view pattern) {
  std::string shape(pattern);
  for (std::size_t i = 0; i + 1 < shape.size(); ++i)
    if (shape[i] == '%' && shape[i + 1] != 'Y') shape[i + 1] = '2';
  return shape;
}

}  // namespace

Result<DateFormat> DateFormat::make(std::string_view pattern) {
  std::string seen;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    const char sign = ++i < pattern.size() ? pattern[i] : '\0';
    if (known_signs.find(sign) == std::string_view::npos || sign == '\0')
      return fail(ErrorKind::incorrect,
                  "a date format knows %Y, %m, %d, and %H, %M, %S for a time of day that is passed over");
    if (seen.find(sign) != std::string::npos)
      return fail(ErrorKind::incorrect, std::string("a date format has %") + sign + " twice");
    seen += sign;
  }
  const auto has = [&](char sign) { return seen.find(sign) != std::string::npos; };
  if (!has('Y')) return fail(ErrorKind::incorrect, "a date format needs %Y, the year in four digits");
  if (has('d') && !has('m')) return fail(ErrorKind::incorrect, "a date format with %d needs %m");
  DateFormat format;
  format.pattern_ = pattern;
  return format;
}

std::optional<PartialDate> DateFormat::read(std::string_view text) const {
  int year = 0, month = 0, day = 0;
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    if (pattern_[i] != '%') {
      if (text.empty() || text[0] != pattern_[i]) return std::nullopt;
      text.remove_prefix(1);
      continue;
    }
    const char sign = pattern_[++i];
    const auto number = take_number(text, sign);
    if (!number) return std::nullopt;
    if (sign == 'Y') year = *number;
    if ((sign == 'm' || sign == 'd') && *number == 0) return std::nullopt;
    if (sign == 'm') month = *number;
    if (sign == 'd') day = *number;
  }
  if (!text.empty()) return std::nullopt;
  char iso[32];
  const char* const form = day ? "%04d-%02d-%02d" : month ? "%04d-%02d" : "%04d";
  std::snprintf(iso, sizeof iso, form, year, month, day);
  const auto date = PartialDate::parse(iso);
  return date ? std::optional(*date) : std::nullopt;
}

bool DateFormat::clashes_with(const DateFormat& other) const {
  return pattern_ != other.pattern_ && shape_of(pattern_) == shape_of(other.pattern_);
}

std::optional<PartialDate> read_date(std::string_view text, const std::vector<DateFormat>& formats) {
  for (const DateFormat& format : formats)
    if (const auto date = format.read(text)) return date;
  return std::nullopt;
}

}  // namespace repere::exchange
