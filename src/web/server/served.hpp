#pragma once
// For tests: a server on a free port of this machine and a client that sends exactly the bytes it is given.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <mutex>
#include <string>
#include <utility>

#include "web/server/server.hpp"

namespace repere::web {

/// What a test reads of an answer.
struct Reply {
  int status = 0;
  Headers headers;
  std::string body, raw;
};

/// Reads one answer with its body whole; closed connections leave what came.
inline Reply parse_reply(const std::string& raw) {
  Reply reply;
  reply.raw = raw;
  const std::size_t end = raw.find("\r\n\r\n");
  if (raw.size() < 12 || end == std::string::npos) return reply;
  reply.status = std::stoi(raw.substr(9, 3));
  std::size_t at = raw.find("\r\n") + 2;
  while (at < end + 2) {
    const std::size_t line_end = raw.find("\r\n", at), colon = raw.find(": ", at);
    reply.headers.add(raw.substr(at, colon - at), raw.substr(colon + 2, line_end - colon - 2));
    at = line_end + 2;
  }
  reply.body = raw.substr(end + 4);
  return reply;
}

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(context_) {
    socket_.connect({boost::asio::ip::make_address("127.0.0.1"), port});
  }
  bool send(std::string_view bytes) {
    boost::system::error_code problem;
    boost::asio::write(socket_, boost::asio::buffer(bytes.data(), bytes.size()), problem);
    return !problem;
  }
  /// Everything until the server closes.
  std::string rest() {
    boost::system::error_code problem;
    boost::asio::read(socket_, boost::asio::dynamic_buffer(held_), problem);
    return std::exchange(held_, {});
  }
  /// One answer, by its Content-Length.
  Reply reply() {
    boost::system::error_code problem;
    std::size_t end = std::string::npos;
    while ((end = held_.find("\r\n\r\n")) == std::string::npos && more()) {
    }
    if (end == std::string::npos) return parse_reply(std::exchange(held_, {}));
    Reply head = parse_reply(held_.substr(0, end + 4));
    std::size_t length = 0;
    if (const auto text = head.headers.find("Content-Length"))
      length = static_cast<std::size_t>(std::stoul(std::string(*text)));
    while (held_.size() < end + 4 + length && more()) {
    }
    const std::string raw = held_.substr(0, end + 4 + length);
    held_.erase(0, raw.size());
    return parse_reply(raw);
  }
  bool more() {
    char bytes[4096];
    boost::system::error_code problem;
    const std::size_t count = socket_.read_some(boost::asio::buffer(bytes), problem);
    held_.append(bytes, count);
    return !problem && count > 0;
  }
  std::string& held() { return held_; }
  boost::asio::ip::tcp::socket& socket() { return socket_; }

 private:
  boost::asio::io_context context_;
  boost::asio::ip::tcp::socket socket_;
  std::string held_;
};

/// A server with these routes; stopped at the end.
class Served {
 public:
  explicit Served(std::vector<Route> routes, ServerOptions options = {},
                  std::shared_ptr<Gate> gate = std::make_shared<ClosedGate>(),
                  std::shared_ptr<EventHub> hub = std::make_shared<EventHub>())
      : events(std::move(hub)) {
    options.listen = {{"127.0.0.1", 0}};
    options.handle_signals = false;
    options.loops = options.loops ? options.loops : 2;
    options.workers = options.workers ? options.workers : 2;
    Application application;
    application.routes = std::move(routes);
    application.gate = std::move(gate);
    application.events = events;
    application.now = [] { return Instant(std::chrono::milliseconds(1'790'000'000'000)); };
    application.write_log = [this](std::string_view lines) {
      const std::lock_guard lock(mutex_);
      log_ += lines;
    };
    application.ready = [this]() -> Result<void> { return ready; };
    auto started = Server::start(std::move(application), options);
    if (!started) throw std::runtime_error(started.error().message);
    server = std::move(*started);
  }
  std::uint16_t port() const { return server->ports().front(); }
  Reply ask(std::string_view bytes) {
    Client client(port());
    client.send(bytes);
    return client.reply();
  }
  /// "GET", "/path", more header lines each with its CR LF, a body.
  Reply ask(const std::string& method, const std::string& target, const std::string& lines = {},
            const std::string& body = {}) {
    std::string request =
        method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines;
    if (!body.empty() || method == "POST" || method == "PUT")
      request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return ask(request + "\r\n" + body);
  }
  Reply get(const std::string& target, const std::string& lines = {}) { return ask("GET", target, lines); }
  std::string log() {
    const std::lock_guard lock(mutex_);
    return log_;
  }

  std::shared_ptr<EventHub> events;
  Result<void> ready;

 private:
  std::mutex mutex_;
  std::string log_;

 public:
  std::unique_ptr<Server> server;  // the last: it ends before what it writes to
};

/// A route of a test: GET path, anonymous, on the loop.
inline Route simple_route(std::string path, Handler handler) {
  return {.path = std::move(path),
          .policy = Policy::anonymous(),
          .runs_on = RunsOn::loop(),
          .handler = std::move(handler),
          .summary = "for a test",
          .answers = {{200, "done", "text/plain"}}};
}

}  // namespace repere::web
