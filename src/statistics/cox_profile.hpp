#pragma once
#include "statistics/cox_newton.hpp"

namespace repere::statistics {

/// Maximises a likelihood with Firth's penalty from 0, by steps of U*' I^-1: they are not Newton's own, since
/// the penalty's second derivative is left out, and gain a constant number of digits each.
CoxMaximum maximise_penalised(CoxObjective& firth, const CoxRows& rows);

/// A coefficient's limits where the profile of the likelihood has fallen by half a chi-squared quantile, and the
/// test of it being 0, on the scale of the rows.
struct ProfileLimits {
  double lower, upper;  ///< infinite where the profile does not fall that far, NaN where it was not found
  double chi2;
};

/// Shape: `at` as maximise_penalised() gave it; column with a pivot
ProfileLimits profile_limits(CoxObjective& firth, const CoxMaximum& at, std::size_t column, double level);

}  // namespace repere::statistics
