// The only file that holds Beast's parser. What it would let through is refused before it sees it (head.cpp).
#include "web/http/request_reader.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace repere::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

struct RequestReader::Parser {
  http::request_parser<http::buffer_body> beast;
};

RequestReader::RequestReader(const HeadLimits& limits) : limits_(limits) {}
RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&&) noexcept = default;

tl::expected<bool, HeadRefusal> RequestReader::read_head(std::string& buffer) {
  if (scanned_ == 0) {
    const std::size_t skipped = std::min(buffer.find_first_not_of("\r\n"), buffer.size());
    if (skipped > 8) return tl::unexpected(HeadRefusal{400, "not an HTTP request"});
    if (skipped > 0 && skipped < buffer.size()) buffer.erase(0, skipped);
    if (skipped == buffer.size()) return false;
  }
  const std::size_t from = scanned_ < 3 ? 0 : scanned_ - 3;
  const std::size_t end = buffer.find("\r\n\r\n", from);
  scanned_ = buffer.size();
  if (end == std::string::npos) {
    // A head whose lines end in bare LF would never end: say so rather than wait.
    if (buffer.find("\n\n", from) != std::string::npos || buffer.find("\n\r\n", from) == 0)
      return tl::unexpected(HeadRefusal{400, "a line does not end in CR LF"});
    const std::size_t line = buffer.find("\r\n");
    if (line == std::string::npos && buffer.size() > limits_.target_bytes + 64)
      return tl::unexpected(HeadRefusal{414, "the address is too long"});
    if (buffer.size() > limits_.bytes) return tl::unexpected(HeadRefusal{431, "the header is too large"});
    return false;
  }
  const std::string_view block(buffer.data(), end + 4);
  if (auto refused = refuse_ambiguous(block, limits_)) return tl::unexpected(std::move(*refused));
  if (auto parsed = parse(block); !parsed) return tl::unexpected(std::move(parsed.error()));
  buffer.erase(0, end + 4);
  return true;
}

tl::expected<void, HeadRefusal> RequestReader::parse(std::string_view block) {
  parser_ = std::make_unique<Parser>();
  auto& beast = parser_->beast;
  beast.header_limit(static_cast<std::uint32_t>(limits_.bytes));
  beast.body_limit(boost::none);  // the caller counts
  boost::beast::error_code problem;
  const std::size_t used = beast.put(asio::buffer(block.data(), block.size()), problem);
  if (problem || used != block.size() || !beast.is_header_done())
    return tl::unexpected(HeadRefusal{400, "not an HTTP request"});
  auto& message = beast.get();
  const auto text_of = [](auto view) { return std::string(view.data(), view.size()); };
  head_.method = text_of(message.method_string());
  head_.target = text_of(message.target());
  head_.minor = static_cast<int>(message.version() % 10);
  for (const auto& field : message) head_.headers.add(text_of(field.name_string()), text_of(field.value()));
  head_.keep_alive = message.keep_alive();
  head_.chunked = message.chunked();
  if (const auto length = beast.content_length()) head_.content_length = *length;
  head_.expects_continue = head_.minor == 1 && head_.headers.find("Expect").has_value();
  head_.host = std::string(head_.headers.find("Host").value_or(""));
  return {};
}

bool RequestReader::body_done() const { return parser_ && (parser_->beast.is_done() || !head_.has_body()); }

tl::expected<void, HeadRefusal> RequestReader::read_body(std::string& buffer, std::string& out,
                                                         std::size_t room) {
  auto& beast = parser_->beast;
  std::size_t taken = 0;
  const std::size_t before = out.size();
  out.resize(before + room);
  beast.get().body().data = out.data() + before;
  beast.get().body().size = room;
  beast.get().body().more = true;
  boost::beast::error_code problem;
  while (taken < buffer.size() && !beast.is_done() && beast.get().body().size > 0) {
    const std::size_t used = beast.put(asio::buffer(buffer.data() + taken, buffer.size() - taken), problem);
    taken += used;
    if (problem == http::error::need_buffer || problem == http::error::need_more) {
      const bool no_progress = used == 0;
      problem = {};
      if (no_progress) break;
    }
    if (problem || used == 0) break;
  }
  out.resize(out.size() - beast.get().body().size);
  buffer.erase(0, taken);
  if (problem) return tl::unexpected(HeadRefusal{400, "the body is malformed"});
  // What frames chunks is bounded too: a chunk's line or the trailer cannot grow without end.
  trailing_ = out.size() == before ? trailing_ + taken : 0;
  if (trailing_ > limits_.bytes || (out.size() == before && buffer.size() > limits_.bytes))
    return tl::unexpected(HeadRefusal{431, "what frames the body's chunks is too large"});
  return {};
}

}  // namespace repere::web
