#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "statistics/cox.hpp"

namespace repere::statistics {

/// The function g of time along which a coefficient may drift.
enum class TimeTransform : std::uint8_t {
  km,        ///< 1 less the Kaplan-Meier curve of all rows just before the time
  identity,  ///< the time
  rank,      ///< the rank of the time among those of all rows
  log,       ///< its logarithm
};

/// Shape: terms[p], the covariates in their order; NaN with 0 degrees of freedom where there is no
///   coefficient, NaN where nothing can be tested
struct ProportionalityTest {
  std::vector<ChiSquaredTest> terms;
  ChiSquaredTest global{};
  std::vector<std::string> warnings;
};

/// The score test of a coefficient that drifts as b + c g(t), for each covariate with a coefficient (one
/// degree of freedom) and for all together. The data are those of the fit, which kept its rows.
/// Ties:   as the fit's; after exact ties Breslow's
/// Errors: incorrect if the fit did not keep its rows, or for the log transform if an event has the time 0
/// Source: Grambsch & Therneau 1994, doi:10.1093/biomet/81.3.515; Therneau's cox.zph since survival 3.0;
///   docs/methods.md, "Test of proportional hazards"
Result<ProportionalityTest> cox_proportionality(const FollowUp& data, const CoxFit& fit,
                                                TimeTransform transform = TimeTransform::km);

}  // namespace repere::statistics
