#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "statistics/event_table.hpp"
#include "statistics/follow_up.hpp"

namespace repere::statistics {

/// How many rows end, censored or with the event, and enter on each whole day, by stratum and group.
/// Shape:  ended[days][strata][groups][2], censored then event; entered[days][strata][groups], empty when everyone is
///         at risk from the start
struct DayCounts {
  std::uint32_t days = 0;
  std::uint32_t strata = 1;
  std::uint32_t groups = 1;
  std::vector<std::uint32_t> ended;
  std::vector<std::uint32_t> entered;

  std::size_t cells() const { return std::size_t{strata} * groups; }
};

/// One pass over rows without weights whose times are whole days: they are checked and counted together, nothing is
/// copied. The counts are the same for any number of threads.
/// Shape:  as check() of data and codes, which need not have been called
/// Errors: nothing is returned when the rows are wrong in any way (check() says how), have weights or times that are not
///         whole, or when the days are too many to be counted cheaply
std::optional<DayCounts> count_days(const FollowUp& data, const Codes& strata, const Codes& groups,
                                    unsigned threads = 1);

/// The tables of events that the counts are.
/// Shape:  result[strata]; ticks are days
std::vector<EventTable> event_tables(const DayCounts& counts);

}  // namespace repere::statistics
