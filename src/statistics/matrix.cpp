#include "statistics/matrix.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace repere::statistics {

Factors::Factors(const Matrix& symmetric, double tolerance)
    : lower_(symmetric.size()), pivot_(symmetric.size()) {
  const std::size_t n = symmetric.size();
  Matrix left(n);  // what is not yet explained by the columns before, upper half
  double largest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    largest = std::max(largest, symmetric(i, i));
    for (std::size_t j = i; j < n; ++j) left(i, j) = symmetric(i, j);
  }
  const double smallest = largest == 0 ? tolerance : largest * tolerance;
  for (std::size_t i = 0; i < n; ++i) {
    const double pivot = left(i, i);
    lower_(i, i) = 1;
    if (!std::isfinite(pivot) || pivot < smallest) continue;
    pivot_[i] = pivot;
    ++rank_;
    for (std::size_t j = i + 1; j < n; ++j) {
      const double factor = left(i, j) / pivot;
      lower_(j, i) = factor;
      for (std::size_t k = j; k < n; ++k) left(j, k) -= factor * left(i, k);
    }
  }
}

std::vector<double> Factors::solve(std::span<const double> b) const {
  const std::size_t n = pivot_.size();
  std::vector<double> x(b.begin(), b.end());
  for (std::size_t i = 0; i < n; ++i) {
    if (!has_pivot(i)) x[i] = 0;
    for (std::size_t j = i + 1; j < n; ++j) x[j] -= lower_(j, i) * x[i];
  }
  for (std::size_t i = 0; i < n; ++i) x[i] = has_pivot(i) ? x[i] / pivot_[i] : 0;
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = i + 1; j < n; ++j) x[i] -= lower_(j, i) * x[j];
    if (!has_pivot(i)) x[i] = 0;
  }
  return x;
}

Matrix Factors::inverse() const {
  const std::size_t n = pivot_.size();
  Matrix result(n);
  std::vector<double> unit(n, 0);
  for (std::size_t j = 0; j < n; ++j) {
    if (!has_pivot(j)) continue;
    unit[j] = 1;
    const auto column = solve(unit);
    unit[j] = 0;
    for (std::size_t i = 0; i <= j; ++i) result(i, j) = column[i];
  }
  result.mirror_upper();
  return result;
}

double Factors::log_determinant() const {
  double sum = 0;
  for (const double pivot : pivot_)
    if (pivot > 0) sum += std::log(pivot);
  return sum;
}

double dot(std::span<const double> x, std::span<const double> y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

}  // namespace repere::statistics
