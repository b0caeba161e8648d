#include "web/server/event_loop.hpp"

namespace repere::web {

EventLoop::EventLoop(std::atomic<std::uint64_t>& cut_count)
    : work_(context_.get_executor()), timer_(context_.get_executor()), cut_count_(cut_count) {
  tick();
}

void EventLoop::run() { context_.run(); }

void EventLoop::tick() {
  timer_.expires_after(std::chrono::milliseconds(100));
  timer_.async_wait([this](boost::system::error_code problem) {
    if (problem) return;
    const auto now = std::chrono::steady_clock::now();
    const bool all = now >= stop_deadline_;
    for (Watched* watched : watched_)
      if (all || now >= watched->deadline) cut(*watched);
    // Cancelling the timer does not reach a tick that was due already: it must not start the next one.
    if (!stopping_ || !watched_.empty()) tick();
  });
}

// Shuts the socket both ways: what waits on it ends with an error, and the connection's coroutine with it. Who is in
// the middle of a request has a second to read why.
void EventLoop::cut(Watched& watched) {
  if (watched.was_cut) return;
  if (watched.may_be_told) {
    watched.may_be_told = false;
    watched.is_late = true;
    watched.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    boost::system::error_code unheard;
    watched.socket->cancel(unheard);
    return;
  }
  watched.was_cut = true;
  ++cut_count_;
  boost::system::error_code ignored;
  watched.socket->cancel(ignored);
  watched.socket->shutdown(Socket::shutdown_both, ignored);
}

void EventLoop::remove(Watched& watched) {
  watched_.erase(&watched);
  release_when_empty();
}

void EventLoop::begin_stop(std::chrono::steady_clock::time_point deadline) {
  stopping_ = true;
  stop_deadline_ = deadline;
  for (Watched* watched : watched_)
    if (watched->is_idle) {
      boost::system::error_code ignored;
      watched->socket->cancel(ignored);
    }
  release_when_empty();
}

void EventLoop::release_when_empty() {
  if (!stopping_ || !watched_.empty()) return;
  work_.reset();
  timer_.cancel();
}

bool ConnectionCount::add(const Address& address, std::size_t most) {
  const std::lock_guard lock(mutex_);
  auto& count = counts_[address.subscriber()];
  if (count >= most) return false;
  ++count;
  return true;
}

void ConnectionCount::remove(const Address& address) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(address.subscriber());
  if (found != counts_.end() && --found->second == 0) counts_.erase(found);
}

}  // namespace repere::web
