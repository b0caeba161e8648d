#pragma once
#include <cstdint>
#include <vector>

#include "statistics/follow_up.hpp"

namespace repere::statistics {

/// What was at risk at the times of one stratum at which somebody has the event, each group's numbers in a row: what tests
/// of groups sum over.
/// Shape:  at_risk[groups][times], events[groups][times], times ascending; rows[groups], in the whole stratum
/// Ties:   as the event table
struct EventTimes {
  std::size_t times = 0;
  std::vector<double> at_risk;
  std::vector<double> events;
  std::vector<std::size_t> rows;

  const double* at_risk_of(std::size_t group) const { return at_risk.data() + group * times; }
  const double* events_of(std::size_t group) const { return events.data() + group * times; }
};

/// Shape:  result[strata.count]
/// Errors: as check() of the data and the codes; incorrect if an entry and its time become one
Result<std::vector<EventTimes>> event_times(const FollowUp& data, const Codes& strata, const Codes& groups,
                                            unsigned threads = 1);

}  // namespace repere::statistics
