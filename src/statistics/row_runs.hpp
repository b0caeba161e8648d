#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "statistics/instruction_sets.hpp"
#include "statistics/large_array.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {

/// Adds the sum of weight * row to `sum`, and the weights to what is returned.
/// Shape: x[rows * p] by rows; weight[rows]; sum[p]
double add_weighted_rows(const double* x, std::size_t p, const double* weight, std::size_t rows, double* sum);

/// What the rows of a run, which leave the risk set together, have as residuals (CoxRowWalk says how).
struct ScoreRun {
  const double* x;       ///< [rows * p]
  const double* risk;    ///< [rows], weights included
  const double* weight;  ///< [rows], or nothing
  std::size_t rows;
  double event;        ///< 1 or 0
  double hazard;       ///< of the time since they entered
  const double* sum;   ///< [p] of hazard times mean since then
  const double* mean;  ///< [p] of their event time; nothing for censored rows
};
/// Shape: martingale[rows]; score[rows * stride], the first p of each row are written
void write_scores(const ScoreRun& run, std::size_t p, double* martingale, double* score, std::size_t stride);

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
