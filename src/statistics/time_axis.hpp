#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "statistics/follow_up.hpp"

namespace repere::statistics {

/// The rows' times as ticks: small whole numbers in the order of time. Whole days are their own ticks, nothing is sorted;
/// real numbers are sorted once and ranked. Times that differ by no more than rounding are one tick.
/// Ties:   two neighbouring values are one (the smaller) when they differ by at most 2^-26, absolutely or relative to the
///         mean of the distinct values, as R's survival has it since 2.39 (aeqSurv)
class TimeAxis {
 public:
  /// Shape: as FollowUp, already checked
  /// Errors: incorrect if an entry and its time become one
  /// Lifetime: what `data` borrows must outlive the axis
  static Result<TimeAxis> of(const FollowUp& data);

  /// How many ticks there are: every tick is below.
  std::uint32_t ticks() const { return ticks_; }
  std::span<const std::uint32_t> exit() const { return exit_; }
  /// Empty when everyone is at risk from the start.
  std::span<const std::uint32_t> entry() const { return entry_; }
  double value(std::uint32_t tick) const {
    return values_.empty() ? static_cast<double>(tick) : values_[tick];
  }

  TimeAxis(TimeAxis&&) = default;
  TimeAxis& operator=(TimeAxis&&) = default;

 private:
  TimeAxis() = default;
  bool take_whole_days(const FollowUp& data);
  Result<void> rank(const FollowUp& data);

  std::uint32_t ticks_ = 0;
  std::span<const std::uint32_t> exit_;
  std::span<const std::uint32_t> entry_;
  std::vector<std::uint32_t> exit_own_;  // unless the caller's days serve as they are
  std::vector<std::uint32_t> entry_own_;
  std::vector<double> values_;  // empty: a tick is its value
};

/// The row numbers in ascending order of (stratum, exit tick, events before censorings).
/// Shape: result[n], a permutation of 0 .. n-1
std::vector<std::uint32_t> order_of_exits(const TimeAxis& axis, std::span<const std::uint8_t> event,
                                          const Codes& strata);

/// The row numbers in ascending order of (code, key); equal ones keep their order. Linear in rows, keys and
/// codes.
std::vector<std::uint32_t> order_by(std::span<const std::uint32_t> key, std::uint32_t keys,
                                    const Codes& codes);

}  // namespace repere::statistics
