#include "statistics/follow_up.hpp"

#include <cmath>
#include <limits>
#include <string>

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

Result<void> check_weights(std::span<const double> weight, ZeroWeights zero_weights) {
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if (!std::isfinite(weight[row]) || weight[row] < 0)
      return wrong_row(row, "the weight is negative or not a number");
    if (zero_weights == ZeroWeights::refused && weight[row] == 0)
      return wrong_row(row,
                       "the weight is 0, which this method does not take; "
                       "leave the row out");
  }
  return {};
}

}  // namespace

Result<void> check(const FollowUp& data, ZeroWeights zero_weights) {
  if (auto lengths = check_lengths(data); !lengths) return lengths;
  const std::size_t n = data.rows();
  const auto bad_time = data.time.visit([&](const auto& time) {
    for (std::size_t row = 0; row < n; ++row)
      if (!(time[row] >= 0) || !std::isfinite(static_cast<double>(time[row]))) return row;
    return n;
  });
  if (bad_time < n) return wrong_row(bad_time, "the time is negative or not a number");
  for (std::size_t row = 0; row < n; ++row)
    if (data.event[row] > 1) return wrong_row(row, "the event is neither 0 nor 1");
  for (std::size_t row = 0; row < data.entry.size(); ++row) {
    if (!(data.entry[row] >= 0)) return wrong_row(row, "the entry is negative or not a number");
    if (!(data.entry[row] < data.time[row]))
      return wrong_row(row, "the entry is not before the end of follow-up");
  }
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
