#pragma once
#include "statistics/concordance.hpp"

namespace repere::statistics {

/// The concordance of rows with weights or delayed entry: two walks through the risk sets.
/// Shape: as concordance()
Concordance concordance_by_time(const RiskSets& sets, std::span<const double> score,
                                std::span<const double> weight, const Codes& clusters);

}  // namespace repere::statistics
