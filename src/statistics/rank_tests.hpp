#pragma once
#include <span>
#include <vector>

#include "base/result.hpp"
#include "statistics/distributions.hpp"
#include "statistics/follow_up.hpp"

namespace repere::statistics {

/// The median with limits that are two of the values: they hold it whatever the distribution.
/// Units: of the values; limits NaN where there are too few values for the level
struct MedianLimits {
  double median;
  double lower;
  double upper;
  double level;  ///< the level the limits really have, at least the one asked for; NaN without limits
};

/// Shape:  values[n], n >= 1, in any order; result: the order statistics k and n + 1 - k, k the largest with
///   P(Binomial(n, 1/2) < k) <= (1 - level) / 2
/// Errors: incorrect if there is no value, one is not finite, or the level is not in ]0, 1[
/// Source: Hahn & Meeker 1991, section 5.2; docs/methods.md, "Medians and ranks"
Result<MedianLimits> median_with_limits(std::span<const double> values, double level);

/// The quantile of p between the order statistics (n - 1) p + 1: R's type 7.
/// Shape:  sorted[n] ascending, n >= 1; 0 <= p <= 1
double quantile_of_sorted(std::span<const double> sorted, double p);

/// The Wilcoxon (Mann-Whitney) test that two samples come from one distribution.
/// Units: w counts the pairs in which the value of `a` is the larger, ties half; shift is the median of all differences
///   a - b (Hodges-Lehmann), its limits are differences
struct RankSumTest {
  double w;
  double p;  ///< two-sided
  double shift;
  double shift_lower;
  double shift_upper;
  bool exact;  ///< by counting all orders; else by the normal approximation with continuity correction
};

enum class RankSumMethod {
  automatic,  ///< exact when both samples have fewer than 50 values and no two values are equal
  normal,
};

/// Shape:  a[n], b[m], n, m >= 1
/// Ties:   mean ranks; the variance is corrected for them
/// Errors: incorrect if a sample is empty, a value is not finite, or the level is not in ]0, 1[
/// Source: Wilcoxon 1945; Mann & Whitney 1947, doi:10.1214/aoms/1177730491; Hodges & Lehmann 1963; R wilcox.test;
///   docs/methods.md, "Medians and ranks"
Result<RankSumTest> rank_sum_test(std::span<const double> a, std::span<const double> b, double level,
                                  RankSumMethod method = RankSumMethod::automatic);

/// The Kruskal-Wallis test that k samples come from one distribution; chi2 NaN when all values are equal.
/// Shape:  values[n], groups of n; groups without values do not count; df is their number less one
/// Ties:   mean ranks; the statistic is corrected for them
/// Errors: incorrect if lengths differ, a value is not finite, or fewer than two groups have values
/// Source: Kruskal & Wallis 1952, doi:10.2307/2280779; docs/methods.md, "Medians and ranks"
Result<ChiSquaredTest> kruskal_wallis(std::span<const double> values, const Codes& groups);

}  // namespace repere::statistics
