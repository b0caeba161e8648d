#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace repere {

/// The whole text as a finite decimal number ("12", "-0.5", "1e-3"); nothing when it is not one (also "inf", "nan", "").
std::optional<double> parse_number(std::string_view text);
/// The whole text as a whole number; nothing when it is not one or does not fit.
std::optional<std::int64_t> parse_whole(std::string_view text);
/// The shortest text that reads back as the same double ("0.1"); NaN and infinities are a caller's mistake: ENSURE.
std::string shortest_text(double value);
/// Appends shortest_text without allocating a string.
void append_number(std::string& out, double value);
void append_number(std::string& out, std::int64_t value);

}  // namespace repere
