#pragma once
#include "statistics/logistic.hpp"
#include "statistics/logistic_likelihood.hpp"

namespace repere::statistics {

/// What the profile of the likelihood says of one coefficient.
/// Units: of the covariate; a limit is infinite where the likelihood never falls far enough
struct ProfileLimits {
  double lower;
  double upper;
  double p;
};

/// Follows the likelihood, all other coefficients at their best, to where it has lost half the chi-squared quantile.
/// Shape:  column 0 is the intercept
/// Source: Heinze & Schemper 2002, doi:10.1002/sim.1047; docs/methods.md, "Logistic regression"
ProfileLimits profile_limits(const LogisticModel& model, const LogisticFit& fit,
                             const LogisticOptions& options, std::size_t column);

}  // namespace repere::statistics
