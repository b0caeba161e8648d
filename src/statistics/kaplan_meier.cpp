#include "statistics/kaplan_meier.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/distributions.hpp"
#include "statistics/instruction_sets.hpp"
#include "statistics/robust_curve.hpp"

namespace repere::statistics {
namespace {

bool wants_robust(const FollowUp& data, CurveVariance variance) {
  if (variance != CurveVariance::automatic) return variance == CurveVariance::robust;
  return std::any_of(data.weight.begin(), data.weight.end(), [](double w) { return w != std::floor(w); });
}

// Columns of a curve never overlap, which the compiler has to be told before it uses vectors.
using In = const double* __restrict;
using Out = double* __restrict;

using Counts = const std::uint32_t* __restrict;

// What each time adds to the product and to Greenwood's sum. Where all who are at risk have the event, what is left is
// exactly nothing, whatever the weights' rounding; an event of weight 0 leaves both as they are.
REPERE_HOT_LOOP void survival_steps(In events, In at_risk, Counts event_rows, Counts at_risk_rows,
                                    std::size_t n, Out survival, Out greenwood) {
  for (std::size_t m = 0; m < n; ++m) {
    const double left = event_rows[m] == at_risk_rows[m] ? 0 : at_risk[m] - events[m];
    const double factor = left / at_risk[m], of_log = events[m] / (at_risk[m] * left);
    survival[m] = events[m] > 0 ? factor : 1;
    greenwood[m] = events[m] > 0 ? of_log : 0;
  }
}

REPERE_HOT_LOOP void hazard_steps(In events, In at_risk, std::size_t n, Out hazard, Out variance) {
  for (std::size_t m = 0; m < n; ++m) {
    const double of_hazard = events[m] / at_risk[m], of_variance = events[m] / (at_risk[m] * at_risk[m]);
    hazard[m] = events[m] > 0 ? of_hazard : 0;
    variance[m] = events[m] > 0 ? of_variance : 0;
  }
}

// The steps become the product and the sums up to each time: chains that run side by side. The sum of all events.
double accumulate(In events, std::size_t n, Out survival, Out greenwood, Out hazard, Out hazard_variance) {
  double product = 1, sum = 0, hazard_sum = 0, variance_sum = 0, total = 0;
  for (std::size_t m = 0; m < n; ++m) {
    total += events[m];
    survival[m] = product *= survival[m];
    greenwood[m] = sum += greenwood[m];
    hazard[m] = hazard_sum += hazard[m];
    hazard_variance[m] = variance_sum += hazard_variance[m];
  }
  return total;
}

REPERE_HOT_LOOP void take_roots(double* values, std::size_t n) {
  for (std::size_t m = 0; m < n; ++m) values[m] = std::sqrt(values[m]);
}

// The error becomes that of S: 0 times infinity, not estimable, where nobody is left.
REPERE_HOT_LOOP void multiply(double* values, const double* by, std::size_t n) {
  for (std::size_t m = 0; m < n; ++m) values[m] *= by[m];
}

// std_error is that of log S until the limits are there.
void estimate(SurvivalCurve& curve, const EventTable& table) {
  const std::size_t n = table.times();
  double* const survival = curve.survival.data();
  double* const greenwood = curve.std_error.data();
  double* const hazard = curve.cumulative_hazard.data();
  double* const variance = curve.cumulative_hazard_std_error.data();
  survival_steps(table.events.data(), table.at_risk.data(), table.event_rows.data(),
                 table.at_risk_rows.data(), n, survival, greenwood);
  hazard_steps(table.events.data(), table.at_risk.data(), n, hazard, variance);
  curve.total_events = accumulate(table.events.data(), n, survival, greenwood, hazard, variance);
  take_roots(greenwood, n);
  take_roots(variance, n);
}

void add_limits(SurvivalCurve& curve, LimitScale scale, double z) {
  survival_limits(curve.survival, curve.std_error, z, scale, curve.lower, curve.upper);
  multiply(curve.std_error.data(), curve.survival.data(), curve.std_error.size());
}

SurvivalCurve curve_of(EventTable&& table) {
  SurvivalCurve curve;
  const std::size_t m = table.times();
  for (auto* column : {&curve.survival, &curve.std_error, &curve.lower, &curve.upper,
                       &curve.cumulative_hazard, &curve.cumulative_hazard_std_error})
    column->resize(m);
  estimate(curve, table);
  curve.rows = table.rows.front();
  curve.time = std::move(table.time);
  curve.at_risk = std::move(table.at_risk);
  curve.events = std::move(table.events);
  curve.censored = std::move(table.censored);
  return curve;
}

struct Counted {
  std::vector<EventTable> tables;
  std::vector<RobustErrors> robust;  // empty for Greenwood's
};

Result<Counted> count(const FollowUp& data, const Codes& groups, const KaplanMeierOptions& options) {
  if (!wants_robust(data, options.variance)) {
    auto tables = count_events(data, groups, {}, options.threads);
    if (!tables) return tl::unexpected(tables.error());
    return Counted{std::move(*tables), {}};
  }
  if (auto good = check(data); !good) return tl::unexpected(good.error());
  if (auto good = check(groups, data.rows(), "groups"); !good) return tl::unexpected(good.error());
  const auto axis = TimeAxis::of(data);
  if (!axis) return tl::unexpected(axis.error());
  Counted counted{event_tables(data, *axis, groups, {}), {}};
  counted.robust = robust_errors(data, *axis, groups, counted.tables);
  return counted;
}

}  // namespace

Result<std::vector<SurvivalCurve>> kaplan_meier(const FollowUp& data, const Codes& groups,
                                                const KaplanMeierOptions& options) {
  if (!(options.level > 0 && options.level < 1))
    return fail(ErrorKind::incorrect, "the confidence level is not between 0 and 1");
  auto counted = count(data, groups, options);
  if (!counted) return tl::unexpected(counted.error());
  const double z = normal_quantile_of_level(options.level);
  std::vector<SurvivalCurve> curves;
  curves.reserve(counted->tables.size());
  for (std::size_t group = 0; group < counted->tables.size(); ++group) {
    curves.push_back(curve_of(std::move(counted->tables[group])));
    if (!counted->robust.empty()) {
      curves.back().std_error = std::move(counted->robust[group].log_survival);
      curves.back().cumulative_hazard_std_error = std::move(counted->robust[group].cumulative_hazard);
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
  SurvivalAt at{time, next < curve.time.size() ? curve.at_risk[next] : 0, 1, 0, 1, 1, 0, 0};
  if (curve.time.empty()) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {time, 0, nan, nan, nan, nan, nan, nan};
  }
  if (passed == 0) return at;
  const std::size_t m = passed - 1;
  at.survival = curve.survival[m];
  at.std_error = curve.std_error[m];
  at.lower = curve.lower[m];
  at.upper = curve.upper[m];
  at.cumulative_hazard = curve.cumulative_hazard[m];
  at.cumulative_hazard_std_error = curve.cumulative_hazard_std_error[m];
  return at;
}

std::vector<SurvivalAt> survival_at(const SurvivalCurve& curve, std::span<const double> times) {
  std::vector<SurvivalAt> result;
  result.reserve(times.size());
  for (const double time : times) result.push_back(survival_at(curve, time));
  return result;
}

}  // namespace repere::statistics
