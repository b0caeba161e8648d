#pragma once
#include <cstdint>
#include <span>

#include "base/result.hpp"
#include "statistics/proportions.hpp"

namespace repere::statistics {

/// Events among people followed for so long (or so many people in a year).
struct RateCount {
  std::uint64_t events = 0;
  double person_time = 0;
};

/// The rate with exact Poisson limits.
/// Units:  events by unit of person time
/// Errors: incorrect if the person time is not above 0 and finite, or the level is not in ]0, 1[
/// Source: Garwood 1936, doi:10.1093/biomet/28.3-4.437; docs/methods.md, "Rates"
Result<Interval> poisson_rate(RateCount count, double level);

/// The ratio of the events observed to those expected, with exact Poisson limits on the observed (an SMR or SIR).
/// Errors: incorrect if expected is not above 0 and finite, or the level is not in ]0, 1[
Result<Interval> standardised_ratio(std::uint64_t observed, double expected, double level);

enum class RateLimits {
  fay_feuer,  ///< gamma limits that hold the level whatever the weights, a little wide
  tiwari,     ///< the same with a mean in place of the largest weight in the upper one: narrower
};

/// The rate a standard population would have with these rates by stratum.
/// Shape:  strata[k], standard[k] of people in the standard population, k >= 1; a stratum of standard 0 does not count
/// Units:  events by unit of person time
/// Errors: incorrect if lengths differ, there is no stratum, a standard is negative or not finite or all are 0, a stratum
///   that counts has no person time, or the level is not in ]0, 1[
/// Source: Fay & Feuer 1997, Statistics in Medicine 16:791-801; Tiwari, Clegg & Zou 2006,
///   doi:10.1177/0962280206070621; docs/methods.md, "Rates"
Result<Interval> directly_standardised_rate(std::span<const RateCount> strata,
                                            std::span<const double> standard, double level,
                                            RateLimits limits = RateLimits::fay_feuer);

}  // namespace repere::statistics
