#pragma once
#include <vector>

#include "statistics/competing_risks.hpp"
#include "statistics/distributions.hpp"
#include "statistics/matrix.hpp"

namespace repere::statistics {

/// The comparison of k cumulative incidence curves of one cause, summed over strata.
/// Shape: score[k - 1] and variance[k - 1 x k - 1], of all groups but the last; test.df is k - 1, its chi2 and p NaN
///   where the variance is singular (a group that tells nothing, no event of the cause)
struct GrayTest {
  std::vector<double> score;
  Matrix variance;
  ChiSquaredTest test;
};

/// Gray's test of each cause in turn: the log-rank test of subdistribution hazards, weighted by (1 - F(t-))^rho of the
/// pooled incidence F.
/// Shape:  groups with at least two codes in use; a code without rows is passed over; result[data.causes]
/// Ties:   as R's cmprsk: hypergeometric variance, events of other causes of the same time at risk
/// Errors: as check() of the data and codes; incorrect if fewer than two groups have rows, rho is not finite, or there
///   are entries or weights (no published test takes them)
/// Source: Gray 1988, doi:10.1214/aos/1176350951; docs/methods.md, "Gray's test"
Result<std::vector<GrayTest>> gray_test(const CompetingRisks& data, const Codes& groups,
                                        const Codes& strata = {}, double rho = 0);

}  // namespace repere::statistics
