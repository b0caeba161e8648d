#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace repere {

/// A thread that does the same from time to time, from its making until stop(). Thread-safe.
///
/// Lifetime: what the work uses outlives it: the last member of whoever holds it.
class FromTimeToTime {
 public:
  /// Shape: `work` is first done one `between` after the start, or when it is woken; it throws nothing
  FromTimeToTime(std::chrono::milliseconds between, std::function<void()> work)
      : between_(between), work_(std::move(work)), thread_([this] { run(); }) {}
  ~FromTimeToTime() { stop(); }
  FromTimeToTime(const FromTimeToTime&) = delete;
  FromTimeToTime& operator=(const FromTimeToTime&) = delete;

  /// Does it now instead of in a while.
  void wake() { tell(awake_); }
  /// Waits until what is being done is done; nothing is begun any more.
  void stop() {
    tell(over_);
    if (thread_.joinable()) thread_.join();
  }
  bool is_over() const {
    const std::lock_guard lock(mutex_);
    return over_;
  }

 private:
  void tell(bool& what) {
    {
      const std::lock_guard lock(mutex_);
      what = true;
    }
    woken_.notify_all();
  }
  void run() {
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, between_, [this] { return over_ || awake_; });
        if (over_) return;
        awake_ = false;
      }
      work_();
    }
  }

  std::chrono::milliseconds between_;
  std::function<void()> work_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  bool over_ = false, awake_ = false;
  std::thread thread_;
};

}  // namespace repere
