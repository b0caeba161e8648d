#pragma once
#include <string>
#include <string_view>

namespace repere::web {

/// Whether the whole text has the form of an expression (ECMAScript). Expressions come from our own routes, not from outside: each
/// is compiled once a thread.
/// Shape: at most 256 characters, which Schema::pattern makes sure of
bool has_pattern(std::string_view text, const std::string& expression);

}  // namespace repere::web
