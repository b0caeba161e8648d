#pragma once
#include <atomic>
#include <functional>
#include <mutex>

#include "base/from_time_to_time.hpp"
#include "domain/network/departments.hpp"
#include "domain/reach/reach.hpp"
#include "workflows/ports.hpp"
#include "workflows/reach/reach_store.hpp"

namespace repere::workflows {

/// Counts what happens on the public pages: a number in memory at once, in the database with the next writing. Counting
/// takes no lock and no memory, so that no page waits for it.
/// Shape: the store, clock and departments outlive it. Thread-safe.
class ReachCounter {
 public:
  /// What a crash can lose.
  static constexpr std::chrono::seconds between_writings{2};

  /// `told` hears of a writing that failed, once until one succeeds; what was counted is kept for the next.
  ReachCounter(ReachStore& store, const Clock& clock, const Departments& departments,
               std::function<void(const Error&)> told = {});
  ~ReachCounter();
  ReachCounter(const ReachCounter&) = delete;
  ReachCounter& operator=(const ReachCounter&) = delete;

  /// `department`: a row of the departments; nothing when no place was given.
  void count(reach::Counted what, std::optional<std::size_t> department = std::nullopt);

  /// Writes what was counted since the last writing, now. It belongs to the week of this writing.
  /// Errors: those of the database
  Result<void> write();

  /// Writes what is left and counts no more.
  void stop();

 private:
  void write_or_tell();
  std::vector<reach::Count> take();
  void give_back(const std::vector<reach::Count>& counts);
  std::size_t slot(reach::Counted what, std::size_t department) const;

  ReachStore& store_;
  const Clock& clock_;
  const Departments& departments_;
  std::function<void(const Error&)> told_;
  std::vector<std::atomic<std::int64_t>> counts_;  // for each department, and for no place, one of each kind
  std::mutex writing_;
  bool failing_ = false;
  FromTimeToTime writer_;
};

}  // namespace repere::workflows
