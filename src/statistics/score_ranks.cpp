#include "statistics/score_ranks.hpp"

#include "statistics/order_of_reals.hpp"

namespace repere::statistics {

std::uint32_t rank_scores(std::span<const double> score, std::span<std::uint32_t> rank) {
  LargeArray<PlacedReal> rows(score.size());
  OrderOfReals order;
  order.begin(score, rows);
  for (std::uint32_t row = 0; row < rows.size(); ++row) order.take({score[row], 0, row});
  order.end();
  std::uint32_t ranks = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && rows[i].value != rows[i - 1].value) ++ranks;
    rank[rows[i].place] = ranks;
  }
  return rows.empty() ? 0 : ranks + 1;
}

}  // namespace repere::statistics
