#pragma once
#include <cstdint>
#include <vector>

#include "statistics/follow_up.hpp"
#include "statistics/time_axis.hpp"

namespace repere::statistics {

/// What happened at each distinct end of follow-up of one stratum, by group. Kaplan-Meier and incidence read nothing else.
/// Shape:  time[m] ascending; every other column [m * groups], the groups of a time side by side
/// Units:  sums of weights, except the columns `..._rows`, which count rows of weight above 0
/// Ties:   at risk at t is who has entered before t and not ended before t
struct EventTable {
  std::uint32_t groups = 1;
  std::vector<std::uint32_t> tick;
  std::vector<double> time;
  std::vector<double> at_risk;
  std::vector<double> events;
  std::vector<double> censored;
  std::vector<std::uint32_t> at_risk_rows;
  std::vector<std::uint32_t> event_rows;
  std::vector<std::uint32_t> rows;  // [groups], in the whole stratum

  std::size_t times() const { return time.size(); }
};

/// One table for each stratum. Linear in rows (and in ticks times groups where those are few).
/// Shape: data and codes as checked; result[strata.count]
std::vector<EventTable> event_tables(const FollowUp& data, const TimeAxis& axis, const Codes& strata,
                                     const Codes& groups);

/// The same from rows that have not been checked yet, with the cheapest way of counting that fits them.
/// Shape: result[strata.count]
/// Errors: as check() of the data and the codes; incorrect if an entry and its time become one
Result<std::vector<EventTable>> count_events(const FollowUp& data, const Codes& strata, const Codes& groups,
                                             unsigned threads = 1);

}  // namespace repere::statistics
