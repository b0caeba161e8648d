#include "statistics/competing_risks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace repere::statistics {
namespace {

Result<void> check_shape(const CompetingRisks& data) {
  const std::size_t n = data.rows();
  if (n == 0) return fail(ErrorKind::incorrect, "there are no rows to compute on");
  if (n >= std::numeric_limits<std::uint32_t>::max())
    return fail(ErrorKind::unsupported, "there are more than 4,294,967,294 rows");
  if (data.causes < 1 || data.causes > 255)
    return fail(ErrorKind::unsupported, "the number of causes is not between 1 and 255");
  if (data.cause.size() != n || (!data.entry.empty() && data.entry.size() != n) ||
      (!data.weight.empty() && data.weight.size() != n))
    return fail(ErrorKind::incorrect, "times, causes, entries and weights are not of the same length");
  return {};
}

// Whole columns are looked at without a stop, which the compiler does many rows at a time; only a column with a fault
// is searched for its row.
bool all_good(std::span<const std::int32_t> times) {
  std::int32_t least = 0;
  for (const auto time : times) least = std::min(least, time);
  return least >= 0;
}
bool all_good(std::span<const double> times) {
  bool good = true;
  for (const double time : times) good &= time >= 0 && time <= std::numeric_limits<double>::max();
  return good;
}

tl::unexpected<Error> wrong_row(std::size_t row, const char* what) {
  return fail(ErrorKind::incorrect, "row " + std::to_string(row + 1) + ": " + what);
}

Result<void> check_times(const Times& times, const char* what) {
  if (times.visit([](const auto& values) { return all_good(values); })) return {};
  for (std::size_t row = 0;; ++row)
    if (!(times[row] >= 0) || !std::isfinite(times[row])) return wrong_row(row, what);
}

}  // namespace

Result<void> check(const CompetingRisks& data) {
  if (auto shape = check_shape(data); !shape) return shape;
  if (auto times = check_times(data.time, "the time is negative or not a number"); !times) return times;
  if (auto times = check_times(data.entry, "the entry is negative or not a number"); !times) return times;
  std::uint8_t largest = 0;
  for (const auto cause : data.cause) largest = std::max(largest, cause);
  if (largest > data.causes) {
    const auto found =
        std::find_if(data.cause.begin(), data.cause.end(), [&](auto c) { return c > data.causes; });
    return wrong_row(static_cast<std::size_t>(found - data.cause.begin()), "the cause is out of range");
  }
  for (std::size_t row = 0; row < data.entry.size(); ++row)
    if (!(data.entry[row] < data.time[row]))
      return wrong_row(row, "the entry is not before the end of follow-up");
  if (!all_good(data.weight))
    for (std::size_t row = 0;; ++row)
      if (!(data.weight[row] >= 0) || !std::isfinite(data.weight[row]))
        return wrong_row(row, "the weight is negative or not a number");
  return {};
}

FollowUp as_follow_up(const CompetingRisks& data, std::span<const std::uint8_t> event) {
  return {data.time, event, data.entry, data.weight};
}

}  // namespace repere::statistics
