#include "web/server/server.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_signal_set.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>

#include "web/server/connection.hpp"
#include "web/server/tls.hpp"

namespace repere::web {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable_t<Executor>{});
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;

struct Listener {
  Acceptor acceptor;
  bool operations = false;
};

Address address_of(const asio::ip::address& from) {
  Address address;
  if (from.is_v6()) {
    const auto bytes = from.to_v6().to_bytes();
    std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
    return address;
  }
  const auto mapped = asio::ip::make_address_v6(asio::ip::v4_mapped, from.to_v4()).to_bytes();
  std::copy(mapped.begin(), mapped.end(), address.bytes.begin());
  return address;
}

Result<Acceptor> listen(const ListenAddress& address, Executor executor) {
  const tcp::endpoint endpoint(asio::ip::make_address(address.host), address.port);
  Acceptor acceptor(executor);
  boost::system::error_code problem;
  acceptor.open(endpoint.protocol(), problem);
  if (!problem) acceptor.set_option(Acceptor::reuse_address(true), problem);
  if (!problem) acceptor.bind(endpoint, problem);
  if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
  if (!problem) return acceptor;
  return fail(ErrorKind::unavailable, "cannot listen on " + address.host + ":" +
                                          std::to_string(address.port) + " (" + problem.message() +
                                          "): choose another port");
}

// As many files as the system lets this process have; how many of them may be connections.
std::size_t connections_possible(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  if (limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, wanted + 512));
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  const auto files = static_cast<std::size_t>(limit.rlim_cur);
  const std::size_t kept = std::min<std::size_t>(256, files / 4);  // for the database, files, the log
  return std::min(wanted, files - kept);
}

std::size_t or_processors(std::size_t wanted, std::size_t times) {
  return wanted > 0 ? wanted : times * std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

}  // namespace

class Server::Impl {
 public:
  explicit Impl(std::unique_ptr<Service> service)
      : service_(std::move(service)),
        options_(service_->options()),
        most_connections_(connections_possible(options_.connections)) {
    for (std::size_t i = 0; i < or_processors(options_.loops, 1); ++i)
      loops_.push_back(std::make_unique<EventLoop>(service_->metrics().connections_cut));
    workers_ = std::make_unique<WorkerPool>(or_processors(options_.workers, 4), options_.worker_queue,
                                            options_.lanes, options_.time.patience);
    world_ = std::make_unique<ConnectionWorld>(*service_, *workers_, per_address_);
    service_->metrics().add_gauge("workers_waiting", "Requests that wait for a worker.",
                                  [this] { return static_cast<double>(workers_->waiting()); });
  }

  ~Impl() {
    stop();
    wait();
  }

  Result<void> open() {
    if (options_.tls)
      if (const auto loaded = reload(); !loaded) return loaded;
    for (const ListenAddress& address : options_.listen)
      if (const auto added = add_listener(address, false); !added) return added;
    for (const ListenAddress& address : options_.operations_listen)
      if (const auto added = add_listener(address, true); !added) return added;
    if (options_.handle_signals) {
      signals_ =
          std::make_unique<asio::basic_signal_set<Executor>>(loops_[0]->executor(), SIGINT, SIGTERM, SIGHUP);
      wait_for_signal();
    }
    for (const auto& listener : listeners_)
      asio::co_spawn(loops_[0]->executor(), accept_all(*listener), asio::detached);
    for (const auto& loop : loops_) threads_.emplace_back([loop = loop.get()] { loop->run(); });
    return {};
  }

  std::vector<std::uint16_t> ports() const { return ports_; }
  Service& service() { return *service_; }

  void stop() {
    if (stopped_.exchange(true)) return;
    if (threads_.empty()) {  // never began
      for (const auto& loop : loops_) loop->begin_stop({});
      return;
    }
    asio::post(loops_[0]->executor(), [this] {
      boost::system::error_code ignored;
      for (const auto& listener : listeners_) listener->acceptor.close(ignored);
      if (signals_) signals_->cancel(ignored);
      service_->application().events->close_all();
      const auto deadline = std::chrono::steady_clock::now() + options_.time.drain;
      for (const auto& loop : loops_)
        asio::post(loop->executor(), [loop = loop.get(), deadline] { loop->begin_stop(deadline); });
    });
  }

  void wait() {
    const std::lock_guard lock(wait_mutex_);
    for (std::thread& thread : threads_)
      if (thread.joinable()) thread.join();
  }

  Result<void> reload() {
    if (!options_.tls) return {};
    auto made = make_tls_context(*options_.tls);
    if (!made) return tl::unexpected(made.error());
    const std::lock_guard lock(tls_mutex_);
    tls_ = std::move(*made);
    return {};
  }

 private:
  Result<void> add_listener(const ListenAddress& address, bool operations) {
    auto acceptor = listen(address, loops_[0]->executor());
    if (!acceptor) return tl::unexpected(acceptor.error());
    ports_.push_back(acceptor->local_endpoint().port());
    listeners_.push_back(std::make_unique<Listener>(Listener{std::move(*acceptor), operations}));
    return {};
  }

  void wait_for_signal() {
    signals_->async_wait([this](boost::system::error_code problem, int signal) {
      if (problem) return;
      if (signal != SIGHUP) return stop();
      const auto loaded = reload();
      service_->log().event(loaded ? LogLevel::info : LogLevel::error, "certificates read again",
                            loaded ? "" : loaded.error().message);
      service_->application().on_hangup();
      wait_for_signal();
    });
  }

  Awaitable<void> accept_all(Listener& listener) {
    std::size_t turn = 0;
    while (listener.acceptor.is_open()) {
      EventLoop& loop = *loops_[turn++ % loops_.size()];
      auto [problem, socket] = co_await listener.acceptor.async_accept(loop.executor(), no_throw);
      if (problem == asio::error::operation_aborted || problem == asio::error::bad_descriptor) co_return;
      if (problem) {  // out of file descriptors, say: breathe and go on
        Timer pause(loops_[0]->executor(), std::chrono::milliseconds(20));
        co_await pause.async_wait(no_throw);
        continue;
      }
      take(std::move(socket), listener, loop);
    }
  }

  void take(Socket socket, const Listener& listener, EventLoop& loop) {
    boost::system::error_code problem;
    const auto endpoint = socket.remote_endpoint(problem);
    if (problem) return;  // gone already
    Metrics& metrics = service_->metrics();
    ++metrics.connections_accepted;
    Accepted accepted{std::move(socket), address_of(endpoint.address())};
    accepted.operations = listener.operations;
    const bool trusted = std::any_of(options_.trusted_proxies.begin(), options_.trusted_proxies.end(),
                                     [&](const AddressRange& range) { return range.holds(accepted.peer); });
    accepted.counted = !trusted && options_.connections_per_address > 0 && !listener.operations;
    if (static_cast<std::size_t>(std::max<std::int64_t>(0, metrics.connections)) >= most_connections_ ||
        (accepted.counted && !per_address_.add(accepted.peer, options_.connections_per_address))) {
      ++metrics.connections_refused;
      return;  // closes the socket
    }
    accepted.socket.set_option(tcp::no_delay(true), problem);
    if (options_.tls && !listener.operations) {
      const std::lock_guard lock(tls_mutex_);
      accepted.tls = tls_;
    }
    asio::post(loop.executor(), [this, &loop, accepted = std::move(accepted)]() mutable {
      if (loop.is_stopping()) {
        if (accepted.counted) per_address_.remove(accepted.peer);
        return;
      }
      serve_connection(loop, *world_, std::move(accepted));
    });
  }

  std::unique_ptr<Service> service_;
  const ServerOptions& options_;
  const std::size_t most_connections_;
  ConnectionCount per_address_;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  std::unique_ptr<WorkerPool> workers_;  // ends before the loops that its jobs post to
  std::unique_ptr<ConnectionWorld> world_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::vector<std::uint16_t> ports_;
  std::unique_ptr<asio::basic_signal_set<Executor>> signals_;
  std::mutex tls_mutex_, wait_mutex_;
  std::shared_ptr<asio::ssl::context> tls_;
  std::vector<std::thread> threads_;
  std::atomic<bool> stopped_{false};
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(Application application, const ServerOptions& options) {
  auto service = Service::make(std::move(application), options);
  if (!service) return tl::unexpected(service.error());
  try {
    auto impl = std::make_unique<Impl>(std::move(*service));
    if (const auto opened = impl->open(); !opened) return tl::unexpected(opened.error());
    return std::unique_ptr<Server>(new Server(std::move(impl)));
  } catch (const std::exception& problem) {
    return fail(ErrorKind::unavailable, std::string("the server could not start: ") + problem.what());
  }
}

std::vector<std::uint16_t> Server::ports() const { return impl_->ports(); }
Service& Server::service() { return impl_->service(); }
void Server::stop() { impl_->stop(); }
void Server::wait() { impl_->wait(); }
Result<void> Server::reload_certificates() { return impl_->reload(); }

}  // namespace repere::web
