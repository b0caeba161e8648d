#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "web/http/fields.hpp"

namespace repere::web {

/// Why a request's head or body is refused before anybody looks at what it asks.
struct HeadRefusal {
  int status = 400;
  std::string detail;
};

/// The first line and header of a request.
struct Head {
  std::string method, target;
  int minor = 1;  ///< of HTTP/1.x
  Headers headers;
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool keep_alive = true;
  bool expects_continue = false;
  std::string host;

  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

struct HeadLimits {
  std::size_t bytes = 16 * 1024;        ///< of line and header: 431 above it
  std::size_t target_bytes = 4 * 1024;  ///< 414 above it
  std::size_t fields = 100;             ///< 431 above it
};

/// What two programs in a row could read differently is refused before it is parsed: a line that does not end in CRLF, a folded
/// line, a space before a colon, a control character, a missing or second Host, a second or malformed
/// Content-Length, any Transfer-Encoding but one "chunked", both of them, a Transfer-Encoding in HTTP/1.0.
/// Shape: block is the whole head with its closing empty line
/// Source: RFC 9112 sections 2.2, 3.2, 5.1, 5.2, 6.1, 6.3, 11.2
std::optional<HeadRefusal> refuse_ambiguous(std::string_view block, const HeadLimits& limits);

}  // namespace repere::web
