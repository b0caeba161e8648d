#include "statistics/rmst.hpp"

#include <algorithm>
#include <cmath>

namespace repere::statistics {

// Walking from tau back to 0, `area` is the area under the curve between a time and tau: it is what an event at that time
// takes its share of.
Estimate restricted_mean(const SurvivalCurve& curve, double tau) {
  const auto kept = std::upper_bound(curve.time.begin(), curve.time.end(), tau) - curve.time.begin();
  double area = 0, variance = 0, end = tau;
  for (auto m = static_cast<std::size_t>(kept); m-- > 0;) {
    area += (end - curve.time[m]) * curve.survival[m];
    end = curve.time[m];
    const double at_risk = curve.at_risk[m], left = at_risk - curve.events[m];
    if (left > 0) variance += area * area * curve.events[m] / (at_risk * left);
  }
  return {area + end, std::sqrt(variance)};
}

bool outlives(const SurvivalCurve& curve, double tau) {
  return curve.time.empty() || (curve.time.back() < tau && curve.survival.back() > 0);
}

}  // namespace repere::statistics
