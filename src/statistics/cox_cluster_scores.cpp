#include "statistics/cox_cluster_scores.hpp"

#include "statistics/cox_row_vectors.hpp"
#include "statistics/cox_row_walk.hpp"

namespace repere::statistics {
namespace {

// Blocks that are taken together.
constexpr std::size_t most_blocks = 32;

// What the rows of a model are read from.
struct Rows {
  CoxRowVectors::View x;
  const double* weight;  // or nothing
  const std::uint32_t* cluster;
};
// What some blocks' rows have in common at some coefficients. Shape: vectors[most_blocks * 3 * padded(p)]: M of those who
// die, M of those censored, mean of x
struct Common {
  double hazard_of_deaths[most_blocks], hazard_of_censored[most_blocks];
  LargeArray<double> vectors;
};
// Of rows that leave together: w u = (w event - w r L) x + w r M - w event * mean, w r being the risk.
struct Cell {
  const double* risk;
  double* scores;            // [clusters * padded(p)]
  double hazard;             // L
  const double *sum, *mean;  // M; of those who die
};

// Eight places of the scores of a cell.
template <bool event>
struct Places {
  Lanes sum, mean;

  [[gnu::always_inline]] inline Places(const Cell& cell, std::size_t k)
      : sum(load(cell.sum + k)), mean(event ? load(cell.mean + k) : Lanes{}) {}
  [[gnu::always_inline]] inline void add(const Lanes& x, double w, double residual, double risk,
                                         double* to) const {
    const Lanes score = residual * x + risk * sum;
    add_to<Lanes>(to, event ? score - w * mean : score);
  }
};

// For one cell, or the same at two coefficients; one vector of each row, or two.
template <bool coded, bool both, bool event, bool two>
[[gnu::always_inline]] inline void add_rows(const Rows& of, const Cell& a, const Cell& b, std::uint32_t first,
                                            std::uint32_t end, std::size_t k) {
  const std::size_t stride = padded(of.x.p), next = two ? k + 8 : k;
  const Places<event> of_a(a, k), next_of_a(a, next), of_b(b, k), next_of_b(b, next);
  for (std::size_t i = first; i < end; ++i) {
    const double w = of.weight == nullptr ? 1 : of.weight[i], events = event ? w : 0;
    const std::size_t to = of.cluster[i] * stride;
    const double risk = a.risk[i], residual = events - risk * a.hazard;
    const double risk_b = both ? b.risk[i] : 0, residual_b = events - risk_b * b.hazard;
    const Lanes x = x_of<coded>(of.x, i, k);
    of_a.add(x, w, residual, risk, a.scores + to + k);
    if (both) of_b.add(x, w, residual_b, risk_b, b.scores + to + k);
    if (!two) continue;
    const Lanes next_x = x_of<coded>(of.x, i, next);
    next_of_a.add(next_x, w, residual, risk, a.scores + to + next);
    if (both) next_of_b.add(next_x, w, residual_b, risk_b, b.scores + to + next);
  }
}
template <bool coded, bool both, bool event>
[[gnu::always_inline]] inline void add_cell(const Rows& of, const Cell& a, const Cell& b, std::uint32_t first,
                                            std::uint32_t end) {
  for (std::size_t k = 0; k < of.x.p; k += 16)
    if (k + 8 < of.x.p)
      add_rows<coded, both, event, true>(of, a, b, first, end, k);
    else
      add_rows<coded, both, event, false>(of, a, b, first, end, k);
}

// At one or two coefficients, the first and the last of these.
struct Side {
  const double* risk;
  double* scores;
  const Common* common;
};
template <bool coded, bool both>
[[gnu::always_inline]] inline void add_blocks_of(const Rows& of, std::span<const Side> sides,
                                                 std::span<const RiskSets::Block> blocks) {
  const std::size_t stride = padded(of.x.p);
  const Side &a = sides.front(), &b = sides.back();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const double *of_a = &a.common->vectors[3 * i * stride], *of_b = &b.common->vectors[3 * i * stride];
    add_cell<coded, both, true>(of,
                                {a.risk, a.scores, a.common->hazard_of_deaths[i], of_a, of_a + 2 * stride},
                                {b.risk, b.scores, b.common->hazard_of_deaths[i], of_b, of_b + 2 * stride},
                                blocks[i].first, blocks[i].deaths_end);
    add_cell<coded, both, false>(of,
                                 {a.risk, a.scores, a.common->hazard_of_censored[i], of_a + stride, nullptr},
                                 {b.risk, b.scores, b.common->hazard_of_censored[i], of_b + stride, nullptr},
                                 blocks[i].deaths_end, blocks[i].end);
  }
}
REPERE_HOT_LOOP void add_blocks(const Rows& of, std::span<const Side> sides,
                                std::span<const RiskSets::Block> blocks) {
  const bool coded = of.x.pattern != nullptr, both = sides.size() == 2;
  if (coded && both) add_blocks_of<true, true>(of, sides, blocks);
  if (coded && !both) add_blocks_of<true, false>(of, sides, blocks);
  if (!coded && both) add_blocks_of<false, true>(of, sides, blocks);
  if (!coded && !both) add_blocks_of<false, false>(of, sides, blocks);
}

// Shape: time[count]; left and deaths, count * p and 8 more; now[padded(p)], M so far; vectors as Common has them
REPERE_HOT_LOOP void write_vectors(const CoxEventTimes::Time* times, const double* left, const double* deaths,
                                   std::size_t count, std::size_t p, double* now, double* vectors) {
  const std::size_t stride = padded(p);
  for (std::size_t k = 0; k < p; k += 8) {
    Lanes sum = load(now + k);
    for (std::size_t b = 0; b < count; ++b) {
      const CoxEventTimes::Time& time = times[b];
      const double of_one = 1 / time.weight;
      const Lanes of_left = load(left + b * p + k), of_deaths = load(deaths + b * p + k);
      double* out = vectors + 3 * b * stride + k;
      store(out, sum + (time.square_share * of_left + time.square_share2 * of_deaths));
      sum += time.square * of_left + time.square_share * of_deaths;
      store(out + stride, sum);
      store(out + 2 * stride, of_one * (time.hazard * of_left + time.hazard_of_deaths * of_deaths));
    }
    store(now + k, sum);
  }
}

// The running sums at some coefficients, from the first block of a stratum to the last.
class Running {
 public:
  Running(const CoxEventTimes& times, std::size_t p) : times_(times), p_(p), now_(padded(p)) {
    common_.vectors.resize(most_blocks * 3 * padded(p));
  }
  const Common& common() const { return common_; }
  void begin_stratum() {
    std::fill(now_.begin(), now_.end(), 0.0);
    hazard_ = 0;
  }
  void move(std::uint32_t first, std::size_t count) {
    const CoxEventTimes::Time* times = &times_.times()[first];
    write_vectors(times, times_.left(first).data(), times_.deaths(first).data(), count, p_, now_.data(),
                  common_.vectors.data());
    for (std::size_t b = 0; b < count; ++b) {
      common_.hazard_of_deaths[b] = hazard_ + times[b].hazard_of_deaths;
      common_.hazard_of_censored[b] = hazard_ += times[b].hazard;
    }
  }

 private:
  const CoxEventTimes& times_;
  std::size_t p_;
  LargeArray<double> now_;
  double hazard_ = 0;
  Common common_;
};

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

std::vector<PaddedRows> cox_cluster_scores(const std::vector<const CoxEventTimes*>& times,
                                           std::span<const std::uint32_t> cluster, std::size_t count) {
  const CoxRows& rows = times[0]->rows();
  std::vector<PaddedRows> scores;
  if (rows.sets.delayed()) {
    for (const auto* of : times) scores.push_back(walked_scores(*of, cluster, count));
    return scores;
  }
  const std::size_t p = rows.covariates;
  const Rows of{times[0]->vectors().view(), rows.weight.empty() ? nullptr : rows.weight.data(),
                cluster.data()};
  std::vector<Running> running;
  for (const auto* at : times) running.emplace_back(*at, p);
  scores.resize(times.size(), PaddedRows(p, count));
  std::vector<Side> sides;
  for (std::size_t k = 0; k < times.size(); ++k)
    sides.push_back({times[k]->risk().data(), scores[k].row(0), &running[k].common()});
  for (const auto& stratum : rows.sets.strata) {
    for (auto& at : running) at.begin_stratum();
    for (std::uint32_t b = stratum.first_block; b < stratum.end_block; b += most_blocks) {
      const std::size_t some = std::min<std::size_t>(most_blocks, stratum.end_block - b);
      for (auto& at : running) at.move(b, some);
      add_blocks(of, sides, {&rows.sets.blocks[b], some});
    }
  }
  return scores;
}

}  // namespace repere::statistics
