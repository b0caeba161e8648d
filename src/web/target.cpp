#include "web/target.hpp"

namespace repere::web {

namespace {
int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
}  // namespace

Result<std::string> decode_path(std::string_view target) {
  const auto wrong = [](const char* what) { return fail(ErrorKind::incorrect, std::string("the address ") + what); };
  target = target.substr(0, target.find_first_of("?#"));
  if (target.empty() || target[0] != '/') return wrong("does not begin with /");
  std::string path;
  for (std::size_t i = 0; i < target.size(); ++i) {
    char c = target[i];
    if (c == '%') {
      const int high = i + 2 < target.size() ? hex(target[i + 1]) : -1, low = high >= 0 ? hex(target[i + 2]) : -1;
      if (low < 0) return wrong("holds a broken % escape");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || c == '\\') return wrong("holds a character that no page has");
    path += c;
  }
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = std::string_view(path).substr(at, end - at);
    if (segment == "." || segment == "..") return wrong("climbs out of the site");
    at = end + 1;
  }
  return path;
}

}  // namespace repere::web
