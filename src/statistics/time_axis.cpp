#include "statistics/time_axis.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace repere::statistics {
namespace {

// Below this a neighbouring whole day is never nearer than the tolerance, so
// that near ties need no look.
constexpr double whole_day_limit = 1 << 26;
constexpr double near_tie = 1.0 / (1 << 26);  // the square root of the double's epsilon

double largest(const Times& times) {
  return times.visit([](const auto& values) {
    double most = 0;
    for (const auto value : values) most = std::max(most, static_cast<double>(value));
    return most;
  });
}

bool all_whole(const Times& times) {
  return times.visit([](const auto& values) {
    return std::all_of(values.begin(), values.end(), [](auto value) {
      const auto real = static_cast<double>(value);
      return real == std::floor(real);
    });
  });
}

// The caller's whole days serve as they are; whole numbers held as doubles are
// copied into `own`.
std::span<const std::uint32_t> as_ticks(const Times& times, std::vector<std::uint32_t>& own) {
  struct {
    std::vector<std::uint32_t>& own;
    std::span<const std::uint32_t> operator()(std::span<const std::int32_t> days) const {
      // The unsigned twin of a type may look at its objects; no day is negative
      // here.
      return {reinterpret_cast<const std::uint32_t*>(days.data()), days.size()};
    }
    std::span<const std::uint32_t> operator()(std::span<const double> reals) const {
      own.resize(reals.size());
      for (std::size_t row = 0; row < own.size(); ++row) own[row] = static_cast<std::uint32_t>(reals[row]);
      return own;
    }
  } const take{own};
  return times.visit(take);
}

std::vector<double> distinct_values(const FollowUp& data) {
  std::vector<double> values;
  values.reserve(data.time.size() + data.entry.size());
  for (const Times* times : {&data.time, &data.entry})
    times->visit([&](const auto& held) {
      for (const auto value : held) values.push_back(static_cast<double>(value));
    });
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

// A chain of values, each within the tolerance of the one before, becomes its
// first value.
std::vector<double> without_near_ties(const std::vector<double>& distinct) {
  const double mean =
      std::accumulate(distinct.begin(), distinct.end(), 0.0) / static_cast<double>(distinct.size());
  std::vector<double> kept;
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    const double gap = i == 0 ? 0 : distinct[i] - distinct[i - 1];
    if (i == 0 || !(gap <= near_tie || gap / mean <= near_tie)) kept.push_back(distinct[i]);
  }
  return kept;
}

std::vector<std::uint32_t> ranks(const Times& times, const std::vector<double>& values) {
  std::vector<std::uint32_t> result(times.size());
  times.visit([&](const auto& held) {
    for (std::size_t row = 0; row < result.size(); ++row) {
      const auto after = std::upper_bound(values.begin(), values.end(), static_cast<double>(held[row]));
      result[row] = static_cast<std::uint32_t>(after - values.begin() - 1);
    }
  });
  return result;
}

}  // namespace

bool TimeAxis::take_whole_days(const FollowUp& data) {
  const double last = largest(data.time);
  // A histogram by day must not cost more than the rows themselves.
  const double affordable = std::max(65'536.0, 4.0 * static_cast<double>(data.rows()));
  if (last >= std::min(affordable, whole_day_limit) || !all_whole(data.time) || !all_whole(data.entry))
    return false;
  ticks_ = static_cast<std::uint32_t>(last) + 1;
  exit_ = as_ticks(data.time, exit_own_);
  entry_ = as_ticks(data.entry, entry_own_);
  return true;
}

Result<void> TimeAxis::rank(const FollowUp& data) {
  values_ = without_near_ties(distinct_values(data));
  ticks_ = static_cast<std::uint32_t>(values_.size());
  exit_own_ = ranks(data.time, values_);
  entry_own_ = ranks(data.entry, values_);
  exit_ = exit_own_;
  entry_ = entry_own_;
  for (std::size_t row = 0; row < entry_own_.size(); ++row)
    if (entry_own_[row] == exit_own_[row])
      return fail(ErrorKind::incorrect, "row " + std::to_string(row + 1) +
                                            ": the entry and the end of follow-up differ by rounding only");
  return {};
}

Result<TimeAxis> TimeAxis::of(const FollowUp& data) {
  TimeAxis axis;
  if (!axis.take_whole_days(data))
    if (auto ranked = axis.rank(data); !ranked) return tl::unexpected(ranked.error());
  return axis;
}

std::vector<std::uint32_t> order_by(std::span<const std::uint32_t> key, std::uint32_t keys,
                                    const Codes& codes) {
  const std::size_t n = key.size();
  std::vector<std::uint32_t> by_key(n);
  std::vector<std::uint32_t> next(std::size_t{keys} + 1, 0);
  for (const auto k : key) ++next[k + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  for (std::uint32_t row = 0; row < n; ++row) by_key[next[key[row]]++] = row;
  if (codes.code.empty() || codes.count <= 1) return by_key;

  std::vector<std::uint32_t> order(n);
  next.assign(std::size_t{codes.count} + 1, 0);
  for (const auto code : codes.code) ++next[code + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  for (const auto row : by_key) order[next[codes.code[row]]++] = row;
  return order;
}

std::vector<std::uint32_t> order_of_exits(const TimeAxis& axis, std::span<const std::uint8_t> event,
                                          const Codes& strata) {
  std::vector<std::uint32_t> key(event.size());
  for (std::size_t row = 0; row < key.size(); ++row) key[row] = 2 * axis.exit()[row] + (event[row] ? 0U : 1U);
  return order_by(key, 2 * axis.ticks(), strata);
}

}  // namespace repere::statistics
