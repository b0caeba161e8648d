#include "statistics/logrank.hpp"

#include <cmath>
#include <limits>

#include "statistics/event_table.hpp"

namespace repere::statistics {
namespace {

// A pivot below this share of the largest variance is rounding: the groups
// before determine that one.
constexpr double pivot_tolerance = 1e-12;

struct Totals {
  double at_risk = 0;
  double events = 0;
};

Totals totals_at(const EventTable& table, std::size_t m) {
  Totals totals;
  for (std::size_t g = 0; g < table.groups; ++g) {
    totals.at_risk += table.at_risk[m * table.groups + g];
    totals.events += table.events[m * table.groups + g];
  }
  return totals;
}

void add_variance(Matrix& variance, const double* at_risk, const Totals& totals, double weight) {
  if (totals.at_risk == 1) return;  // the only one at risk has the event: nothing is left to chance
  const double scale = weight * weight * totals.events * (totals.at_risk - totals.events) /
                       (totals.at_risk * (totals.at_risk - 1));
  const std::size_t k = variance.size();
  for (std::size_t i = 0; i < k; ++i) {
    const double mine = scale * at_risk[i];
    variance(i, i) += mine;
    for (std::size_t j = i; j < k; ++j) variance(i, j) -= mine * at_risk[j] / totals.at_risk;
  }
}

void add_stratum(LogRank& result, const EventTable& table, double rho) {
  const std::size_t k = table.groups;
  double survival = 1;  // just before the time
  for (std::size_t m = 0; m < table.times(); ++m) {
    const Totals totals = totals_at(table, m);
    if (totals.events == 0) continue;
    const double weight = rho == 0 ? 1 : std::pow(survival, rho);
    const double* at_risk = &table.at_risk[m * k];
    for (std::size_t g = 0; g < k; ++g) {
      result.observed[g] += weight * table.events[m * k + g];
      result.expected[g] += weight * totals.events * at_risk[g] / totals.at_risk;
    }
    add_variance(result.variance, at_risk, totals, weight);
    survival *= (totals.at_risk - totals.events) / totals.at_risk;
  }
}

// Groups in which nobody could have had an event say nothing; of the others the
// first follows from the rest.
ChiSquaredTest test_of(const LogRank& result) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::size_t> tested;
  for (std::size_t g = 0; g < result.expected.size(); ++g)
    if (result.expected[g] > 0) tested.push_back(g);
  if (tested.empty()) return {nan, 0, nan};
  tested.erase(tested.begin());
  const std::size_t k = tested.size();
  if (k == 0) return {0, 0, 1};
  Matrix variance(k);
  std::vector<double> difference(k);
  for (std::size_t i = 0; i < k; ++i) {
    difference[i] = result.observed[tested[i]] - result.expected[tested[i]];
    for (std::size_t j = 0; j < k; ++j) variance(i, j) = result.variance(tested[i], tested[j]);
  }
  const Factors factors(variance, pivot_tolerance);
  if (factors.rank() < k) return {nan, static_cast<int>(k), nan};
  return chi_squared_test(dot(difference, factors.solve(difference)), static_cast<int>(k));
}

}  // namespace

Result<LogRank> logrank(const FollowUp& data, const Codes& groups, const Codes& strata, double rho,
                        unsigned threads) {
  if (!data.weight.empty()) return fail(ErrorKind::incorrect, "the log-rank test takes no weights");
  if (groups.code.empty() || groups.count < 2)
    return fail(ErrorKind::incorrect, "there is only one group: nothing to compare");
  if (!std::isfinite(rho)) return fail(ErrorKind::incorrect, "rho is not a number");
  const auto tables = count_events(data, strata, groups, threads);
  if (!tables) return tl::unexpected(tables.error());

  const std::size_t k = groups.count;
  LogRank result{std::vector<std::size_t>(k), std::vector<double>(k), std::vector<double>(k), Matrix(k), {}};
  for (const auto& table : *tables) {
    add_stratum(result, table, rho);
    for (std::size_t g = 0; g < k; ++g) result.rows[g] += table.rows[g];
  }
  result.variance.mirror_upper();
  result.test = test_of(result);
  return result;
}

}  // namespace repere::statistics
