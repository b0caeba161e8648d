#pragma once
#include <vector>

#include "statistics/event_table.hpp"

namespace repere::statistics {

/// Infinitesimal-jackknife standard errors of one group's curves, each row on its own.
/// Shape: [m], as the group's event table
struct RobustErrors {
  std::vector<double> log_survival;  ///< that of log S; 0 once S is 0, since no weight changes it any more
  std::vector<double> cumulative_hazard;
};

/// Linear in rows (a search among the group's times where ticks are not days).
/// Shape: tables as event_tables(data, axis, groups, {}) gives them; result one a table
/// Source: docs/methods.md, "Kaplan-Meier", weights that are not counts
std::vector<RobustErrors> robust_errors(const FollowUp& data, const TimeAxis& axis, const Codes& groups,
                                        const std::vector<EventTable>& tables);

}  // namespace repere::statistics
