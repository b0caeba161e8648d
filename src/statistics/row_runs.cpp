#include "statistics/row_runs.hpp"

#include <algorithm>

#include "statistics/lanes.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8;

}  // namespace

// Two sums for even and odd rows, so that none waits for the one before.
REPERE_HOT_LOOP double add_weighted_rows(const double* x, std::size_t p, const double* weight,
                                         std::size_t rows, double* sum) {
  double total = 0;
  for (std::size_t i = 0; i < rows; ++i) total += weight[i];
  for (std::size_t j = 0; j < p && p < lanes; ++j)
    for (std::size_t i = 0; i < rows; ++i) sum[j] += weight[i] * x[i * p + j];
  if (p < lanes) return total;
  const Lanes last_before = load(sum + p - lanes);
  for (std::size_t k = 0; k < p; k += lanes) {
    const std::size_t start = vector_start(k, p);
    const double* from = x + start;
    Lanes even = {}, odd = {};
    std::size_t i = 0;
    for (; i + 2 <= rows; i += 2, from += 2 * p) {
      even += weight[i] * load(from);
      odd += weight[i + 1] * load(from + p);
    }
    if (i < rows) even += weight[i] * load(from);
    store(sum + start, (start == k ? load(sum + start) : last_before) + (even + odd));
  }
  return total;
}

REPERE_HOT_LOOP void write_scores(const ScoreRun& run, std::size_t p, double* martingale, double* score,
                                  std::size_t stride) {
  for (std::size_t i = 0; i < run.rows; ++i) {
    const double risk = run.weight ? run.risk[i] / run.weight[i] : run.risk[i];
    const double m = run.event - risk * run.hazard;
    const double* x = run.x + i * p;
    double* out = score + i * stride;
    martingale[i] = m;
    for (std::size_t j = 0; j < p && p < lanes; ++j) {
      out[j] = m * x[j] + risk * run.sum[j];
      if (run.mean) out[j] -= run.mean[j];
    }
    for (std::size_t k = 0; k < p && p >= lanes; k += lanes) {
      const std::size_t j = vector_start(k, p);
      Lanes u = m * load(x + j) + risk * load(run.sum + j);
      if (run.mean) u -= load(run.mean + j);
      store(out + j, u);
    }
  }
}

RowGrams::RowGrams(std::size_t p, std::size_t weights)
    : p_(p),
      weight_(weights * block),
      run_weight_(block),
      columns_(p * block),
      grams_(weights, ColumnGram(p)),
      run_(p) {}

void RowGrams::add(const double* rows, std::size_t stride, std::size_t count) {
  turn_into_columns(rows, stride, p_, count, columns_.data());
  for (std::size_t k = 0; k < grams_.size(); ++k) {
    std::fill(weight(k) + count, weight(k) + block, 0.0);
    grams_[k].add(columns_.data(), weight(k));
  }
}

void RowGrams::add_run(const double* rows, std::size_t stride, std::size_t count, const double* own,
                       const double* common) {
  run_.clear();
  for (std::size_t first = 0; first < count; first += block) {
    const std::size_t some = std::min(block, count - first);
    turn_into_columns(rows + first * stride, stride, p_, some, columns_.data());
    std::copy_n(own + first, some, run_weight_.begin());
    std::fill(run_weight_.begin() + static_cast<std::ptrdiff_t>(some), run_weight_.end(), 0.0);
    run_.add(columns_.data(), run_weight_.data(), some);
  }
  for (std::size_t k = 0; k < grams_.size(); ++k) grams_[k].add(run_, common[k]);
}

Matrix RowGrams::products(std::size_t k) const {
  Matrix result = grams_[k].products();
  result.mirror_upper();
  return result;
}

}  // namespace repere::statistics
