#pragma once
#include <span>
#include <vector>

#include "statistics/matrix.hpp"

namespace repere::statistics {

/// Adds the sum over rows of weight * x x' to the upper half of `gram`.
/// Shape: gram p x p; x[n * p] by rows; weight[n]
void add_weighted_gram(Matrix& gram, std::span<const double> x, std::span<const double> weight);

/// The sums over rows of weight * x x' and of weight * x, from columns, a block of rows at a time.
class ColumnGram {
 public:
  static constexpr std::size_t block_rows = 128;

  explicit ColumnGram(std::size_t columns);
  /// Shape: x[columns * block_rows] by columns; weight[block_rows], 0 for rows that are not there (finite x)
  void add(const double* x, const double* weight);
  /// The upper half.
  Matrix products() const;
  std::vector<double> sums() const;

 private:
  std::size_t columns_;
  std::vector<double> products_, sums_;  // eight sums side by side for each
};

/// Takes aa * a a' + ab * (a b' + b a') + bb * b b' off the upper half of `matrix`.
/// Shape: a[p], b[p]
void subtract_outer(Matrix& matrix, const double* a, const double* b, double aa, double ab, double bb);

}  // namespace repere::statistics
