#include "statistics/cox_cluster_scores.hpp"

#include "statistics/cox_row_vectors.hpp"
#include "statistics/cox_row_walk.hpp"

namespace repere::statistics {
namespace {

struct Rows {
  CoxRowVectors::View x;
  const double *risk, *weight;  // the weight, or nothing
  const std::uint32_t* cluster;
  double* scores;  // [clusters * padded(p)]
};
// Rows that leave together.
struct Cell {
  std::uint32_t first, end;
  double hazard;       // L
  const double* sum;   // M
  const double* mean;  // of those who die; nothing for the others
};

// w u = (w event - w r L) x + w r M - w event * mean, w r being the risk. Some places of it, one vector or two.
template <bool coded, bool weighted, bool event, bool two>
[[gnu::always_inline]] inline void add_places(const Rows& of, const Cell& cell, std::size_t k) {
  const std::size_t stride = padded(of.x.p);
  const Lanes sum = load(cell.sum + k), next_sum = two ? load(cell.sum + k + 8) : Lanes{};
  const Lanes mean = event ? load(cell.mean + k) : Lanes{};
  const Lanes next_mean = event && two ? load(cell.mean + k + 8) : Lanes{};
  for (std::size_t i = cell.first; i < cell.end; ++i) {
    const double risk = of.risk[i], w = weighted ? of.weight[i] : 1;
    const double residual = (event ? w : 0) - risk * cell.hazard;
    double* out = of.scores + of.cluster[i] * stride + k;
    const Lanes score = residual * x_of<coded>(of.x, i, k) + risk * sum;
    add_to<Lanes>(out, event ? score - (weighted ? w * mean : mean) : score);
    if (!two) continue;
    const Lanes next = residual * x_of<coded>(of.x, i, k + 8) + risk * next_sum;
    add_to<Lanes>(out + 8, event ? next - (weighted ? w * next_mean : next_mean) : next);
  }
}
template <bool coded, bool weighted, bool event>
[[gnu::always_inline]] inline void add_scores(const Rows& of, const Cell& cell) {
  for (std::size_t k = 0; k < of.x.p; k += 16)
    if (k + 8 < of.x.p)
      add_places<coded, weighted, event, true>(of, cell, k);
    else
      add_places<coded, weighted, event, false>(of, cell, k);
}
template <bool coded, bool weighted>
[[gnu::always_inline]] inline void add_scores_of(const Rows& of, const Cell& cell) {
  if (cell.mean == nullptr)
    add_scores<coded, weighted, false>(of, cell);
  else
    add_scores<coded, weighted, true>(of, cell);
}
REPERE_HOT_LOOP void add_cell(const Rows& of, const Cell& cell) {
  const bool coded = of.x.pattern != nullptr, weighted = of.weight != nullptr;
  if (coded && weighted) add_scores_of<true, true>(of, cell);
  if (coded && !weighted) add_scores_of<true, false>(of, cell);
  if (!coded && weighted) add_scores_of<false, true>(of, cell);
  if (!coded && !weighted) add_scores_of<false, false>(of, cell);
}

// With delayed entry.
PaddedRows walked_scores(const CoxEventTimes& times, std::span<const std::uint32_t> cluster,
                         std::size_t count) {
  const CoxRows& rows = times.rows();
  PaddedRows scores(rows.covariates, count);
  CoxRowWalk(times).run([&](const CoxRowWalk::Chunk& chunk) {
    for (std::size_t i = 0; i < chunk.rows; ++i) {
      const std::uint32_t position = chunk.position[i];
      const double weight = rows.weight.empty() ? 1 : rows.weight[position];
      double* out = scores.row(cluster[position]);
      for (std::size_t j = 0; j < rows.covariates; ++j) out[j] += weight * chunk.score.row(i)[j];
    }
  });
  return scores;
}

}  // namespace

PaddedRows cox_cluster_scores(const CoxEventTimes& times, std::span<const std::uint32_t> cluster,
                              std::size_t count) {
  const CoxRows& rows = times.rows();
  if (rows.sets.delayed()) return walked_scores(times, cluster, count);
  const std::size_t p = rows.covariates;
  const CoxRowVectors vectors(rows);
  PaddedRows scores(p, count);
  const Rows of{vectors.view(), times.risk().data(), rows.weight.empty() ? nullptr : rows.weight.data(),
                cluster.data(), scores.row(0)};
  LargeArray<double> now(padded(p)), at_event(padded(p)), mean(padded(p));
  for (const auto& stratum : rows.sets.strata) {
    std::fill(now.begin(), now.end(), 0.0);
    double hazard = 0;
    for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
      const RiskSets::Block& block = rows.sets.blocks[b];
      const CoxEventTimes::Time& time = times.times()[b];
      const double *left = times.left(b).data(), *deaths = times.deaths(b).data();
      add_both(time.hazard / time.weight, left, time.hazard_of_deaths / time.weight, deaths, p, nullptr,
               mean.data());
      add_both(time.square_share, left, time.square_share2, deaths, p, now.data(), at_event.data());
      add_cell(of,
               {block.first, block.deaths_end, hazard + time.hazard_of_deaths, at_event.data(), mean.data()});
      add_both(time.square, left, time.square_share, deaths, p, now.data(), now.data());
      hazard += time.hazard;
      add_cell(of, {block.deaths_end, block.end, hazard, now.data(), nullptr});
    }
  }
  return scores;
}

}  // namespace repere::statistics
