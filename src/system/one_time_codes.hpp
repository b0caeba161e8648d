#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace repere::system {

/// The code of a time step: HMAC-SHA-1 truncated to `digits` decimal digits.
/// Source: RFC 4226 section 5.3, RFC 6238
std::string one_time_code(std::string_view secret, std::int64_t step, int digits = 6);

/// The step, of 30 s, whose six-digit code this is: that of `now`, the one before, or the one after; in constant time.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Instant now);

}  // namespace repere::system
