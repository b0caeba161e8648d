#pragma once
#include <optional>
#include <span>
#include <vector>

#include "statistics/cox.hpp"
#include "statistics/survival_limits.hpp"

namespace repere::statistics {

/// Someone whose survival is asked for. Shape: x[p], in the order of the model's covariates
struct CoxSubject {
  std::vector<double> x;
  double offset = 0;
  std::optional<std::uint32_t> stratum;  ///< its code; without one, a curve for each stratum
};

struct CoxPredictOptions {
  LimitScale limits = LimitScale::log;
  double level = 0.95;
  const Matrix* covariance = nullptr;  ///< of the coefficients, if not the fit's: the robust one
};

/// The expected survival of one profile in one stratum, a row a distinct time at which a follow-up ends there.
/// Shape: every column [m]
/// Units: numbers at risk, with event and censored are the stratum's, sums of weights; std_error is that of
///   the survival
struct CoxCurve {
  std::size_t profile = 0;
  std::uint32_t stratum = 0;
  std::vector<double> time;
  std::vector<double> at_risk;
  std::vector<double> events;
  std::vector<double> censored;
  std::vector<double> survival;
  std::vector<double> std_error;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<double> cumulative_hazard;
  std::vector<double> cumulative_hazard_std_error;
};

/// exp(-cumulative hazard) of each profile under a fit that kept its rows. The data are those of the fit.
/// Shape:  curves by profile, then stratum
/// Errors: incorrect if the fit did not keep its rows, a profile has not a value for each covariate or one
///   that is not finite, a stratum has no rows, or the level is not between 0 and 1
/// Source: Tsiatis 1981; Therneau & Grambsch 2000, chapter 10; docs/methods.md, "Baseline hazard and
///   predicted curves"
Result<std::vector<CoxCurve>> cox_predict(const FollowUp& data, const CoxModel& model, const CoxFit& fit,
                                          std::span<const CoxSubject> profiles,
                                          const CoxPredictOptions& options = {});

}  // namespace repere::statistics
