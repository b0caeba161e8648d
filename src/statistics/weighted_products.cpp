#include "statistics/weighted_products.hpp"

namespace repere::statistics {

// Four rows at a time: each element of the matrix is then read and written once for four rows, and the inner
// loop runs along a row of it without waiting for its own result.
void add_weighted_gram(Matrix& gram, std::span<const double> x, std::span<const double> weight) {
  const std::size_t p = gram.size(), n = weight.size();
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    const double* x0 = &x[i * p];
    const double* x1 = x0 + p;
    const double* x2 = x1 + p;
    const double* x3 = x2 + p;
    for (std::size_t j = 0; j < p; ++j) {
      const double a0 = weight[i] * x0[j], a1 = weight[i + 1] * x1[j];
      const double a2 = weight[i + 2] * x2[j], a3 = weight[i + 3] * x3[j];
      double* out = &gram(j, 0);
      for (std::size_t k = j; k < p; ++k) out[k] += (a0 * x0[k] + a1 * x1[k]) + (a2 * x2[k] + a3 * x3[k]);
    }
  }
  for (; i < n; ++i)
    for (std::size_t j = 0; j < p; ++j) {
      const double a = weight[i] * x[i * p + j];
      for (std::size_t k = j; k < p; ++k) gram(j, k) += a * x[i * p + k];
    }
}

void subtract_outer(Matrix& matrix, const double* a, const double* b, double aa, double ab, double bb) {
  const std::size_t p = matrix.size();
  for (std::size_t j = 0; j < p; ++j) {
    const double with_a = aa * a[j] + ab * b[j];
    const double with_b = ab * a[j] + bb * b[j];
    double* out = &matrix(j, 0);
    for (std::size_t k = j; k < p; ++k) out[k] -= with_a * a[k] + with_b * b[k];
  }
}

}  // namespace repere::statistics
