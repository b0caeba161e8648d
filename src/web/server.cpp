#include "web/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <memory>
#include <set>

#include "web/target.hpp"

namespace repere::web {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

namespace {

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
using Answer = http::response<http::span_body<const char>>;

// What every answer carries: nothing is loaded from elsewhere, nothing runs inline, nothing is framed by another site.
void add_security_headers(Answer& answer) {
  answer.set("Content-Security-Policy",
             "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
             "form-action 'none'; frame-ancestors 'none'");
  answer.set("X-Content-Type-Options", "nosniff");
  answer.set("Referrer-Policy", "no-referrer");
  answer.set("Cross-Origin-Opener-Policy", "same-origin");
  answer.set("Cache-Control", "no-cache");
}

Response plain(int status, std::string text) {
  Response response;
  response.status = status;
  response.type = "text/plain; charset=utf-8";
  response.owned = std::move(text);
  return response;
}

Response answer_to(const http::request<http::string_body>& request, const Handler& handler) {
  if (request.count(http::field::host) != 1) return plain(400, "400: exactly one Host header is needed\n");
  if (request.count(http::field::transfer_encoding) != 0)
    return plain(501, "501: this server takes no Transfer-Encoding\n");
  if (request.method() != http::verb::get && request.method() != http::verb::head) {
    Response refused = plain(405, "405: only GET and HEAD are answered here\n");
    refused.headers.emplace_back("Allow", "GET, HEAD");
    return refused;
  }
  const auto path = decode_path(std::string_view(request.target().data(), request.target().size()));
  if (!path) return plain(400, "400: " + path.error().message + "\n");
  Request asked{std::string(request.method_string()), *path, {}};
  if (const auto language = request.find(http::field::accept_language); language != request.end())
    asked.language = std::string(language->value());
  return handler(asked);
}

class Server {
 public:
  Server(asio::io_context& context, tcp::acceptor acceptor, const ServerLimits& limits, const Handler& handler)
      : context_(context), acceptor_(std::move(acceptor)), limits_(limits), handler_(handler), signals_(context, SIGINT, SIGTERM) {}

  void start() {
    signals_.async_wait([this](beast::error_code problem, int) {
      if (!problem) stop();
    });
    asio::co_spawn(context_, accept_all(), asio::detached);
  }

 private:
  // Stops taking connections and ends those that wait for a next request; the others end after their answer.
  void stop() {
    stopping_ = true;
    beast::error_code ignored;
    acceptor_.close(ignored);
    for (beast::tcp_stream* stream : idle_) stream->cancel();
  }

  asio::awaitable<void> accept_all() {
    while (!stopping_) {
      auto [problem, socket] = co_await acceptor_.async_accept(no_throw);
      if (problem == asio::error::operation_aborted) co_return;
      if (problem) {  // out of file descriptors, say: breathe and go on
        asio::steady_timer pause(context_, std::chrono::milliseconds(50));
        co_await pause.async_wait(no_throw);
        continue;
      }
      if (open_ >= limits_.connections) continue;  // closes the socket
      asio::co_spawn(context_, converse(beast::tcp_stream(std::move(socket))), asio::detached);
    }
  }

  asio::awaitable<void> converse(beast::tcp_stream stream) {
    ++open_;
    beast::flat_buffer buffer;
    bool go_on = true;
    while (go_on && !stopping_) go_on = co_await one_request(stream, buffer);
    beast::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    --open_;
  }

  // Waits for the first byte of a request for as long as idle connections may; then the whole of it has its own deadline.
  asio::awaitable<bool> one_request(beast::tcp_stream& stream, beast::flat_buffer& buffer) {
    if (buffer.size() == 0) {
      stream.expires_after(std::chrono::seconds(limits_.idle_seconds));
      idle_.insert(&stream);
      auto [waiting, count] = co_await stream.async_read_some(buffer.prepare(4096), no_throw);
      idle_.erase(&stream);
      if (waiting) co_return false;
      buffer.commit(count);
    }
    http::request_parser<http::string_body> parser;
    parser.header_limit(limits_.header_bytes);
    parser.body_limit(limits_.body_bytes);
    stream.expires_after(std::chrono::seconds(limits_.request_seconds));
    auto [problem, read] = co_await http::async_read(stream, buffer, parser, no_throw);
    static_cast<void>(read);
    if (problem == http::error::header_limit || problem == http::error::buffer_overflow)
      co_return co_await send(stream, plain(431, "431: the request's header is too large\n"), 11, false, false);
    if (problem == http::error::body_limit)
      co_return co_await send(stream, plain(413, "413: the request's body is too large\n"), 11, false, false);
    if (problem.category() == make_error_code(http::error::end_of_stream).category() && problem != http::error::end_of_stream)
      co_return co_await send(stream, plain(400, "400: not an HTTP request\n"), 11, false, false);
    if (problem) co_return false;
    const auto request = parser.release();
    const bool keep = request.keep_alive() && !stopping_;
    co_return co_await send(stream, answer_to(request, handler_), request.version(), keep,
                            request.method() == http::verb::head);
  }

  asio::awaitable<bool> send(beast::tcp_stream& stream, const Response& response, unsigned version, bool keep, bool head) {
    const std::string_view body = response.body.empty() ? std::string_view(response.owned) : response.body;
    Answer answer(static_cast<http::status>(response.status), version);
    answer.set(http::field::content_type, response.type);
    for (const auto& [name, value] : response.headers) answer.set(name, value);
    add_security_headers(answer);
    answer.keep_alive(keep);
    answer.content_length(body.size());
    if (!head) answer.body() = beast::span<const char>(body.data(), body.size());
    http::response_serializer<http::span_body<const char>> serializer(answer);
    serializer.split(head);
    stream.expires_after(std::chrono::seconds(limits_.request_seconds));
    auto [problem, written] = head ? co_await http::async_write_header(stream, serializer, no_throw)
                                   : co_await http::async_write(stream, serializer, no_throw);
    static_cast<void>(written);
    co_return keep && !problem;
  }

  asio::io_context& context_;
  tcp::acceptor acceptor_;
  const ServerLimits limits_;
  const Handler& handler_;
  asio::signal_set signals_;
  std::set<beast::tcp_stream*> idle_;
  std::size_t open_ = 0;
  bool stopping_ = false;
};

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const auto wrong = [&] {
    return fail(ErrorKind::incorrect, "--listen '" + std::string(text) + "': write ADDRESS:PORT, for instance 127.0.0.1:8080");
  };
  if (colon == std::string_view::npos) return wrong();
  ListenAddress address;
  std::string_view host = text.substr(0, colon), port = text.substr(colon + 1);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  address.host = host.empty() ? "0.0.0.0" : std::string(host);
  if (address.host == "localhost") address.host = "127.0.0.1";
  const auto [end, problem] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (problem != std::errc{} || end != port.data() + port.size() || port.empty()) return wrong();
  beast::error_code not_an_address;
  asio::ip::make_address(address.host, not_an_address);
  if (not_an_address) return wrong();
  return address;
}

Result<void> serve_http(const ListenAddress& address, const ServerLimits& limits, const Handler& handler,
                        const std::function<void(std::uint16_t)>& ready) {
  try {
    asio::io_context context(1);
    const tcp::endpoint endpoint(asio::ip::make_address(address.host), address.port);
    tcp::acceptor acceptor(context);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    beast::error_code problem;
    acceptor.bind(endpoint, problem);
    if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
    if (problem)
      return fail(ErrorKind::unavailable, "cannot listen on " + address.host + ":" + std::to_string(address.port) + " (" +
                                              problem.message() + "): choose another port");
    const std::uint16_t port = acceptor.local_endpoint().port();
    Server server(context, std::move(acceptor), limits, handler);
    server.start();
    ready(port);  // from here on a signal stops it gracefully
    context.run();
    return {};
  } catch (const std::exception& problem) {
    return fail(ErrorKind::unavailable, std::string("the server stopped: ") + problem.what());
  }
}

}  // namespace repere::web
