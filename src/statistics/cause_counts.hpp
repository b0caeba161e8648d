#pragma once
#include <cstdint>
#include <vector>

#include "statistics/competing_risks.hpp"
#include "statistics/time_axis.hpp"

namespace repere::statistics {

/// How many rows of one group end at each distinct time, by cause. Cumulative incidence and Gray's test read nothing
/// else.
/// Shape: tick[m] ascending; ended[m * (causes + 1)], the causes of a time side by side, censored first
/// Ties:  at risk at a time is who has entered before it and not ended before it
struct CauseCounts {
  std::uint32_t rows = 0;
  std::vector<std::uint32_t> tick;
  std::vector<std::uint32_t> ended;
  std::vector<std::uint32_t> at_risk;  // [m]

  std::size_t times() const { return tick.size(); }
};

/// One a group. Linear in rows (and in ticks times groups where those are few).
/// Shape: data and groups as checked, axis of the data; result[groups.count]
std::vector<CauseCounts> cause_counts(const CompetingRisks& data, const TimeAxis& axis, const Codes& groups);

}  // namespace repere::statistics
