#pragma once
#include <span>
#include <vector>

#include "statistics/kaplan_meier.hpp"

namespace repere::statistics {

/// The time by which the share p has had the event.
/// Units: those of the curve's times; NaN is "not reached"
struct SurvivalQuantile {
  double p;
  double time;
  double lower;
  double upper;
};

/// Shape: 0 <= p <= 1
/// Ties: where the curve is flat at 1 - p (within 2^-26) the quantile is the middle of the flat piece
/// Source: R survival, quantile.survfit; Brookmeyer & Crowley 1982 for the limits; docs/methods.md,
/// "Quantiles"
SurvivalQuantile survival_quantile(const SurvivalCurve& curve, double p);
std::vector<SurvivalQuantile> survival_quantiles(const SurvivalCurve& curve, std::span<const double> p);

}  // namespace repere::statistics
