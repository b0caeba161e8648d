#include "statistics/kaplan_meier.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/distributions.hpp"
#include "statistics/instruction_sets.hpp"
#include "statistics/robust_curve.hpp"

namespace repere::statistics {
namespace {

bool wants_robust(const FollowUp& data, CurveVariance variance) {
  if (variance != CurveVariance::automatic) return variance == CurveVariance::robust;
  return std::any_of(data.weight.begin(), data.weight.end(), [](double w) { return w != std::floor(w); });
}

struct Columns {
  const double* events;
  const double* at_risk;
  const std::uint32_t* event_rows;
  const std::uint32_t* at_risk_rows;
  double* survival;
  double* greenwood;
  double* hazard;
  double* hazard_variance;
};

// What each time adds to the running product and sums. An event of weight 0 leaves them as they are. Where all who are
// at risk have the event, what is left is exactly nothing, whatever the weights' rounding.
REPERE_HOT_LOOP void steps(const Columns& columns, std::size_t n) {
  for (std::size_t m = 0; m < n; ++m) {
    const double events = columns.events[m], at_risk = columns.at_risk[m];
    const double left = columns.event_rows[m] == columns.at_risk_rows[m] ? 0 : at_risk - events;
    const double factor = left / at_risk, of_log = events / (at_risk * left);
    const double of_hazard = events / at_risk, of_hazard_variance = events / (at_risk * at_risk);
    const bool any = events > 0;
    columns.survival[m] = any ? factor : 1;
    columns.greenwood[m] = any ? of_log : 0;
    columns.hazard[m] = any ? of_hazard : 0;
    columns.hazard_variance[m] = any ? of_hazard_variance : 0;
  }
}

void accumulate(const Columns& columns, std::size_t n) {
  double survival = 1, greenwood = 0, hazard = 0, hazard_variance = 0;
  for (std::size_t m = 0; m < n; ++m) {
    columns.survival[m] = survival *= columns.survival[m];
    columns.greenwood[m] = greenwood += columns.greenwood[m];
    columns.hazard[m] = hazard += columns.hazard[m];
    columns.hazard_variance[m] = hazard_variance += columns.hazard_variance[m];
  }
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
  const Columns columns{table.events.data(),
                        table.at_risk.data(),
                        table.event_rows.data(),
                        table.at_risk_rows.data(),
                        curve.survival.data(),
                        curve.std_error.data(),
                        curve.cumulative_hazard.data(),
                        curve.cumulative_hazard_std_error.data()};
  steps(columns, n);
  accumulate(columns, n);
  take_roots(columns.greenwood, n);
  take_roots(columns.hazard_variance, n);
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
  for (const double events : table.events) curve.total_events += events;
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
