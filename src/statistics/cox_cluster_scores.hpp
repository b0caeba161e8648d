#pragma once
#include <cstdint>
#include <span>

#include "statistics/cox_event_times.hpp"
#include "statistics/row_runs.hpp"

namespace repere::statistics {

/// The sums of w u over the rows of each cluster, u a row's score residual and w its weight, on the scale of the kept rows.
/// Shape: cluster by position, below count; result: [count], each [p]
/// Source: docs/methods.md, "Residuals of a Cox model", "Robust variance"
PaddedRows cox_cluster_scores(const CoxEventTimes& times, std::span<const std::uint32_t> cluster,
                              std::size_t count);

}  // namespace repere::statistics
