#pragma once
#include <span>
#include <vector>

#include "statistics/large_array.hpp"
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
  /// Shape: x[columns * block_rows] by columns; weight[block_rows], 0 for rows that are not there (finite
  ///   x); rows: how many may be there
  void add(const double* x, const double* weight, std::size_t rows = block_rows);
  /// Adds `factor` times another.
  void add(const ColumnGram& other, double factor);
  void clear();
  /// The upper half.
  Matrix products() const;
  std::vector<double> sums() const;

 private:
  std::size_t columns_;
  LargeArray<double> products_, sums_;  // eight sums side by side for each
};

/// Up to a block of rows by columns; where there is no row there is 0.
/// Shape: rows[count * stride], of each the first `columns` are taken; count <= block_rows; out[columns * block_rows]
void turn_into_columns(const double* rows, std::size_t stride, std::size_t columns, std::size_t count,
                       double* out);

/// Takes aa * a a' + ab * (a b' + b a') + bb * b b' off the upper half of `matrix`.
/// Shape: a[p], b[p]
void subtract_outer(Matrix& matrix, const double* a, const double* b, double aa, double ab, double bb);

}  // namespace repere::statistics
