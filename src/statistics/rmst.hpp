#pragma once
#include "statistics/contrast.hpp"
#include "statistics/kaplan_meier.hpp"

namespace repere::statistics {

/// The mean survival time up to tau: the area under the curve, with its standard error (Greenwood's).
/// Shape:  tau > 0; past the curve's last time its last survival goes on (see outlives)
/// Units:  those of the curve's times
/// Source: Miller 1981, Survival Analysis, p. 195; docs/methods.md, "Restricted mean survival time"
Estimate restricted_mean(const SurvivalCurve& curve, double tau);

/// Whether tau lies after the last time of a curve that has not come down to 0: the mean then rests on an assumption.
bool outlives(const SurvivalCurve& curve, double tau);

}  // namespace repere::statistics
