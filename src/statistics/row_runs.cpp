#include "statistics/row_runs.hpp"

#include <algorithm>

namespace repere::statistics {
namespace {

// Four rows at a time: each vector of the sums is read and written once for four rows. Vectors that lie below the
// diagonal as a whole are passed over.
template <std::size_t fixed>
[[gnu::always_inline]] inline void add_products(Lanes* sums, const Lanes* x, const double* weight,
                                                std::size_t rows, std::size_t p, std::size_t any) {
  const std::size_t lanes = fixed ? fixed : any;
  std::size_t i = 0;
  for (; i + 4 <= rows; i += 4) {
    const Lanes* x0 = x + i * lanes;
    const Lanes *x1 = x0 + lanes, *x2 = x1 + lanes, *x3 = x2 + lanes;
    for (std::size_t j = 0; j < p; ++j) {
      const double a0 = weight[i] * x0[j / 8][j % 8], a1 = weight[i + 1] * x1[j / 8][j % 8];
      const double a2 = weight[i + 2] * x2[j / 8][j % 8], a3 = weight[i + 3] * x3[j / 8][j % 8];
      for (std::size_t k = j / 8; k < lanes; ++k)
        sums[j * lanes + k] += (a0 * x0[k] + a1 * x1[k]) + (a2 * x2[k] + a3 * x3[k]);
    }
  }
  for (; i < rows; ++i) {
    const Lanes* x0 = x + i * lanes;
    for (std::size_t j = 0; j < p; ++j) {
      const double a0 = weight[i] * x0[j / 8][j % 8];
      for (std::size_t k = j / 8; k < lanes; ++k) sums[j * lanes + k] += a0 * x0[k];
    }
  }
}

REPERE_HOT_LOOP void add_products_of(Lanes* sums, const Lanes* x, const double* weight, std::size_t rows,
                                     std::size_t p, std::size_t lanes) {
  if (lanes == 1)
    add_products<1>(sums, x, weight, rows, p, lanes);
  else if (lanes == 2)
    add_products<2>(sums, x, weight, rows, p, lanes);
  else
    add_products<0>(sums, x, weight, rows, p, lanes);
}

REPERE_HOT_LOOP void add_scaled(Lanes* sums, const Lanes* others, double factor, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sums[i] += factor * others[i];
}

}  // namespace

REPERE_HOT_LOOP double add_weighted_rows(const double* x, std::size_t p, const double* weight,
                                         std::size_t rows, double* sum) {
  double total = 0;
  std::size_t i = 0;
  for (; i + 4 <= rows; i += 4) {
    const double *x0 = x + i * p, *x1 = x0 + p, *x2 = x1 + p, *x3 = x2 + p;
    const double w0 = weight[i], w1 = weight[i + 1], w2 = weight[i + 2], w3 = weight[i + 3];
    for (std::size_t j = 0; j < p; ++j) sum[j] += (w0 * x0[j] + w1 * x1[j]) + (w2 * x2[j] + w3 * x3[j]);
    total += (w0 + w1) + (w2 + w3);
  }
  for (; i < rows; ++i) {
    for (std::size_t j = 0; j < p; ++j) sum[j] += weight[i] * x[i * p + j];
    total += weight[i];
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
    for (std::size_t j = 0; j < p; ++j) out[j] = m * x[j] + risk * run.sum[j];
    if (run.mean)
      for (std::size_t j = 0; j < p; ++j) out[j] -= run.mean[j];
  }
}

void PaddedGram::add(const PaddedRows& x, const double* weight, std::size_t rows) {
  add_products_of(&values_.data()->value, x.data(), weight, rows, p_, lanes_);
}

void PaddedGram::add(const PaddedGram& other, double factor) {
  add_scaled(&values_.data()->value, &other.values_.data()->value, factor, values_.size());
}

void PaddedGram::clear() { std::fill(values_.begin(), values_.end(), Eight{}); }

Matrix PaddedGram::matrix() const {
  Matrix result(p_);
  for (std::size_t i = 0; i < p_; ++i)
    for (std::size_t j = i; j < p_; ++j) result(i, j) = values_[i * lanes_ + j / 8].value[j % 8];
  result.mirror_upper();
  return result;
}

}  // namespace repere::statistics
