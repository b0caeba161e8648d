#pragma once
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "web/http/address.hpp"

namespace repere::web {

// One io_context a thread, with its concrete executor everywhere: nothing is shared between loops.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
template <class T>
using Awaitable = boost::asio::awaitable<T, Executor>;

/// What the loop knows of a connection: until when it may go on as it is, and whether nobody waits for it.
struct Watched {
  Socket* socket = nullptr;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  bool is_idle = false;      ///< waits for the first byte of a request
  bool may_be_told = false;  ///< at the deadline the client may still be told (408) before it is cut
  bool is_late = false;      ///< the deadline has passed, what waited was cancelled: say so and end
  bool was_cut = false;
};

/// A thread with its event loop. A tick every 100 ms cuts the connections that have passed their deadline: one pass over
/// them costs less than a timer for each.
class EventLoop {
 public:
  explicit EventLoop(std::atomic<std::uint64_t>& cut_count);
  void run();

  boost::asio::io_context& context() { return context_; }
  Executor executor() { return context_.get_executor(); }

  // On the loop's own thread only:
  void add(Watched& watched) { watched_.insert(&watched); }
  void remove(Watched& watched);
  bool is_stopping() const { return stopping_; }
  /// Ends what is idle now, the rest as it finishes, and everything at the deadline.
  void begin_stop(std::chrono::steady_clock::time_point deadline);

 private:
  void tick();
  void cut(Watched& watched);
  void release_when_empty();

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<Executor> work_;
  Timer timer_;
  std::set<Watched*> watched_;
  bool stopping_ = false;
  std::chrono::steady_clock::time_point stop_deadline_ = std::chrono::steady_clock::time_point::max();
  std::atomic<std::uint64_t>& cut_count_;
};

/// Counts the connections of each subscriber, for all loops.
class ConnectionCount {
 public:
  /// False when there are `most` already.
  bool add(const Address& address, std::size_t most);
  void remove(const Address& address);

 private:
  std::mutex mutex_;
  std::map<Address, std::size_t> counts_;
};

}  // namespace repere::web
