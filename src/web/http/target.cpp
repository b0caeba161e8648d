#include "web/http/target.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace repere::web {

namespace {

tl::unexpected<Error> wrong(const char* what) {
  return fail(ErrorKind::incorrect, std::string("the address ") + what);
}

bool is_bad_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F || c == '\\';
}

Result<std::string> segment_of(std::string_view text) {
  auto segment = percent_decoded(text);
  if (!segment) return segment;
  if (*segment == "." || *segment == "..") return wrong("climbs out of the site");
  if (segment->find('/') != std::string::npos || std::any_of(segment->begin(), segment->end(), is_bad_byte))
    return wrong("holds a character that no page has");
  if (first_bad_utf8(*segment)) return wrong("is not UTF-8 text");
  return segment;
}

}  // namespace

std::string Target::path() const {
  std::string path;
  for (const std::string& segment : segments) path += "/" + segment;
  return path;
}

Result<Target> parse_target(std::string_view text) {
  if (text.empty() || text[0] != '/') return wrong("does not begin with /");
  if (text.find('#') != std::string_view::npos) return wrong("holds a #");
  Target target;
  const std::size_t question = std::min(text.find('?'), text.size());
  if (question < text.size()) {
    auto query = parse_form(text.substr(question + 1));
    if (!query) return tl::unexpected(query.error());
    target.query = std::move(*query);
  }
  std::string_view path = text.substr(1, question - 1);
  for (;;) {
    const std::size_t end = std::min(path.find('/'), path.size());
    auto segment = segment_of(path.substr(0, end));
    if (!segment) return tl::unexpected(segment.error());
    target.segments.push_back(std::move(*segment));
    if (end == path.size()) return target;
    path.remove_prefix(end + 1);
  }
}

bool is_local_path(std::string_view text) {
  if (text.empty() || text[0] != '/' || text.starts_with("//")) return false;
  const auto bad = [](char c) { return is_bad_byte(c) || c == ' ' || static_cast<unsigned char>(c) >= 0x80; };
  if (std::any_of(text.begin(), text.end(), bad)) return false;
  const std::size_t fragment = std::min(text.find('#'), text.size());
  const auto target = parse_target(text.substr(0, fragment));
  // "/%2F/elsewhere" and "/./" are refused by parse_target; an empty first segment would be "//".
  return target && (target->segments.size() == 1 || !target->segments[0].empty());
}

}  // namespace repere::web
