#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "web/http/fields.hpp"

namespace repere::web {

/// A request's target, read once and for all: nothing decodes it a second time.
struct Target {
  std::vector<std::string> segments;  ///< "/a%20b/c" → "a b", "c"; "/a/" → "a", ""; "/" → ""
  Fields query;

  /// The decoded path: "/" and the segments.
  std::string path() const;
};

/// Errors: incorrect when it does not begin with "/", an escape is broken, a segment is "." or ".." or decodes to
///   something with "/", a backslash, a control character or bytes that are not UTF-8; when a "#" stands in it
Result<Target> parse_target(std::string_view text);

/// Whether a redirection may name it: a path of this site ("/fr/…"), never another site ("//elsewhere", "https:…").
bool is_local_path(std::string_view text);

}  // namespace repere::web
