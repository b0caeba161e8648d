#include "report/drawing/plain_text.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace repere::report {

namespace {
bool needs_care(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return true;
  }
  return first_bad_utf8(text).has_value();
}
}  // namespace

std::string plain_text(std::string_view text) {
  if (!needs_care(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t good = first_bad_utf8(text).value_or(text.size());
    for (const char c : text.substr(0, good)) {
      if (c == '\n' || c == '\t' || c == '\r') {
        out += ' ';
      } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
        out += c;
      }
    }
    text.remove_prefix(good);
    if (text.empty()) break;
    if (text.front() != '\0') out += "\xEF\xBF\xBD";
    text.remove_prefix(1);
  }
  return out;
}

void append_escaped(std::string& out, std::string_view text) {
  const std::string clean = plain_text(text);
  for (const char c : clean) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

std::string escaped_lines(std::string_view text) {
  std::string out;
  for (;;) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    append_escaped(out, line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
    if (end == text.size()) return out;
    out += '\n';
    text.remove_prefix(end + 1);
  }
}

}  // namespace repere::report
