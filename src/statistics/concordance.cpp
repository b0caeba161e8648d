#include "statistics/concordance.hpp"

#include "statistics/concordance_by_score.hpp"
#include "statistics/concordance_by_time.hpp"

namespace repere::statistics {

Concordance concordance(const RiskSets& sets, std::span<const double> score, std::span<const double> weight,
                        const Codes& clusters) {
  const bool plain = weight.empty() && !sets.delayed() && sets.rows() < (std::size_t{1} << 30);
  return plain ? concordance_by_score(sets, score, clusters)
               : concordance_by_time(sets, score, weight, clusters);
}

}  // namespace repere::statistics
