#include "statistics/cox_baseline.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/cox_curve_times.hpp"

namespace repere::statistics {
namespace {

bool is_indicator(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return v == 0 || v == 1 || v == -1; });
}

double weighted_mean(std::span<const double> values, std::span<const double> weight) {
  double sum = 0, weights = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    const double w = weight.empty() ? 1 : weight[row];
    sum += w * values[row];
    weights += w;
  }
  return sum / weights;
}

}  // namespace

Result<CoxBaselines> cox_baselines(const FollowUp& data, const CoxModel& model, const CoxFit& fit) {
  auto curves = CoxCurveTimes::of(data, model, fit);
  if (!curves) return tl::unexpected(curves.error());
  CoxBaselines result;
  if (!model.offset.empty()) result.offset = weighted_mean(model.offset, data.weight);
  // As in R, whose means count the weights only where everyone is at risk from the start.
  const auto weight = data.entry.empty() ? data.weight : std::span<const double>();
  for (const auto& covariate : model.covariates)
    result.means.push_back(is_indicator(covariate.values) ? 0 : weighted_mean(covariate.values, weight));
  const std::vector<double> zeros(result.means.size());
  const double at_zero = std::exp(curves->linear_predictor(zeros, result.offset));
  const double at_means = std::exp(curves->linear_predictor(result.means, result.offset));
  for (const auto& stratum : curves->strata()) {
    CoxBaseline baseline{stratum.code,
                         stratum.table.time,
                         stratum.table.at_risk,
                         stratum.table.events,
                         stratum.table.censored,
                         {},
                         {}};
    for (const std::uint32_t done : stratum.times_done) {
      const double hazard = curves->hazard(stratum, done);
      baseline.hazard_at_zero.push_back(hazard * at_zero);
      baseline.hazard_at_means.push_back(hazard * at_means);
    }
    result.strata.push_back(std::move(baseline));
  }
  return result;
}

}  // namespace repere::statistics
