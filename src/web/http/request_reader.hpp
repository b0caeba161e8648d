#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "web/http/head.hpp"

namespace repere::web {

/// Reads one request from bytes as they come, without a socket: first the head, then the body.
class RequestReader {
 public:
  explicit RequestReader(const HeadLimits& limits);
  ~RequestReader();
  RequestReader(RequestReader&&) noexcept;

  /// Looks for a whole head at the beginning of what has come and, when there is one, removes it from there. Empty lines
  /// before it are skipped. Call again when more has come.
  /// Shape: false while bytes are missing
  tl::expected<bool, HeadRefusal> read_head(std::string& buffer);
  const Head& head() const { return head_; }

  /// Takes what belongs to the body from the beginning of the buffer and appends its content to `out`, at most `room`
  /// bytes at once. `body_done` says when all has come.
  tl::expected<void, HeadRefusal> read_body(std::string& buffer, std::string& out, std::size_t room);
  bool body_done() const;

 private:
  struct Parser;
  tl::expected<void, HeadRefusal> parse(std::string_view block);
  HeadLimits limits_;
  std::size_t scanned_ = 0, trailing_ = 0;
  Head head_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace repere::web
