#include "statistics/score_ranks.hpp"

#include "statistics/score_order.hpp"

namespace repere::statistics {

std::uint32_t rank_scores(std::span<const double> score, std::span<std::uint32_t> rank) {
  LargeArray<ScoredRow> rows(score.size());
  ScoreOrder order;
  order.begin(score, rows);
  for (std::uint32_t row = 0; row < rows.size(); ++row) order.take({score[row], 0, row});
  order.end();
  std::uint32_t ranks = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && rows[i].score != rows[i - 1].score) ++ranks;
    rank[rows[i].position] = ranks;
  }
  return rows.empty() ? 0 : ranks + 1;
}

}  // namespace repere::statistics
