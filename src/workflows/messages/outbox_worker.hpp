#pragma once
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "workflows/messages/empty_outbox.hpp"

namespace repere::workflows {

/// Empties the outbox on a thread of its own, from its making until stop(). Thread-safe.
class OutboxWorker {
 public:
  /// Shape: what `outbox` refers to outlives it; `told` hears of the first of several failures of the database
  OutboxWorker(OutboxMeans outbox, std::function<void(const Error&)> told,
               std::chrono::milliseconds between = std::chrono::seconds(15));
  ~OutboxWorker();
  OutboxWorker(const OutboxWorker&) = delete;
  OutboxWorker& operator=(const OutboxWorker&) = delete;

  /// Something was queued: looks now instead of in a while.
  void wake();
  /// Waits until the message that is being handed over is written down; the others stay for the next start.
  void stop();

  /// Since the start of this server.
  struct Counts {
    std::uint64_t handed_over = 0, put_off = 0, failed = 0;
  };
  Counts counts() const { return {handed_over_, put_off_, failed_}; }

 private:
  void work();
  bool empty();
  void count(Sending sending);

  OutboxMeans outbox_;
  std::function<void(const Error&)> told_;
  std::chrono::milliseconds between_;
  std::atomic<std::uint64_t> handed_over_{0}, put_off_{0}, failed_{0};
  std::mutex mutex_;
  std::condition_variable woken_;
  bool over_ = false, awake_ = true;
  std::thread thread_;  // the last: it uses all of the above
};

}  // namespace repere::workflows
