#include "statistics/landmark.hpp"

#include <algorithm>
#include <cmath>

namespace repere::statistics {
namespace {

constexpr double rounding = 1.0 / (1 << 26);  // as the time axis has it

bool is_days(const Times& times) {
  struct {
    bool operator()(std::span<const std::int32_t>) const { return true; }
    bool operator()(std::span<const double>) const { return false; }
  } const answer;
  return times.visit(answer);
}

}  // namespace

FollowUp RowsAtRisk::view() const {
  FollowUp data;
  data.time = days.empty() ? Times(reals) : Times(days);
  data.entry = days.empty() ? Times(entry_reals) : Times(entry_days);
  data.event = event;
  data.weight = weight;
  return data;
}

Result<RowsAtRisk> rows_at_risk(const FollowUp& data, const Codes& groups, double start,
                                LateEntries late_entries) {
  if (auto good = check(data); !good) return tl::unexpected(good.error());
  if (auto good = check(groups, data.rows(), "groups"); !good) return tl::unexpected(good.error());
  if (!(start >= 0) || !std::isfinite(start))
    return fail(ErrorKind::incorrect, "the landmark is negative or not a number");
  const bool whole = is_days(data.time) && (data.entry.empty() || is_days(data.entry));
  // Nothing falls between a day and the next: half a day later the same rows are at risk.
  const double from = whole ? std::floor(start) : start;
  const double margin = whole ? 0 : rounding * std::max(1.0, start);

  RowsAtRisk kept;
  kept.codes = groups.count;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double time = data.time[row], entry = data.entry.empty() ? 0 : data.entry[row];
    if (time - from <= margin || (late_entries == LateEntries::left_out && entry > from)) {
      ++kept.left_out;
      continue;
    }
    const double later = std::max(entry, from);
    if (whole) {
      kept.days.push_back(static_cast<std::int32_t>(time));
      kept.entry_days.push_back(static_cast<std::int32_t>(later));
    } else {
      kept.reals.push_back(time);
      kept.entry_reals.push_back(later);
    }
    kept.event.push_back(data.event[row]);
    if (!data.weight.empty()) kept.weight.push_back(data.weight[row]);
    if (!groups.code.empty()) kept.code.push_back(groups.code[row]);
  }
  return kept;
}

}  // namespace repere::statistics
