#pragma once
#include "statistics/net_survival.hpp"

// The sums over patients that net survival is made of; docs/methods.md, "Net survival".
namespace repere::statistics {

/// The rows of one group, by their place among its distinct times.
struct NetRows {
  std::vector<double> age, day;
  std::vector<std::uint32_t> kind, ends_at;  ///< ends_at: place in `times`
  std::vector<std::uint8_t> event;
  std::vector<double> times, ending_at,
      events_at;  ///< distinct, ascending; how many rows end, and die, at each

  std::size_t size() const { return age.size(); }
  static NetRows of(const NetSurvivalData& data, std::span<const std::size_t> rows);
};

/// At each distinct time; only what the method needs is filled.
struct NetSums {
  std::vector<double> weight_at_risk;     ///< sum over those at risk of 1 / expected survival
  std::vector<double> weight_of_events;   ///< the same over those who die
  std::vector<double> squares_of_events;  ///< sum of its squares
  std::vector<double>
      population_hazard;  ///< the population's (weighted) mean hazard since the time before, integrated
  std::vector<double> expected_survival;  ///< mean over all rows, whether at risk or not
};

Result<NetSums> net_sums(const NetRows& rows, const PopulationTable& table,
                         const NetSurvivalOptions& options);

}  // namespace repere::statistics
