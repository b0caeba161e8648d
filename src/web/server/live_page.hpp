#pragma once
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>

#include "web/events/event_hub.hpp"
#include "web/server/event_loop.hpp"

namespace repere::web {

/// Wakes a connection's coroutine when its subscription has something to send.
class LivePage {
 public:
  LivePage(std::shared_ptr<Subscription> subscription, Executor executor)
      : subscription_(std::move(subscription)), timer_(std::make_shared<Timer>(executor)) {
    subscription_->on_change([weak = std::weak_ptr<Timer>(timer_), executor] {
      // Cancelled on the loop's own thread: after the coroutine has begun to wait, or before it looks again.
      boost::asio::post(executor, [weak] {
        if (const auto timer = weak.lock()) timer->cancel();
      });
    });
  }
  ~LivePage() { subscription_->on_change({}); }
  LivePage(const LivePage&) = delete;
  LivePage& operator=(const LivePage&) = delete;

  bool is_closed() const { return subscription_->is_closed(); }
  /// True when it was woken, false when the time passed.
  Awaitable<bool> wait(std::chrono::milliseconds time) {
    timer_->expires_after(time);
    auto [problem] =
        co_await timer_->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{}));
    co_return static_cast<bool>(problem);
  }

 private:
  std::shared_ptr<Subscription> subscription_;
  std::shared_ptr<Timer> timer_;
};

}  // namespace repere::web
