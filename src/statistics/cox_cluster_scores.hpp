#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/cox_event_times.hpp"
#include "statistics/row_runs.hpp"

namespace repere::statistics {

/// The sums of w u over the rows of each cluster, u a row's score residual and w its weight, on the scale of the kept rows:
/// at each of up to two coefficients of one fit, for which the rows are read together.
/// Shape: times[1 or 2]; cluster by position, below count; result: by times, [count], each [p]
/// Source: docs/methods.md, "Residuals of a Cox model", "Robust variance"
std::vector<PaddedRows> cox_cluster_scores(const std::vector<const CoxEventTimes*>& times,
                                           std::span<const std::uint32_t> cluster, std::size_t count);

}  // namespace repere::statistics
