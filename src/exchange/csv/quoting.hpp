#pragma once
#include <string>
#include <string_view>

namespace repere::csv {

/// Puts what was appended to `out` since `from` in quotes if a CSV field needs them.
inline void quote_field(std::string& out, std::size_t from) {
  if (std::string_view(out).find_first_of(",\"\n\r", from) == std::string_view::npos) return;
  std::string quoted = "\"";
  for (const char c : std::string_view(out).substr(from)) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  out.replace(from, std::string::npos, quoted);
}

/// Appends one CSV field.
inline void append_field(std::string& out, std::string_view text) {
  const std::size_t from = out.size();
  out += text;
  quote_field(out, from);
}

}  // namespace repere::csv
