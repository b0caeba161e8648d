#pragma once
#include <string>
#include <string_view>

namespace repere::report {

/// The text without what XML and the font engine refuse: control characters are dropped, line ends and tabs
/// become spaces, malformed UTF-8 becomes U+FFFD.
std::string plain_text(std::string_view text);

/// plain_text() with the five characters escaped that mean something in HTML and SVG, in attributes too.
std::string escaped(std::string_view text);
/// As escaped(), with the line ends of what people wrote kept: for textareas and pre-wrapped text.
std::string escaped_lines(std::string_view text);
void append_escaped(std::string& out, std::string_view text);

}  // namespace repere::report
