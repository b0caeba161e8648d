#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "statistics/instruction_sets.hpp"
#include "statistics/large_array.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {

// Rows of p numbers stand one behind the other and are read in whole vectors of eight: the last vector of a row reads into
// the next, and what comes of it stands behind the p numbers of a result and means nothing.

/// p, rounded up to whole vectors.
constexpr std::size_t padded(std::size_t p) { return (p + 7) / 8 * 8; }

/// Asks for the memory of rows that will be read soon: only so is it read while something is computed.
inline void ask_for_rows(const double* x, std::size_t p, std::size_t rows) {
  for (std::size_t i = 0; i < p * rows; i += 8) __builtin_prefetch(x + i, 0, 2);
}

/// Adds the sum of weight * row to `sum`, and the weights to what is returned.
/// Shape: x[rows * p, and 8 more] by rows; weight[rows]; sum[padded(p)]
double add_weighted_rows(const double* x, std::size_t p, const double* weight, std::size_t rows, double* sum);

/// What the rows of a run, which leave the risk set together, have as residuals (CoxRowWalk says how).
struct ScoreRun {
  const double* x;       ///< [rows * p, and 8 more]
  const double* risk;    ///< [rows], weights included
  const double* weight;  ///< [rows], or nothing
  std::size_t rows;
  double event;        ///< 1 or 0
  double hazard;       ///< of the time since they entered
  const double* sum;   ///< [padded(p)] of hazard times mean since then
  const double* mean;  ///< [padded(p)] of their event time; nothing for censored rows
};
/// Shape: martingale[rows]; score[rows * padded(p)]
void write_scores(const ScoreRun& run, std::size_t p, double* martingale, double* score);

/// out = of_left * left + of_deaths * deaths, added to `before` if there is any.
/// Shape: left[p, and 8 more], deaths[p, and 8 more]; before[padded(p)], or nothing; out[padded(p)]
void add_both(double of_left, const double* left, double of_deaths, const double* deaths, std::size_t p,
              const double* before, double* out);

/// Adds the sum of a b' over pairs of vectors, rows of a and b.
/// Shape: a[count * stride], b[count * stride], stride >= p in whole vectors of eight; out[stride * stride], of which the
///   first p of the first p rows mean something
void add_outer_products(const double* a, const double* b, std::size_t count, std::size_t p,
                        std::size_t stride, double* out);

/// Lanes where a container is to align them: it does not see that they ask for it.
struct alignas(64) Eight {
  Lanes value{};
};

/// Rows of p numbers, each held in whole vectors of eight whose rest is 0.
class PaddedRows {
 public:
  PaddedRows(std::size_t p, std::size_t rows) : lanes_((p + 7) / 8), values_(lanes_ * rows) {}
  std::size_t lanes() const { return lanes_; }
  std::size_t stride() const { return 8 * lanes_; }
  double* row(std::size_t i) { return reinterpret_cast<double*>(&values_[i * lanes_]); }
  const double* row(std::size_t i) const { return reinterpret_cast<const double*>(&values_[i * lanes_]); }
  const Lanes* data() const { return &values_.data()->value; }

 private:
  std::size_t lanes_;
  std::vector<Eight> values_;
};

/// Sums of outer products of rows with several weights each, a block of rows at a time.
class RowGrams {
 public:
  static constexpr std::size_t block = ColumnGram::block_rows;

  /// Shape: `weights` a row, at least 1
  RowGrams(std::size_t p, std::size_t weights);
  /// Weight k of the rows that add() takes next. Shape: [block]
  double* weight(std::size_t k) { return &weight_[k * block]; }
  /// Shape: rows[count * stride], of each the first p are taken; count <= block
  void add(const double* rows, std::size_t stride, std::size_t count);
  /// Rows whose weights are one of their own times one of all, as many as the grams: for long runs one product is enough.
  /// Shape: rows[count * stride], own[count], common[weights]
  void add_run(const double* rows, std::size_t stride, std::size_t count, const double* own,
               const double* common);
  /// With weight k: the sum of weight * row row', both halves, and (without runs) that of weight * row.
  Matrix products(std::size_t k) const;
  std::vector<double> sums(std::size_t k) const { return grams_[k].sums(); }

 private:
  std::size_t p_;
  LargeArray<double> weight_, run_weight_, columns_;
  std::vector<ColumnGram> grams_;
  ColumnGram run_;
};

}  // namespace repere::statistics
