#pragma once
#include <span>
#include <vector>

#include "statistics/cox.hpp"
#include "statistics/survival_limits.hpp"

namespace repere::statistics {

/// The baseline of one stratum, a row a distinct time at which a follow-up ends.
/// Shape: every column [m]
/// Units: numbers at risk, with event and censored are sums of weights
struct CoxBaseline {
  std::uint32_t stratum = 0;  ///< its code
  std::vector<double> time;
  std::vector<double> at_risk;
  std::vector<double> events;
  std::vector<double> censored;
  std::vector<double> hazard_at_zero;   ///< cumulative, all covariates 0
  std::vector<double> hazard_at_means;  ///< cumulative, covariates at `means`
};

/// Shape: strata by ascending code, those with rows; means[p]
/// Units: both hazards stand at `offset`, the weighted mean of the offsets, as R's basehaz has them; 0
///   without offsets. The means are R's too: 0 for a covariate that only holds -1, 0 and 1; weighted, but not
///   with delayed entry
struct CoxBaselines {
  std::vector<CoxBaseline> strata;
  std::vector<double> means;
  double offset = 0;
};

/// The cumulative baseline hazards of a fit that kept its rows: Breslow's estimate, or Efron's after Efron's
/// ties. The data are those of the fit.
/// Errors: incorrect if the fit did not keep its rows
/// Source: Breslow 1974, doi:10.2307/2529620; docs/methods.md, "Baseline hazard and predicted curves"
Result<CoxBaselines> cox_baselines(const FollowUp& data, const CoxModel& model, const CoxFit& fit);

}  // namespace repere::statistics
