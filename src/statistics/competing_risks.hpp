#pragma once
#include <cstdint>
#include <span>

#include "statistics/follow_up.hpp"

namespace repere::statistics {

/// What was observed of n rows that can end in one of several ways: each is at risk in (entry, time], and at `time`
/// has an event of one cause (1 .. causes) or is censored (0).
/// Shape: time[n], cause[n]; entry[n] or empty (everyone from the start); weight[n] or empty (1 each)
/// Units: time and entry in one unit from one origin, usually days
struct CompetingRisks {
  Times time;
  std::span<const std::uint8_t> cause;
  std::uint32_t causes = 1;
  Times entry;
  std::span<const double> weight = {};

  std::size_t rows() const { return time.size(); }
};

/// Errors: incorrect, naming the row (from 1), if lengths differ, there are no rows, a time or an entry is negative or
///   not finite, an entry is not before its time, a cause is above `causes`, `causes` is not 1 .. 255, or a weight is negative or not
///   finite
Result<void> check(const CompetingRisks& data);

/// The same rows with any cause as the event, or one of them alone, as methods for one kind of event read them.
/// Shape: `event` [n] is filled and must outlive the result
FollowUp as_follow_up(const CompetingRisks& data, std::span<const std::uint8_t> event);

}  // namespace repere::statistics
