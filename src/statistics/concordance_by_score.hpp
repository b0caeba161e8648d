#pragma once
#include "statistics/concordance.hpp"

namespace repere::statistics {

/// The concordance of rows that count one each and are at risk from the start: one walk from the lowest score to the highest.
/// Shape: as concordance(), fewer than 2^30 rows, without delayed entry
Concordance concordance_by_score(const RiskSets& sets, std::span<const double> score, const Codes& clusters);

}  // namespace repere::statistics
