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
}  // namespace

std::optional<double> parse_number(std::string_view text) {
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
