#include "base/numbers.hpp"

#include <charconv>
#include <cmath>

#include "base/result.hpp"

namespace repere {

namespace {
template <class T>
std::optional<T> read_all(std::string_view text) {
  T value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Digits with at most a sign before and a point between them, 15 digits or fewer: the digits read as one whole number
// and the power of ten are exact doubles, so that their quotient is the double nearest to the text. Most cells are so.
std::optional<double> read_short_decimal(std::string_view text) {
  static constexpr double power[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative);
  if (text.empty() || text.size() > 16) return std::nullopt;
  std::uint64_t digits = 0;
  std::size_t point = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = static_cast<unsigned>(text[i]) - '0';
    if (digit < 10)
      digits = digits * 10 + digit;
    else if (text[i] == '.' && point == text.size() && i > 0)
      point = i;
    else
      return std::nullopt;
  }
  if (point + 1 == text.size() || text.size() - (point < text.size()) > 15) return std::nullopt;
  const std::size_t decimals = point < text.size() ? text.size() - point - 1 : 0;
  const double value = static_cast<double>(digits) / power[decimals];
  return negative ? -value : value;
}
}  // namespace

std::optional<double> parse_number(std::string_view text) {
  if (const auto value = read_short_decimal(text)) return value;
  const auto value = read_all<double>(text);
  if (!value || !std::isfinite(*value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_whole(std::string_view text) { return read_all<std::int64_t>(text); }

void append_number(std::string& out, double value) {
  REPERE_ENSURE(std::isfinite(value));
  char buffer[32];
  const auto done = std::to_chars(buffer, buffer + sizeof buffer, value);
  out.append(buffer, done.ptr);
}

void append_number(std::string& out, std::int64_t value) {
  char buffer[24];
  const auto done = std::to_chars(buffer, buffer + sizeof buffer, value);
  out.append(buffer, done.ptr);
}

std::string shortest_text(double value) {
  std::string text;
  append_number(text, value);
  return text;
}

}  // namespace repere
