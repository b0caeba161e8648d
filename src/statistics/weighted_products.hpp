#pragma once
#include <span>

#include "statistics/matrix.hpp"

namespace repere::statistics {

/// Adds the sum over rows of weight * x x' to the upper half of `gram`.
/// Shape: gram p x p; x[n * p] by rows; weight[n]
void add_weighted_gram(Matrix& gram, std::span<const double> x, std::span<const double> weight);

/// Takes aa * a a' + ab * (a b' + b a') + bb * b b' off the upper half of `matrix`.
/// Shape: a[p], b[p]
void subtract_outer(Matrix& matrix, const double* a, const double* b, double aa, double ab, double bb);

}  // namespace repere::statistics
