#pragma once
#include <boost/json/value.hpp>
#include <cstddef>
#include <string_view>

#include "base/result.hpp"

namespace repere::web {

struct JsonLimits {
  std::size_t bytes = 1024 * 1024;
  std::size_t depth = 32;
  std::size_t values = 200'000;  ///< objects' members and arrays' elements together
};

/// Reads JSON that came from outside. A number reads as the nearest double, or exactly when it is whole.
/// Errors: incorrect when it is not JSON (RFC 8259) or not UTF-8, is larger or deeper than the limits, names one member twice, or
///   holds a number that no double reaches
Result<boost::json::value> read_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace repere::web
