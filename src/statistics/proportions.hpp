#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.hpp"

namespace repere::statistics {

/// So many of so many.
struct Count {
  std::uint64_t yes = 0;
  std::uint64_t of = 0;
};

/// A value and its limits.
struct Interval {
  double value;
  double lower;
  double upper;
};

/// The score interval of a proportion, without continuity correction.
/// Units:  in [0, 1]
/// Errors: incorrect if count.of is 0, count.yes exceeds it, or the level is not in ]0, 1[
/// Source: Wilson 1927, doi:10.1080/01621459.1927.10502953; docs/methods.md, "Proportions"
Result<Interval> wilson_interval(Count count, double level);

/// The limits between which neither tail of the binomial distribution is below (1 - level) / 2: never too narrow.
/// Units:  in [0, 1]
/// Errors: as wilson_interval
/// Source: Clopper & Pearson 1934, doi:10.1093/biomet/26.4.404; docs/methods.md, "Proportions"
Result<Interval> clopper_pearson_interval(Count count, double level);

/// The difference of two independent proportions, `a` minus `b`, with limits made of the two score intervals.
/// Units:  in [-1, 1]
/// Errors: as wilson_interval, for either
/// Source: Newcombe 1998, Statistics in Medicine 17:873-890, method 10;
///   docs/methods.md, "Difference of two proportions"
Result<Interval> newcombe_difference(Count a, Count b, double level);

/// A test for a trend of proportions over ordered groups.
struct TrendTest {
  double z;  ///< positive when the proportion rises with the score
  double p;  ///< two-sided
};

/// Cochran-Armitage, the variance that of the binomial (denominator N).
/// Shape:  groups[k], scores[k], k >= 2; a group with of = 0 adds nothing
/// Errors: incorrect if lengths differ, k < 2, a group has more yes than cases, a score is not finite, or
/// there
///   is nothing to test: no cases, all yes, all no, or one score only
/// Source: Armitage 1955, doi:10.2307/3001775; docs/methods.md, "Trend of proportions"
Result<TrendTest> cochran_armitage(std::span<const Count> groups, std::span<const double> scores);

}  // namespace repere::statistics
