#include "web/http/head.hpp"

#include <algorithm>

namespace repere::web {

namespace {

using Refused = std::optional<HeadRefusal>;

bool is_token_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == ':' || c == '[' || c == ']';
  });
}

Refused wrong(std::string detail, int status = 400) { return HeadRefusal{status, std::move(detail)}; }

Refused refuse_request_line(std::string_view line, const HeadLimits& limits, bool& http10) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return wrong("not an HTTP request");
  const std::string_view method = line.substr(0, first), target = line.substr(first + 1, last - first - 1),
                         version = line.substr(last + 1);
  if (!is_token(method)) return wrong("not an HTTP request");
  if (target.size() > limits.target_bytes) return wrong("the address is too long", 414);
  if (target.empty() || std::any_of(target.begin(), target.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F;
      }))
    return wrong("the address holds a character that must be escaped");
  http10 = version == "HTTP/1.0";
  if (http10 || version == "HTTP/1.1") return std::nullopt;
  if (version.starts_with("HTTP/")) return wrong("this server speaks HTTP/1.1 and HTTP/1.0", 505);
  return wrong("not an HTTP request");
}

struct Seen {
  int hosts = 0, lengths = 0, encodings = 0;
};

Refused refuse_field(std::string_view line, Seen& seen) {
  if (line[0] == ' ' || line[0] == '\t') return wrong("a header line is folded");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return wrong("a header line has no proper name");
  const std::string_view name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
  if (same_name(name, "Host")) {
    ++seen.hosts;
    if (!is_host(value)) return wrong("the Host header is malformed");
  } else if (same_name(name, "Content-Length")) {
    ++seen.lengths;
    if (!is_digits(value) || value.size() > 15) return wrong("Content-Length is not one number");
  } else if (same_name(name, "Transfer-Encoding")) {
    ++seen.encodings;
    if (!same_name(value, "chunked")) return wrong("the only Transfer-Encoding understood is chunked", 501);
  } else if (same_name(name, "Expect") && !same_name(value, "100-continue")) {
    return wrong("the only expectation understood is 100-continue", 417);
  } else if (same_name(name, "Upgrade") && same_name(value, "h2c")) {
    return std::nullopt;  // an offer that a server may ignore
  }
  return std::nullopt;
}

}  // namespace

Refused refuse_ambiguous(std::string_view block, const HeadLimits& limits) {
  if (block.size() > limits.bytes) return wrong("the header is too large", 431);
  bool http10 = false;
  Seen seen;
  std::size_t fields = 0;
  for (std::size_t number = 0;; ++number) {
    const std::size_t end = block.find("\r\n");
    if (end == std::string_view::npos) return wrong("a line does not end in CR LF");
    const std::string_view line = block.substr(0, end);
    block.remove_prefix(end + 2);
    if (line.empty()) break;
    for (const char c : line)
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F)
        return wrong("a line holds a control character");
    Refused refused = number == 0 ? refuse_request_line(line, limits, http10) : refuse_field(line, seen);
    if (refused) return refused;
    if (number > 0 && ++fields > limits.fields) return wrong("too many header lines", 431);
  }
  if (!block.empty()) return wrong("not an HTTP request");
  if (seen.hosts > 1 || (seen.hosts == 0 && !http10)) return wrong("exactly one Host header is needed");
  if (seen.lengths > 1) return wrong("Content-Length came twice");
  if (seen.encodings > 1) return wrong("Transfer-Encoding came twice");
  if (seen.encodings > 0 && seen.lengths > 0)
    return wrong("Content-Length and Transfer-Encoding exclude each other");
  if (seen.encodings > 0 && http10) return wrong("HTTP/1.0 has no Transfer-Encoding");
  return std::nullopt;
}

}  // namespace repere::web
