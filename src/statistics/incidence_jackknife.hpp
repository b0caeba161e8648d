#pragma once
#include <vector>

#include "statistics/aalen_johansen.hpp"
#include "statistics/incidence_steps.hpp"

namespace repere::statistics {

/// Fills the curve's jackknife errors: the root of the sum, over rows, of the squares of what a row moves the estimate
/// by (its derivative by the row's weight, times the weight). One pass over the times a cause.
/// Shape:  everyone at risk from the start; sums and steps of the curve
/// Source: docs/methods.md, "Cumulative incidence"
void add_jackknife_errors(IncidenceCurve& curve, const CauseSums& sums, const std::vector<IncidenceStep>& steps);

/// The same with delayed entry, for all groups: two passes over the times and one over the rows.
/// Shape:  curves, counts, sums, steps [groups]; data with entries
void add_jackknife_errors_with_entries(std::vector<IncidenceCurve>& curves,
                                       const std::vector<CauseCounts>& counts,
                                       const std::vector<CauseSums>& sums,
                                       const std::vector<std::vector<IncidenceStep>>& steps,
                                       const CompetingRisks& data, const TimeAxis& axis, const Codes& groups);

}  // namespace repere::statistics
