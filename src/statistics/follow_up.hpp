#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>

#include "base/result.hpp"

namespace repere::statistics {

/// The times of n rows as the caller holds them, whole days or real numbers; borrowed, never copied.
class Times {
 public:
  Times() = default;
  /// From anything that is a run of whole days or of real numbers in memory: a vector, a span, an array.
  template <class Range>
  requires std::convertible_to<const Range&, std::span<const std::int32_t>> Times(const Range& days)
      : values_(std::span<const std::int32_t>(days)) {}
  template <class Range>
  requires std::convertible_to<const Range&, std::span<const double>> Times(const Range& reals)
      : values_(std::span<const double>(reals)) {}

  std::size_t size() const {
    return std::visit([](const auto& values) { return values.size(); }, values_);
  }
  bool empty() const { return size() == 0; }
  double operator[](std::size_t row) const {
    return std::visit([row](const auto& values) { return static_cast<double>(values[row]); }, values_);
  }
  /// Calls `visitor` with the span that is held.
  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return std::visit(std::forward<Visitor>(visitor), values_);
  }

 private:
  std::variant<std::span<const std::int32_t>, std::span<const double>> values_;
};

/// What was observed of n rows: each is at risk in (entry, time], and at `time` has the event (1) or is censored (0).
/// Shape:  time[n], event[n]; entry[n] or empty (everyone from the start); weight[n] or empty (1 each)
/// Units:  time and entry in one unit from one origin, usually days; weight is a number of copies of the row
struct FollowUp {
  Times time;
  std::span<const std::uint8_t> event;
  Times entry;
  std::span<const double> weight;

  std::size_t rows() const { return time.size(); }
};

/// A number for each row, 0 <= code < count: a group or a stratum. Without codes all rows are in one.
struct Codes {
  std::span<const std::uint32_t> code;
  std::uint32_t count = 1;

  std::uint32_t operator[](std::size_t row) const { return code.empty() ? 0 : code[row]; }
};

enum class ZeroWeights { allowed, refused };

/// Errors: incorrect, naming the row (from 1), if lengths differ, there are no rows, a time or an entry is
/// negative or
///   not finite, an entry is not before its time, an event is neither 0 nor 1, or a weight is negative or not
///   finite
Result<void> check(const FollowUp& data, ZeroWeights zero_weights = ZeroWeights::allowed);

/// Errors: incorrect if codes are given and their number differs from `rows` or one is out of range
Result<void> check(const Codes& codes, std::size_t rows, const char* what);

}  // namespace repere::statistics
