#include "statistics/kaplan_meier.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/distributions.hpp"
#include "statistics/robust_curve.hpp"

namespace repere::statistics {
namespace {

bool wants_robust(const FollowUp& data, CurveVariance variance) {
  if (variance != CurveVariance::automatic) return variance == CurveVariance::robust;
  return std::any_of(data.weight.begin(), data.weight.end(), [](double w) { return w != std::floor(w); });
}

// The two running products and sums of the method. An event of weight 0 leaves
// them as they are.
void estimate(SurvivalCurve& curve, const EventTable& table) {
  double survival = 1, greenwood = 0, hazard = 0, hazard_variance = 0;
  for (std::size_t m = 0; m < table.times(); ++m) {
    const double events = table.events[m], at_risk = table.at_risk[m];
    if (events > 0) {
      // All who are at risk have the event: what is left is exactly nothing,
      // whatever the weights' rounding.
      const double left = table.event_rows[m] == table.at_risk_rows[m] ? 0 : at_risk - events;
      survival *= left / at_risk;
      greenwood += events / (at_risk * left);
      hazard += events / at_risk;
      hazard_variance += events / (at_risk * at_risk);
    }
    curve.survival[m] = survival;
    curve.std_error[m] = std::sqrt(greenwood);  // of log S; made that of S with the limits
    curve.cumulative_hazard[m] = hazard;
    curve.cumulative_hazard_std_error[m] = std::sqrt(hazard_variance);
  }
}

void add_limits(SurvivalCurve& curve, LimitScale scale, double z) {
  for (std::size_t m = 0; m < curve.time.size(); ++m) {
    const Limits limits = survival_limits(curve.survival[m], curve.std_error[m], z, scale);
    curve.lower[m] = limits.lower;
    curve.upper[m] = limits.upper;
    curve.std_error[m] *= curve.survival[m];  // 0 times infinity where nobody is
                                              // left: not estimable
  }
}

SurvivalCurve curve_of(EventTable&& table) {
  SurvivalCurve curve;
  const std::size_t m = table.times();
  for (auto* column : {&curve.survival, &curve.std_error, &curve.lower, &curve.upper,
                       &curve.cumulative_hazard, &curve.cumulative_hazard_std_error})
    column->resize(m);
  estimate(curve, table);
  curve.rows = table.rows.front();
  for (const double events : table.events) curve.total_events += events;
  curve.time = std::move(table.time);
  curve.at_risk = std::move(table.at_risk);
  curve.events = std::move(table.events);
  curve.censored = std::move(table.censored);
  return curve;
}

}  // namespace

Result<std::vector<SurvivalCurve>> kaplan_meier(const FollowUp& data, const Codes& groups,
                                                const KaplanMeierOptions& options) {
  if (auto good = check(data); !good) return tl::unexpected(good.error());
  if (auto good = check(groups, data.rows(), "groups"); !good) return tl::unexpected(good.error());
  if (!(options.level > 0 && options.level < 1))
    return fail(ErrorKind::incorrect, "the confidence level is not between 0 and 1");
  const auto axis = TimeAxis::of(data);
  if (!axis) return tl::unexpected(axis.error());

  auto tables = event_tables(data, *axis, groups, {});
  std::vector<RobustErrors> robust;
  if (wants_robust(data, options.variance)) robust = robust_errors(data, *axis, groups, tables);
  const double z = normal_quantile_of_level(options.level);
  std::vector<SurvivalCurve> curves;
  curves.reserve(tables.size());
  for (std::size_t group = 0; group < tables.size(); ++group) {
    curves.push_back(curve_of(std::move(tables[group])));
    if (!robust.empty()) {
      curves.back().std_error = std::move(robust[group].log_survival);
      curves.back().cumulative_hazard_std_error = std::move(robust[group].cumulative_hazard);
    }
    add_limits(curves.back(), options.limits, z);
  }
  return curves;
}

Result<std::vector<SurvivalCurve>> reverse_kaplan_meier(const FollowUp& data, const Codes& groups,
                                                        const KaplanMeierOptions& options) {
  if (auto good = check(data); !good) return tl::unexpected(good.error());
  std::vector<std::uint8_t> censored(data.event.size());
  std::transform(data.event.begin(), data.event.end(), censored.begin(),
                 [](std::uint8_t event) { return static_cast<std::uint8_t>(1 - event); });
  FollowUp reversed = data;
  reversed.event = censored;
  return kaplan_meier(reversed, groups, options);
}

SurvivalAt survival_at(const SurvivalCurve& curve, double time) {
  const auto first = curve.time.begin();
  const auto next = static_cast<std::size_t>(std::lower_bound(first, curve.time.end(), time) - first);
  const auto passed = static_cast<std::size_t>(std::upper_bound(first, curve.time.end(), time) - first);
  SurvivalAt at{time, next < curve.time.size() ? curve.at_risk[next] : 0, 1, 0, 1, 1};
  if (passed == 0) return at;
  const std::size_t m = passed - 1;
  at.survival = curve.survival[m];
  at.std_error = curve.std_error[m];
  at.lower = curve.lower[m];
  at.upper = curve.upper[m];
  return at;
}

std::vector<SurvivalAt> survival_at(const SurvivalCurve& curve, std::span<const double> times) {
  std::vector<SurvivalAt> result;
  result.reserve(times.size());
  for (const double time : times) result.push_back(survival_at(curve, time));
  return result;
}

}  // namespace repere::statistics
