#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace repere::statistics {

/// A square matrix of doubles, by rows.
class Matrix {
 public:
  Matrix() = default;
  explicit Matrix(std::size_t size) : size_(size), values_(size * size) {}

  std::size_t size() const { return size_; }
  double& operator()(std::size_t row, std::size_t column) { return values_[row * size_ + column]; }
  double operator()(std::size_t row, std::size_t column) const { return values_[row * size_ + column]; }
  std::span<const double> values() const { return values_; }

  /// Copies what stands above the diagonal below it.
  void mirror_upper() {
    for (std::size_t i = 0; i < size_; ++i)
      for (std::size_t j = 0; j < i; ++j) (*this)(i, j) = (*this)(j, i);
  }

 private:
  std::size_t size_ = 0;
  std::vector<double> values_;
};

/// The factors L D L' of a symmetric matrix that may be singular: a column that the ones before it determine
/// has no pivot, and every solution and inverse is 0 in its place (the generalized Cholesky decomposition).
class Factors {
 public:
  /// A pivot counts when it is at least `tolerance` times the largest diagonal element; the upper half is
  /// read.
  Factors(const Matrix& symmetric, double tolerance);

  std::size_t rank() const { return rank_; }
  bool has_pivot(std::size_t column) const { return pivot_[column] > 0; }
  /// The x with M x = b, 0 where there is no pivot.
  std::vector<double> solve(std::span<const double> b) const;
  Matrix inverse() const;
  /// Of the columns that have a pivot.
  double log_determinant() const;

 private:
  std::size_t rank_ = 0;
  Matrix lower_;
  std::vector<double> pivot_;
};

/// x' y
double dot(std::span<const double> x, std::span<const double> y);

}  // namespace repere::statistics
