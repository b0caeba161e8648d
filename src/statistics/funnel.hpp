#pragma once
#include "base/result.hpp"
#include "statistics/proportions.hpp"

namespace repere::statistics {

/// Where the proportion of a centre of so many cases would lie by chance alone, were its true share the target.
struct FunnelLimits {
  double lower;
  double upper;
};

/// Exact binomial limits, interpolated between whole numbers of cases so that they form a smooth funnel.
/// Shape:  of >= 1 cases, 0 < target < 1
/// Units:  in [0, 1]; the level is two-sided (0.95, 0.998)
/// Errors: incorrect if of is 0, or the target or the level is not in ]0, 1[
/// Source: Spiegelhalter 2005, doi:10.1002/sim.1970, appendix A.1.1; docs/methods.md, "Funnel limits"
Result<FunnelLimits> funnel_limits(std::uint64_t of, double target, double level);

/// How a centre compares with the target.
/// Units: p is two-sided: twice the smaller tail, the observed number counted half (mid-p); z has its sign
struct FunnelPosition {
  double z;  ///< (share - target) / sqrt(target (1 - target) / n)
  double p;
};

/// Errors: incorrect if count.of is 0, count.yes exceeds it, or the target is not in ]0, 1[
Result<FunnelPosition> funnel_position(Count count, double target);

}  // namespace repere::statistics
