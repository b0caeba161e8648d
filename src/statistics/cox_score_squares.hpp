#pragma once
#include <array>
#include <optional>
#include <vector>

#include "statistics/cox.hpp"

namespace repere::statistics {

/// Over the rows, with u a row's score residual and w its weight: the sum of w u, and that of w^2 u u'. On the scale of the
/// rows that a fit kept.
/// Shape: [p], p x p
struct CoxScoreSquares {
  std::vector<double> total;
  Matrix squares;
};

/// At the coefficients of a fit that kept its rows and has events, and at coefficients of 0, there without the offset. The
/// residuals themselves are not made.
/// Returns: nothing where the rows have to be looked at one by one (CoxRowWalk): with delayed entry, or where the residuals
///   would be small differences of large numbers
/// Source: docs/methods.md, "Robust variance"
std::optional<std::array<CoxScoreSquares, 2>> cox_score_squares(const CoxFit& fit);

}  // namespace repere::statistics
