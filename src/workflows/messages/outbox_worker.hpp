#pragma once
#include <atomic>

#include "base/from_time_to_time.hpp"
#include "workflows/messages/empty_outbox.hpp"

namespace repere::workflows {

/// Empties the outbox on a thread of its own, from its making until stop(). Thread-safe.
class OutboxWorker {
 public:
  /// Shape: what `outbox` refers to outlives it; `told` hears of the first of several failures of the database
  OutboxWorker(OutboxMeans outbox, std::function<void(const Error&)> told,
               std::chrono::milliseconds between = std::chrono::seconds(15));

  /// Something was queued: looks now instead of in a while.
  void wake() { thread_.wake(); }
  /// Waits until the message that is being handed over is written down; the others stay for the next start.
  void stop() { thread_.stop(); }

  /// Since the start of this server.
  struct Counts {
    std::uint64_t handed_over = 0, put_off = 0, failed = 0;
  };
  Counts counts() const { return {handed_over_, put_off_, failed_}; }

 private:
  void empty();
  void count(Sending sending);

  OutboxMeans outbox_;
  std::function<void(const Error&)> told_;
  std::atomic<std::uint64_t> handed_over_{0}, put_off_{0}, failed_{0};
  bool failing_ = false;
  FromTimeToTime thread_;
};

}  // namespace repere::workflows
