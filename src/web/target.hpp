#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace repere::web {

/// The path of a request's target, percent-decoded, without its query.
/// Errors: incorrect when it does not begin with "/", an escape is broken, or a segment is "." or ".." or holds a
///   backslash or a control character
Result<std::string> decode_path(std::string_view target);

}  // namespace repere::web
