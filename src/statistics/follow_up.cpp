#include "statistics/follow_up.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "statistics/instruction_sets.hpp"

namespace repere::statistics {
namespace {

tl::unexpected<Error> wrong_row(std::size_t row, const char* what) {
  return fail(ErrorKind::incorrect, "row " + std::to_string(row + 1) + ": " + what);
}

Result<void> check_lengths(const FollowUp& data) {
  const std::size_t n = data.rows();
  if (n == 0) return fail(ErrorKind::incorrect, "there are no rows to compute on");
  if (n >= std::numeric_limits<std::uint32_t>::max())
    return fail(ErrorKind::unsupported, "there are more than 4,294,967,294 rows");
  if (data.event.size() != n || (!data.entry.empty() && data.entry.size() != n) ||
      (!data.weight.empty() && data.weight.size() != n))
    return fail(ErrorKind::incorrect, "times, events, entries and weights are not of the same length");
  return {};
}

constexpr std::size_t none = static_cast<std::size_t>(-1);

// Whole columns are looked through without stopping, which the compiler turns into vector instructions; only when
// something is wrong is the row searched for.
REPERE_HOT_LOOP bool all_good(std::span<const std::int32_t> values) {
  std::int32_t least = 0;
  for (const auto value : values) least = std::min(least, value);
  return least == 0;
}

REPERE_HOT_LOOP bool all_good(std::span<const double> values) {
  std::uint64_t wrong = 0;
  for (const double value : values)
    wrong |= value >= 0 && value <= std::numeric_limits<double>::max() ? 0U : 1U;
  return wrong == 0;
}

REPERE_HOT_LOOP bool all_good(std::span<const std::uint8_t> events) {
  std::uint8_t most = 0;
  for (const auto event : events) most = std::max(most, event);
  return most <= 1;
}

template <class Number>
std::size_t first_bad(std::span<const Number> values) {
  if (all_good(values)) return none;
  const auto bad = std::find_if(values.begin(), values.end(), [](Number value) {
    return !(value >= 0) || !std::isfinite(static_cast<double>(value));
  });
  return static_cast<std::size_t>(bad - values.begin());
}

std::size_t first_bad(const Times& times) {
  return times.visit([](const auto& values) { return first_bad(values); });
}

std::size_t first_late_entry(const Times& entry, const Times& time) {
  return entry.visit([&](const auto& entries) {
    return time.visit([&](const auto& times) {
      for (std::size_t row = 0; row < entries.size(); ++row)
        if (!(static_cast<double>(entries[row]) < static_cast<double>(times[row]))) return row;
      return none;
    });
  });
}

Result<void> check_entries(const FollowUp& data) {
  const std::size_t bad = first_bad(data.entry);
  const std::size_t late = data.entry.empty() ? none : first_late_entry(data.entry, data.time);
  if (bad != none && bad <= late) return wrong_row(bad, "the entry is negative or not a number");
  if (late != none) return wrong_row(late, "the entry is not before the end of follow-up");
  return {};
}

Result<void> check_weights(std::span<const double> weight, ZeroWeights zero_weights) {
  const std::size_t bad = first_bad(weight);
  const auto zero =
      zero_weights == ZeroWeights::allowed ? weight.end() : std::find(weight.begin(), weight.end(), 0.0);
  const std::size_t refused = zero == weight.end() ? none : static_cast<std::size_t>(zero - weight.begin());
  if (bad != none && bad < refused) return wrong_row(bad, "the weight is negative or not a number");
  if (refused != none)
    return wrong_row(refused, "the weight is 0, which this method does not take; leave the row out");
  return {};
}

}  // namespace

Result<void> check(const FollowUp& data, ZeroWeights zero_weights) {
  if (auto lengths = check_lengths(data); !lengths) return lengths;
  if (const auto bad = first_bad(data.time); bad != none)
    return wrong_row(bad, "the time is negative or not a number");
  if (!all_good(data.event)) {
    const auto bad =
        std::find_if(data.event.begin(), data.event.end(), [](std::uint8_t event) { return event > 1; });
    return wrong_row(static_cast<std::size_t>(bad - data.event.begin()), "the event is neither 0 nor 1");
  }
  if (auto entries = check_entries(data); !entries) return entries;
  return check_weights(data.weight, zero_weights);
}

Result<void> check(const Codes& codes, std::size_t rows, const char* what) {
  if (codes.code.empty()) return {};
  if (codes.code.size() != rows) return fail(ErrorKind::incorrect, std::string(what) + ": not one a row");
  for (std::size_t row = 0; row < rows; ++row)
    if (codes.code[row] >= codes.count) return wrong_row(row, "a code is out of range");
  return {};
}

}  // namespace repere::statistics
