#include "statistics/time_axis.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include "statistics/instruction_sets.hpp"
#include "statistics/order_of_reals.hpp"

namespace repere::statistics {
namespace {

// Below this a neighbouring whole day is never nearer than the tolerance, so
// that near ties need no look.
constexpr double whole_day_limit = 1 << 26;
constexpr double near_tie = 1.0 / (1 << 26);  // the square root of the double's epsilon

// The largest of the days; nothing if one of the times is not a whole number.
REPERE_HOT_LOOP std::optional<double> last_day(std::span<const std::int32_t> days) {
  std::int32_t most = 0;
  for (const auto day : days) most = std::max(most, day);
  return most;
}

REPERE_HOT_LOOP std::optional<double> last_day(std::span<const double> reals) {
  std::int32_t most = 0, wrong = 0;
  for (const double real : reals) {
    const bool inside = real < whole_day_limit;
    const double cut = inside ? real : 0;
    const auto day = static_cast<std::int32_t>(cut);
    wrong |= inside && static_cast<double>(day) == cut ? 0 : 1;
    most = std::max(most, day);
  }
  return wrong == 0 ? std::optional(most) : std::nullopt;
}

std::optional<double> last_day(const Times& times) {
  return times.visit([](const auto& values) { return last_day(values); });
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

// The times of both runs in ascending order, the places of the second after those of the first; -0 becomes 0.
LargeArray<PlacedReal> in_order(const Times& times, const Times& more) {
  LargeArray<double> all(times.size() + more.size());
  double* to = all.data();
  for (const Times* run : {&times, &more})
    run->visit([&](const auto& values) {
      for (const auto value : values) *to++ = static_cast<double>(value) + 0.0;
    });
  LargeArray<PlacedReal> ordered(all.size());
  OrderOfReals order;
  order.begin(all, ordered);
  for (std::uint32_t place = 0; place < all.size(); ++place) order.take({all[place], 0, place});
  order.end();
  return ordered;
}

// Whether a gap between two neighbouring distinct values is rounding; a chain of values, each within the tolerance of
// the one before, becomes its first value.
struct NearTie {
  double mean;  // of the distinct values

  explicit NearTie(std::span<const PlacedReal> ordered) {
    double sum = 0;
    std::size_t distinct = 0;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
      if (i > 0 && ordered[i].value == ordered[i - 1].value) continue;
      sum += ordered[i].value;
      ++distinct;
    }
    mean = sum / static_cast<double>(distinct);
  }
  bool operator()(double gap) const { return gap <= near_tie || gap / mean <= near_tie; }
};

}  // namespace

bool TimeAxis::take_whole_days(const FollowUp& data) {
  // A histogram by day must not cost more than the rows themselves.
  const double affordable = std::max(65'536.0, 4.0 * static_cast<double>(data.rows()));
  const auto last = last_day(data.time);
  if (!last || *last >= std::min(affordable, whole_day_limit) || !last_day(data.entry)) return false;
  ticks_ = static_cast<std::uint32_t>(*last) + 1;
  exit_ = as_ticks(data.time, exit_own_);
  entry_ = as_ticks(data.entry, entry_own_);
  return true;
}

Result<void> TimeAxis::rank(const FollowUp& data) {
  if (data.time.size() + data.entry.size() > std::numeric_limits<std::uint32_t>::max())
    return fail(ErrorKind::unsupported, "more than 4,294,967,295 times that are not whole days");
  const auto ordered = in_order(data.time, data.entry);
  const NearTie is_near(ordered);
  exit_own_.resize(data.time.size());
  entry_own_.resize(data.entry.size());
  values_.clear();
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const double gap = i == 0 ? 0 : ordered[i].value - ordered[i - 1].value;
    if (i == 0 || (gap != 0 && !is_near(gap))) values_.push_back(ordered[i].value);
    const auto tick = static_cast<std::uint32_t>(values_.size() - 1);
    const std::size_t place = ordered[i].place;
    (place < exit_own_.size() ? exit_own_[place] : entry_own_[place - exit_own_.size()]) = tick;
  }
  ticks_ = static_cast<std::uint32_t>(values_.size());
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
