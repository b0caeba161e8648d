#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/connection_pool.hpp"

namespace repere::storage {

/// Writes for many threads. One thread owns the writing connection: it takes all works that wait, runs each in
/// a part of one transaction, commits once, and then tells each caller. So a commit to the disk serves many.
///
/// Nobody else writes while a work runs, on this server or another: it is an exclusive section. A work runs on
/// the writer's thread, and may run again when the connection broke before the commit: it changes nothing but
/// through the connection, does not wait for other works, and does not write through this object. Thread-safe.
class GroupCommit {
 public:
  using Work = std::function<Result<void>(Connection&)>;

  struct Settings {
    std::size_t most_together = 4'000;
    std::size_t most_waiting = 20'000;      ///< more are refused as busy
    std::chrono::milliseconds latest{500};  ///< after which a work given to later() is written
    std::chrono::microseconds gather{300};  ///< waited for others to join, when others did the last time
    std::chrono::milliseconds patience{
        10'000};  ///< how long a lost database is tried again before callers are told
    std::function<void(const Error&)> lost;  ///< a work given to later() could not be written
    std::function<void(bool begins)> waits;  ///< on the caller's thread, around its wait in write()
  };
  GroupCommit(Opener open, Settings settings);
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;
  ~GroupCommit();

  /// Runs `work`; when this returns without an error, what it wrote is on the disk. The failure of one work is
  /// its own: the others of its group are written.
  /// Errors: those of the work; busy; unavailable (the message says when it is not known whether it is written)
  Result<void> write(const Work& work);

  /// Runs `work` with the next group, half a second later at the latest; what it writes is lost when the
  /// process dies before. Kept and tried again while the database is away.
  /// Errors: busy when too many wait; unavailable after stop()
  Result<void> later(Work work);

  /// Writes all that waits and takes no more.
  void stop();

  struct Counts {
    std::size_t commits = 0, works = 0, waiting = 0;
  };
  Counts counts() const;

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Entry {
    Work deferred;               // of later()
    const Work* work = nullptr;  // of write(), whose caller waits
    std::promise<Result<void>> told;
    Time came;
    Result<void> outcome;
    bool settled = false;  // outcome is final, whatever becomes of the transaction
  };
  enum class End { committed, unsure, lost, away };

  Result<void> enqueue(Entry entry);
  void serve();
  std::vector<Entry> take_group();
  void write_group(std::vector<Entry>& group);
  End try_group(std::vector<Entry>& group, Error& why);
  Result<void> connect();
  bool run_parts(std::vector<Entry>& group, Error& why);
  void keep_deferred(std::vector<Entry>& group);
  void tell(std::vector<Entry>& group);

  Opener open_;
  Settings settings_;
  std::unique_ptr<Connection> connection_;  // the writer's thread's
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  std::deque<Entry> waiting_;
  std::size_t urgent_ = 0;  // of those that wait, how many callers do too
  std::size_t last_group_ = 0;
  bool stopping_ = false;
  Counts counts_;
  std::thread thread_;
};

}  // namespace repere::storage
