#include "statistics/net_survival.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "statistics/distributions.hpp"
#include "statistics/net_survival_sums.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

tl::unexpected<Error> wrong(std::string message) { return fail(ErrorKind::incorrect, std::move(message)); }

Result<void> check(const NetSurvivalData& data, const PopulationTable& table,
                   const NetSurvivalOptions& options) {
  if (auto right = check(data.follow_up); !right) return right;
  const std::size_t n = data.follow_up.rows();
  if (!data.follow_up.entry.empty() || !data.follow_up.weight.empty())
    return wrong("net survival takes no delayed entry and no weights");
  if (data.age_days.size() != n || data.day.size() != n || data.kind.size() != n)
    return wrong("ages, days or kinds are not as many as the rows");
  for (std::size_t row = 0; row < n; ++row) {
    const std::string place = "row " + std::to_string(row + 1) + ": ";
    if (!(data.age_days[row] >= 0) || !std::isfinite(data.age_days[row]))
      return wrong(place + "the age is negative or not a finite number");
    if (!std::isfinite(data.day[row])) return wrong(place + "the day of the origin is not a finite number");
    if (data.kind[row] >= table.kinds())
      return wrong(place + "a kind of person that the table does not have");
  }
  if (!(options.level > 0 && options.level < 1)) return wrong("the confidence level is not between 0 and 1");
  if (options.limits == LimitScale::logit || options.limits == LimitScale::arcsin)
    return wrong("the limits of net survival, which may exceed 1, are on the scale log, log-log or plain");
  if (!(options.precision >= 0) || !std::isfinite(options.precision))
    return wrong("a precision that is negative");
  return {};
}

void finish(NetSurvivalCurve& curve, const NetSums& sums, const NetSurvivalOptions& options) {
  const double z = normal_quantile_of_level(options.level);
  double survival = 1, variance = 0, expected = 1;
  for (std::size_t j = 0; j < curve.time.size(); ++j) {
    const bool weighted = options.method == NetMethod::pohar_perme;
    const double at_risk = weighted ? sums.weight_at_risk[j] : curve.at_risk[j];
    const double died = weighted ? sums.weight_of_events[j] : curve.events[j];
    const double squares = weighted ? sums.squares_of_events[j] : curve.events[j];
    double excess = died / at_risk;
    if (options.method == NetMethod::ederer1)
      expected = sums.expected_survival[j];
    else
      excess -= sums.population_hazard[j];
    survival *= 1 - excess;
    variance += squares / (at_risk * at_risk);
    const double error = std::sqrt(variance), net = survival / expected;
    const Limits limits = net_limits(net, error, z, options.limits);
    curve.survival.push_back(net);
    curve.std_error.push_back(net * error);
    curve.lower.push_back(limits.lower);
    curve.upper.push_back(limits.upper);
  }
}

}  // namespace

// The logarithm's limits do not stop at 1: net survival does not either.
Limits net_limits(double survival, double error, double z, LimitScale scale) {
  switch (scale) {
    case LimitScale::plain:
      return {survival - z * error * survival, survival + z * error * survival};
    case LimitScale::log_log: {
      const double log_survival = std::log(survival), centre = std::log(-log_survival);
      return {std::exp(-std::exp(centre - z * error / log_survival)),
              std::exp(-std::exp(centre + z * error / log_survival))};
    }
    default:
      return {std::exp(std::log(survival) - z * error), std::exp(std::log(survival) + z * error)};
  }
}

Result<std::vector<NetSurvivalCurve>> net_survival(const NetSurvivalData& data, const PopulationTable& table,
                                                   const Codes& groups, const NetSurvivalOptions& options) {
  if (auto right = check(data, table, options); !right) return tl::unexpected(right.error());
  if (auto right = check(groups, data.follow_up.rows(), "group"); !right)
    return tl::unexpected(right.error());
  std::vector<std::vector<std::size_t>> rows_of(groups.count);
  std::vector<NetSurvivalCurve> curves(groups.count);
  for (std::size_t row = 0; row < data.follow_up.rows(); ++row) {
    if (data.follow_up.time[row] > 0)
      rows_of[groups[row]].push_back(row);
    else
      ++curves[groups[row]].at_time_zero;
  }
  for (std::size_t g = 0; g < groups.count; ++g) {
    auto& curve = curves[g];
    auto rows = NetRows::of(data, rows_of[g]);
    curve.rows = rows.size();
    curve.time = rows.times;
    double left = static_cast<double>(rows.size());
    for (std::size_t j = 0; j < rows.times.size(); ++j) {
      curve.at_risk.push_back(left);
      curve.events.push_back(rows.events_at[j]);
      curve.censored.push_back(rows.ending_at[j] - rows.events_at[j]);
      curve.total_events += static_cast<std::size_t>(rows.events_at[j]);
      left -= rows.ending_at[j];
    }
    const auto sums = net_sums(rows, table, options);
    if (!sums) return tl::unexpected(sums.error());
    finish(curve, *sums, options);
  }
  return curves;
}

NetSurvivalAt net_survival_at(const NetSurvivalCurve& curve, double time) {
  const auto after = std::upper_bound(curve.time.begin(), curve.time.end(), time);
  const auto from = std::lower_bound(curve.time.begin(), curve.time.end(), time);
  const double at_risk =
      from == curve.time.end() ? 0 : curve.at_risk[static_cast<std::size_t>(from - curve.time.begin())];
  if (curve.time.empty()) return {time, 0, nan, nan, nan, nan};
  if (after == curve.time.begin()) return {time, at_risk, 1, 0, 1, 1};
  const auto j = static_cast<std::size_t>(after - curve.time.begin()) - 1;
  return {time, at_risk, curve.survival[j], curve.std_error[j], curve.lower[j], curve.upper[j]};
}

}  // namespace repere::statistics
