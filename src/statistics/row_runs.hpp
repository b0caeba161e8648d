#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "statistics/instruction_sets.hpp"
#include "statistics/matrix.hpp"

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

/// A sum of outer products of padded rows, its upper half.
class PaddedGram {
 public:
  explicit PaddedGram(std::size_t p) : p_(p), lanes_((p + 7) / 8), values_(p * lanes_) {}
  /// Adds weight * row row' of the first `rows`. Shape: weight[rows]
  void add(const PaddedRows& x, const double* weight, std::size_t rows);
  /// Adds `factor` times another.
  void add(const PaddedGram& other, double factor);
  void clear();
  /// Both halves.
  Matrix matrix() const;

 private:
  std::size_t p_;
  std::size_t lanes_;
  std::vector<Eight> values_;
};

}  // namespace repere::statistics
