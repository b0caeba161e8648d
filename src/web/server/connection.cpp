// The coroutine of a connection: bytes in, Service, bytes out. Everything it decides is in Service.
#include "web/server/connection.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "web/http/request_reader.hpp"
#include "web/http/upload.hpp"
#include "web/server/live_page.hpp"

namespace repere::web {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;

namespace {

constexpr asio::use_awaitable_t<Executor> use{};
constexpr auto no_throw = asio::as_tuple(use);
constexpr std::size_t read_bytes = 16 * 1024, piece_bytes = 256 * 1024;

template <class Stream>
class Connection {
 public:
  Connection(EventLoop& loop, ConnectionWorld& world, Stream& stream, Watched& watched,
             const Accepted& accepted)
      : loop_(loop),
        world_(world),
        stream_(stream),
        watched_(watched),
        accepted_(accepted),
        service_(world.service),
        time_(world.service.options().time) {}

  ~Connection() { release(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Awaitable<void> converse() {
    bool goes_on = true;
    while (goes_on && !loop_.is_stopping() && !watched_.was_cut) goes_on = co_await one_request();
  }

 private:
  enum class Got { bytes, end };

  // Appends what the client sends; `end` when it, the deadline or the stop ends the connection.
  Awaitable<Got> receive() {
    const std::size_t before = buffer_.size();
    buffer_.resize(before + read_bytes);
    auto [problem, count] =
        co_await stream_.async_read_some(asio::buffer(buffer_.data() + before, read_bytes), no_throw);
    buffer_.resize(before + count);
    co_return problem || count == 0 ? Got::end : Got::bytes;
  }

  void allow(std::chrono::milliseconds time) { watched_.deadline = Steady::now() + time; }
  void allow(std::chrono::milliseconds time, std::uint64_t bytes) {
    allow(time + std::chrono::milliseconds(bytes * 1000 / std::max<std::uint64_t>(1, time_.least_rate)));
  }

  // Waits for a request's first byte for as long as idle connections may; its buffer is given back meanwhile.
  Awaitable<Got> wait_for_request() {
    if (!buffer_.empty()) co_return Got::bytes;
    buffer_ = std::string();
    allow(time_.idle);
    watched_.is_idle = true;
    if constexpr (std::is_same_v<Stream, Socket>) {
      auto [problem] = co_await stream_.async_wait(Socket::wait_read, no_throw);
      watched_.is_idle = false;
      if (problem) co_return Got::end;
      co_return co_await receive();
    } else {
      const Got got = co_await receive();
      watched_.is_idle = false;
      co_return got;
    }
  }

  Awaitable<bool> one_request() {
    const Got first = co_await wait_for_request();
    if (first == Got::end) co_return false;
    Exchange exchange;
    exchange.began = Steady::now();
    exchange.request.peer = accepted_.peer;
    allow(time_.header);
    watched_.may_be_told = true;
    RequestReader reader(service_.options().head);
    for (;;) {
      auto whole = reader.read_head(buffer_);
      if (!whole) {
        service_.refuse_head(exchange, whole.error().status, whole.error().detail);
        co_return co_await send(exchange);
      }
      if (*whole) break;
      const Got got = co_await receive();
      if (got == Got::end) co_return co_await too_late(exchange);
    }
    watched_.may_be_told = false;
    service_.open(exchange, reader.head(), accepted_.peer, accepted_.tls != nullptr, accepted_.operations);
    if (!exchange.answer) co_await prepare(exchange, reader);
    if (!exchange.answer) {
      const bool whole = co_await read_body(exchange, reader);
      if (!whole) co_return co_await too_late(exchange);
    }
    if (!exchange.answer) co_await step(exchange, [](const Service& s, Exchange& e) { s.answer(e); });
    release();
    co_return co_await send(exchange);
  }

  // Asks the gate first where a body is large or goes to a file, and says "go on" to a client that waits for it.
  Awaitable<void> prepare(Exchange& exchange, const RequestReader& reader) {
    if (!reader.head().has_body()) co_return;
    const Body& body = exchange.route->body;
    const bool to_file = body.kind == Body::Kind::multipart || body.kind == Body::Kind::bytes;
    if (to_file || body.most_bytes > 256 * 1024)
      co_await step(exchange, [](const Service& s, Exchange& e) { s.admit(e); });
    if (!exchange.answer && to_file) service_.receive_file(exchange);
    if (exchange.answer) {
      exchange.keep_alive = false;
      co_return;
    }
    if (reader.head().expects_continue && buffer_.empty()) {
      static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await asio::async_write(stream_, asio::buffer(go_on.data(), go_on.size()), no_throw);
    }
  }

  // False when the client went away or was too slow; what is refused becomes the answer.
  Awaitable<bool> read_body(Exchange& exchange, RequestReader& reader) {
    if (!reader.head().has_body()) co_return true;
    const std::size_t most = exchange.route->body.most_bytes;
    allow(time_.body, reader.head().content_length.value_or(most));
    const Steady::time_point deadline = watched_.deadline;
    std::uint64_t total = 0;
    std::string piece;
    bool needs_more = buffer_.empty();
    while (!reader.body_done() && !exchange.answer) {
      if (needs_more) {
        watched_.may_be_told = true;
        const Got got = co_await receive();
        watched_.may_be_told = false;
        if (got == Got::end) co_return false;
      }
      std::string& target = exchange.receiver ? piece : exchange.request.body;
      const std::size_t before = target.size(), waiting = buffer_.size();
      if (auto read = reader.read_body(buffer_, target, std::min(piece_bytes, waiting)); !read)
        refuse(exchange, read.error().status, read.error().detail);
      const std::size_t came = target.size() - before;
      total += came;
      if (total > most) refuse(exchange, 413, "the body is larger than " + std::to_string(most) + " bytes");
      if (!exchange.receiver && !reserve(came)) {
        exchange.answer =
            problem(exchange.request, Error{ErrorKind::busy, "too many bodies are being received"});
        exchange.keep_alive = false;
      }
      if (exchange.receiver && !exchange.answer &&
          (piece.size() >= piece_bytes || (reader.body_done() && !piece.empty()))) {
        co_await keep_piece(exchange, piece);
        watched_.deadline = deadline;
      }
      // What is left but could not be read is the beginning of a chunk's line.
      needs_more = buffer_.empty() || buffer_.size() == waiting;
    }
    co_return true;
  }

  Awaitable<void> keep_piece(Exchange& exchange, std::string& piece) {
    co_await step(
        exchange,
        [&piece](const Service&, Exchange& e) {
          if (auto taken = e.receiver->take_body(piece); !taken) e.answer = problem(e.request, taken.error());
        },
        true);
    if (exchange.answer) exchange.keep_alive = false;
    piece.clear();
  }

  void refuse(Exchange& exchange, int status, std::string_view detail) {
    exchange.answer = problem(exchange.request, status, detail);
    exchange.keep_alive = false;
  }

  bool reserve(std::size_t bytes) {
    reserved_ += bytes;
    return world_.body_bytes.fetch_add(bytes) + bytes <= service_.options().body_memory;
  }

  // Runs a step here, or on a worker while this coroutine waits.
  template <class Step>
  Awaitable<void> step(Exchange& exchange, Step run, bool on_worker = false) {
    if (!on_worker && service_.runs_on_loop(exchange)) {
      run(service_, exchange);
      co_return;
    }
    watched_.deadline = Steady::time_point::max();  // the workers' own limits hold
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
        [&](auto handler) {
          // A handler can only be moved; a job must be copyable.
          auto done = std::make_shared<decltype(handler)>(std::move(handler));
          const auto resume = [done, executor = loop_.executor()] { asio::post(executor, std::move(*done)); };
          WorkerPool::Job job;
          job.run = [this, &exchange, run, resume] {
            run(service_, exchange);
            resume();
          };
          job.gave_up = [&exchange, resume] {
            exchange.answer =
                problem(exchange.request, Error{ErrorKind::busy, "waited too long for a worker"});
            resume();
          };
          if (world_.workers.submit(std::move(job), exchange.route->runs_on.lane_name())) return;
          ++service_.metrics().queue_refused;
          exchange.answer = problem(exchange.request, Error{ErrorKind::busy, "the workers' queue is full"});
          resume();
        },
        use);
    allow(time_.response);
  }

  void release() {
    world_.body_bytes -= reserved_;
    reserved_ = 0;
  }

  // The client went away, or its time is over: then it is told, if it still listens.
  Awaitable<bool> too_late(Exchange& exchange) {
    release();
    if (!watched_.is_late || watched_.was_cut) co_return false;
    ++service_.metrics().connections_cut;
    const std::string_view what = "the request took too long to come";
    if (exchange.request.id.empty())
      service_.refuse_head(exchange, 408, std::string(what));
    else
      refuse(exchange, 408, what);
    co_return co_await send(exchange);
  }

  Awaitable<bool> send(Exchange& exchange) {
    if (loop_.is_stopping()) exchange.keep_alive = false;
    service_.render(exchange);
    if (!watched_.is_late) allow(time_.response, exchange.body.size());
    const std::array<asio::const_buffer, 2> bytes = {
        asio::buffer(exchange.head), asio::buffer(exchange.body.data(), exchange.body.size())};
    auto [problem, count] = co_await asio::async_write(stream_, bytes, no_throw);
    static_cast<void>(count);
    if (!problem && exchange.answer->events && exchange.request.method != Method::head)
      co_await send_events(exchange);
    service_.finish(exchange, exchange.body.size());
    if (!problem && !exchange.keep_alive) co_await linger();
    co_return exchange.keep_alive && !problem;
  }

  Awaitable<void> send_events(Exchange& exchange) {
    static constexpr std::string_view comes_back = "retry: 500\n\n";  // milliseconds until a browser whose line was cut tries again
    auto [refused, written] = co_await asio::async_write(stream_, asio::buffer(comes_back.data(), comes_back.size()), no_throw);
    static_cast<void>(written);
    if (refused) co_return;
    LivePage page(exchange.answer->events, loop_.executor());
    auto& metrics = service_.metrics();
    ++metrics.event_streams;
    for (;;) {
      watched_.deadline = Steady::time_point::max();
      std::string frames = exchange.answer->events->take();
      const bool over = page.is_closed() || loop_.is_stopping() || watched_.was_cut;
      if (frames.empty() && over) break;
      if (frames.empty()) {
        const bool woken = co_await page.wait(time_.heartbeat);
        if (woken) continue;
        frames = ": still here\n\n";
      } else {
        ++metrics.events_sent;
      }
      allow(time_.response);
      auto [problem, count] = co_await asio::async_write(stream_, asio::buffer(frames), no_throw);
      static_cast<void>(count);
      if (problem) break;
    }
    --metrics.event_streams;
  }

  // An answer given before the whole request was read would be lost when the connection is reset under it: the client is given
  // a moment to read it, what it still sends is thrown away.
  Awaitable<void> linger() {
    allow(std::chrono::milliseconds(1000));
    boost::system::error_code ignored;
    if constexpr (std::is_same_v<Stream, Socket>) {
      stream_.shutdown(Socket::shutdown_send, ignored);
      std::size_t thrown = 0;
      std::array<char, 4096> sink;
      while (thrown < 4 * 1024 * 1024) {
        auto [problem, count] = co_await stream_.async_read_some(asio::buffer(sink), no_throw);
        if (problem) break;
        thrown += count;
      }
    } else {
      co_await stream_.async_shutdown(no_throw);
    }
  }

  EventLoop& loop_;
  ConnectionWorld& world_;
  Stream& stream_;
  Watched& watched_;
  const Accepted& accepted_;
  const Service& service_;
  const TimeLimits& time_;
  std::string buffer_;
  std::uint64_t reserved_ = 0;
};

// A connection is known to its loop, and counted, for exactly as long as this lives.
class Presence {
 public:
  Presence(EventLoop& loop, ConnectionWorld& world, Accepted& accepted)
      : loop_(loop), world_(world), accepted_(accepted) {
    watched.socket = &accepted.socket;
    loop_.add(watched);
    ++world_.service.metrics().connections;
  }
  ~Presence() {
    if (accepted_.counted) world_.per_address.remove(accepted_.peer);
    --world_.service.metrics().connections;
    boost::system::error_code ignored;
    accepted_.socket.close(ignored);
    loop_.remove(watched);
  }
  Presence(const Presence&) = delete;
  Presence& operator=(const Presence&) = delete;
  Watched watched;

 private:
  EventLoop& loop_;
  ConnectionWorld& world_;
  Accepted& accepted_;
};

Awaitable<void> speak(EventLoop& loop, ConnectionWorld& world, Accepted accepted) {
  Presence presence(loop, world, accepted);
  Watched& watched = presence.watched;
  if (!accepted.tls) {
    Connection connection(loop, world, accepted.socket, watched, accepted);
    co_await connection.converse();
    co_return;
  }
  asio::ssl::stream<Socket&> stream(accepted.socket, *accepted.tls);
  watched.deadline = Steady::now() + world.service.options().time.header;
  auto [problem] = co_await stream.async_handshake(asio::ssl::stream_base::server, no_throw);
  if (problem) co_return;
  Connection connection(loop, world, stream, watched, accepted);
  co_await connection.converse();
}

}  // namespace

void serve_connection(EventLoop& loop, ConnectionWorld& world, Accepted accepted) {
  asio::co_spawn(loop.executor(), speak(loop, world, std::move(accepted)), asio::detached);
}

}  // namespace repere::web
