#pragma once
#include <vector>

#include "statistics/distributions.hpp"
#include "statistics/follow_up.hpp"
#include "statistics/matrix.hpp"

namespace repere::statistics {

/// The comparison of k survival curves, summed over strata.
/// Shape: rows[k], observed[k], expected[k], variance[k x k] of observed - expected (singular: its rows sum
/// to 0)
struct LogRank {
  std::vector<std::size_t> rows;
  std::vector<double> observed;
  std::vector<double> expected;
  Matrix variance;
  ChiSquaredTest
      test;  ///< df is the number of groups with an expected event, less one; NaN where nothing can be tested
};

/// The log-rank test and its G-rho family: each death is weighted by the pooled S(t-)^rho (0: log-rank, 1:
/// Peto and Peto's Wilcoxon). Shape: groups and strata as codes of the rows; weights are not taken Ties:
/// hypergeometric variance; the survival that weights a time is the one just before it Errors: as check();
/// incorrect if there is only one group, rho is not finite, or there are weights Source: Mantel 1966; Peto &
/// Peto 1972; Harrington & Fleming 1982, doi:10.1093/biomet/69.3.553;
///   docs/methods.md, "Log-rank"
Result<LogRank> logrank(const FollowUp& data, const Codes& groups, const Codes& strata = {}, double rho = 0,
                        unsigned threads = 1);

}  // namespace repere::statistics
