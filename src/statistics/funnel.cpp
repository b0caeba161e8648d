#include "statistics/funnel.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/distributions.hpp"

namespace repere::statistics {
namespace {

bool is_inside(double share) { return share > 0 && share < 1; }

// Spiegelhalter's r - alpha over n: r the smallest number with P(X <= r) >= p, alpha the share of P(X = r) that is too much.
double interpolated(std::uint64_t of, double target, double p) {
  const std::uint64_t r = binomial_quantile(p, of, target);
  const double mass = binomial_mass(r, of, target);
  const double excess = binomial_lower_tail(r, of, target) - p;
  return (static_cast<double>(r) - excess / mass) / static_cast<double>(of);
}

}  // namespace

Result<FunnelLimits> funnel_limits(std::uint64_t of, double target, double level) {
  if (of == 0) return fail(ErrorKind::incorrect, "funnel limits of no cases");
  if (!is_inside(target)) return fail(ErrorKind::incorrect, "the target is not between 0 and 1");
  if (!is_inside(level)) return fail(ErrorKind::incorrect, "the confidence level is not between 0 and 1");
  // Below the share of no case at all the interpolation would end under 0.
  return FunnelLimits{std::clamp(interpolated(of, target, (1 - level) / 2), 0.0, 1.0),
                      std::clamp(interpolated(of, target, 1 - (1 - level) / 2), 0.0, 1.0)};
}

Result<FunnelPosition> funnel_position(Count count, double target) {
  if (count.of == 0) return fail(ErrorKind::incorrect, "a proportion of no cases");
  if (count.yes > count.of) return fail(ErrorKind::incorrect, "a proportion with more yes than cases");
  if (!is_inside(target)) return fail(ErrorKind::incorrect, "the target is not between 0 and 1");
  const double n = static_cast<double>(count.of), share = static_cast<double>(count.yes) / n;
  const double half = binomial_mass(count.yes, count.of, target) / 2;
  const double below = binomial_lower_tail(count.yes, count.of, target) - half;
  const double above = binomial_upper_tail(count.yes, count.of, target) - half;
  return FunnelPosition{(share - target) / std::sqrt(target * (1 - target) / n),
                        std::min(1.0, 2 * std::min(below, above))};
}

}  // namespace repere::statistics
