#pragma once
#include <span>
#include <vector>

#include "statistics/distributions.hpp"
#include "statistics/follow_up.hpp"
#include "statistics/matrix.hpp"

namespace repere::statistics {

/// The comparison of k survival curves, summed over strata.
/// Shape:  rows[k], observed[k], expected[k], variance[k x k] of observed - expected (singular: its rows sum to 0)
struct LogRank {
  std::vector<std::size_t> rows;
  std::vector<double> observed;
  std::vector<double> expected;
  Matrix variance;
  ChiSquaredTest
      test;  ///< df is the number of groups with an expected event, less one; NaN where nothing can be tested
};

/// The log-rank test and its G-rho family: each death is weighted by the pooled S(t-)^rho (0: log-rank, 1: Peto and Peto's
/// Wilcoxon).
/// Shape:  groups and strata as codes of the rows; weights are not taken
/// Ties:   hypergeometric variance; the survival that weights a time is the one just before it
/// Errors: as check(); incorrect if there is only one group, rho is not finite, or there are weights
/// Source: Mantel 1966; Peto & Peto 1972; Harrington & Fleming 1982, doi:10.1093/biomet/69.3.553; docs/methods.md, "Log-rank"
Result<LogRank> logrank(const FollowUp& data, const Codes& groups, const Codes& strata = {}, double rho = 0,
                        unsigned threads = 1);

/// Whether observed - expected rises or falls with a score of the groups.
/// Units:  z is above 0 when events come sooner where the score is higher; test is on 1 degree of freedom, NaN when every
///         group that could have an event has one score
struct LogRankTrend {
  double z;
  ChiSquaredTest test;
};

/// The test for trend of a log-rank test (or one of its family): (s'(O - E))^2 / s'Vs.
/// Shape:  scores[k], finite
/// Source: Tarone 1975, doi:10.1093/biomet/62.3.679; docs/methods.md, "Log-rank"
LogRankTrend logrank_trend(const LogRank& test, std::span<const double> scores);

/// The comparison of two of the groups, on their rows alone.
/// Units:  p_holm is adjusted for all pairs that could be tested
struct LogRankPair {
  std::size_t first;
  std::size_t second;
  ChiSquaredTest test;
  double p_holm;
};

/// Every pair of groups, tested as logrank() tests rows of the two alone.
/// Shape:  result[k (k - 1) / 2]: 0 and 1, 0 and 2, ..., 1 and 2, ...
/// Errors: as logrank()
/// Source: Holm 1979, Scandinavian Journal of Statistics 6:65-70
Result<std::vector<LogRankPair>> logrank_pairs(const FollowUp& data, const Codes& groups,
                                               const Codes& strata = {}, double rho = 0,
                                               unsigned threads = 1);

/// P-values adjusted for their number after Holm, in their order; those that are NaN stay so and do not count.
std::vector<double> holm_adjusted(std::span<const double> p);

}  // namespace repere::statistics
