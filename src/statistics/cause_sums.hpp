#pragma once
#include <cstdint>
#include <vector>

#include "statistics/cause_counts.hpp"

namespace repere::statistics {

/// What the rows counted in a group's CauseCounts weigh; without weights each weighs 1.
/// Shape: ended, squares [m * (causes + 1)], beside the counts' `ended`; the others [m]
struct CauseSums {
  std::vector<double> ended;    ///< weights of the rows that end, by cause, censored first
  std::vector<double> squares;  ///< their squares
  std::vector<double> at_risk;
  std::vector<double> left;          ///< of those at risk who do not end then: exactly 0 when there is nobody
  std::vector<double> left_squares;  ///< their squares
  std::vector<std::uint8_t> all_gone;  ///< every row of weight above 0 that is at risk has an event then
};

/// One a group. Linear in rows (with weights: a search among the group's times a row).
/// Shape: counts as cause_counts(data, axis, groups) gives them
std::vector<CauseSums> cause_sums(const CompetingRisks& data, const TimeAxis& axis, const Codes& groups,
                                  const std::vector<CauseCounts>& counts);

}  // namespace repere::statistics
