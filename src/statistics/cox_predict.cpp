#include "statistics/cox_predict.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/cox_curve_times.hpp"
#include "statistics/cox_residuals.hpp"

namespace repere::statistics {
namespace {

Result<void> check_profiles(std::span<const CoxSubject> profiles, std::size_t p) {
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    const auto finite = [](double value) { return std::isfinite(value); };
    const auto& x = profiles[i].x;
    if (x.size() != p || !std::all_of(x.begin(), x.end(), finite) || !finite(profiles[i].offset))
      return fail(ErrorKind::incorrect,
                  "profile " + std::to_string(i + 1) + " has not a finite number for each covariate");
  }
  return {};
}

class Prediction {
 public:
  Prediction(const CoxCurveTimes& times, Matrix covariance, const CoxPredictOptions& options)
      : times_(times),
        covariance_(std::move(covariance)),
        scale_(options.limits),
        z_(normal_quantile_of_level(options.level)) {}

  // The hazard's variance has two parts: that of the baseline were the coefficients known, and what their
  // errors do to it, which grows with the distance of the profile from the mean of those at risk.
  CoxCurve curve(const CoxSubject& profile, std::size_t number, const CoxCurveTimes::Stratum& stratum) const {
    CoxCurve curve{number,
                   stratum.code,
                   stratum.table.time,
                   stratum.table.at_risk,
                   stratum.table.events,
                   stratum.table.censored,
                   {},
                   {},
                   {},
                   {},
                   {},
                   {}};
    const std::vector<double> x = times_.scaled(profile.x);
    const double ratio = std::exp(times_.linear_predictor(profile.x, profile.offset));
    std::vector<double> distance(x.size());
    double hazard = 0, error = 0;
    for (std::size_t m = 0; m < curve.time.size(); ++m) {
      const std::uint32_t done = stratum.times_done[m];
      if (m == 0 || done != stratum.times_done[m - 1]) {
        const double baseline = times_.hazard(stratum, done);
        const double* mean_sum = times_.mean_sum(stratum, done);
        for (std::size_t j = 0; j < x.size(); ++j) distance[j] = baseline * x[j] - mean_sum[j];
        hazard = baseline * ratio;
        error = std::sqrt(times_.variance(stratum, done) + square(distance)) * ratio;
      }
      add(curve, hazard, error);
    }
    return curve;
  }

 private:
  double square(const std::vector<double>& distance) const {
    double sum = 0;
    for (std::size_t i = 0; i < distance.size(); ++i)
      for (std::size_t j = 0; j < distance.size(); ++j) sum += distance[i] * covariance_(i, j) * distance[j];
    return sum;
  }
  void add(CoxCurve& curve, double hazard, double error) const {
    const double survival = std::exp(-hazard);
    const Limits limits = survival_limits(survival, error, z_, scale_);
    curve.survival.push_back(survival);
    curve.std_error.push_back(survival * error);
    curve.lower.push_back(limits.lower);
    curve.upper.push_back(limits.upper);
    curve.cumulative_hazard.push_back(hazard);
    curve.cumulative_hazard_std_error.push_back(error);
  }

  const CoxCurveTimes& times_;
  Matrix covariance_;
  LimitScale scale_;
  double z_;
};

Matrix covariance_of(const CoxFit& fit, const CoxPredictOptions& options) {
  if (!options.covariance) return scaled_covariance(fit);
  CoxFit with_other = fit;
  with_other.covariance = *options.covariance;
  return scaled_covariance(with_other);
}

}  // namespace

Result<std::vector<CoxCurve>> cox_predict(const FollowUp& data, const CoxModel& model, const CoxFit& fit,
                                          std::span<const CoxSubject> profiles,
                                          const CoxPredictOptions& options) {
  if (!(options.level > 0 && options.level < 1))
    return fail(ErrorKind::incorrect, "the level of the limits is not between 0 and 1");
  if (auto good = check_profiles(profiles, model.covariates.size()); !good)
    return tl::unexpected(good.error());
  const auto times = CoxCurveTimes::of(data, model, fit);
  if (!times) return tl::unexpected(times.error());
  const Prediction prediction(*times, covariance_of(fit, options), options);
  std::vector<CoxCurve> curves;
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    bool found = false;
    for (const auto& stratum : times->strata()) {
      if (profiles[i].stratum && *profiles[i].stratum != stratum.code) continue;
      curves.push_back(prediction.curve(profiles[i], i, stratum));
      found = true;
    }
    if (!found)
      return fail(ErrorKind::incorrect,
                  "profile " + std::to_string(i + 1) + " is in a stratum that has no rows in the data");
  }
  return curves;
}

}  // namespace repere::statistics
