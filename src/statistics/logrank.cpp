#include "statistics/logrank.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "statistics/event_times.hpp"
#include "statistics/instruction_sets.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// A pivot below this share of the largest variance is rounding: the groups
// before determine that one.
constexpr double pivot_tolerance = 1e-12;

using In = const double* __restrict;
using Out = double* __restrict;

// Sums over times run in eight lanes, so that their order does not depend on the instruction set.
struct LaneSum {
  double lanes[8] = {};
  double total() const {
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
  }
};

REPERE_HOT_LOOP double sum_of_products(In a, In b, std::size_t n) {
  LaneSum sum;
  std::size_t m = 0;
  for (; m + 8 <= n; m += 8)
    for (std::size_t lane = 0; lane < 8; ++lane) sum.lanes[lane] += a[m + lane] * b[m + lane];
  for (std::size_t lane = 0; m < n; ++m, ++lane) sum.lanes[lane] += a[m] * b[m];
  return sum.total();
}

// The sum of v a b.
REPERE_HOT_LOOP double sum_of_products(In v, In a, In b, std::size_t n) {
  LaneSum sum;
  std::size_t m = 0;
  for (; m + 8 <= n; m += 8)
    for (std::size_t lane = 0; lane < 8; ++lane) sum.lanes[lane] += v[m + lane] * a[m + lane] * b[m + lane];
  for (std::size_t lane = 0; m < n; ++m, ++lane) sum.lanes[lane] += v[m] * a[m] * b[m];
  return sum.total();
}

// The sum of v a (total - a): what is left when a's own part is taken out, without a difference of large sums.
REPERE_HOT_LOOP double sum_within(In v, In a, In total, std::size_t n) {
  LaneSum sum;
  std::size_t m = 0;
  for (; m + 8 <= n; m += 8)
    for (std::size_t lane = 0; lane < 8; ++lane)
      sum.lanes[lane] += v[m + lane] * a[m + lane] * (total[m + lane] - a[m + lane]);
  for (std::size_t lane = 0; m < n; ++m, ++lane) sum.lanes[lane] += v[m] * a[m] * (total[m] - a[m]);
  return sum.total();
}

REPERE_HOT_LOOP void add(In values, std::size_t n, Out to) {
  for (std::size_t m = 0; m < n; ++m) to[m] += values[m];
}

// What an event time gives to each at risk: its share of the events, and of the variance. Nothing without an event; no
// variance where the only one at risk has the event: nothing is left to chance.
REPERE_HOT_LOOP void shares(In at_risk, In events, In weight, std::size_t n, Out expected, Out variance) {
  for (std::size_t m = 0; m < n; ++m) {
    const double y = at_risk[m], d = events[m], w = weight[m];
    const double share = w * d / y;
    const double chance = w * w * d * (y - d) / (y * y * (y - 1));
    expected[m] = d > 0 ? share : 0;
    variance[m] = d > 0 && y > 1 ? chance : 0;
  }
}

// The pooled survival just before each time, to the power of rho.
std::vector<double> weights(const std::vector<double>& at_risk, const std::vector<double>& events,
                            double rho) {
  std::vector<double> result(at_risk.size(), 1);
  if (rho == 0) return result;
  double survival = 1;
  for (std::size_t m = 0; m < result.size(); ++m) {
    if (events[m] == 0) continue;
    result[m] = std::pow(survival, rho);
    survival *= (at_risk[m] - events[m]) / at_risk[m];
  }
  return result;
}

// Adds one stratum, looking at the given groups only.
void add_stratum(LogRank& result, const EventTimes& stratum, std::span<const std::size_t> groups,
                 double rho) {
  const std::size_t n = stratum.times, k = groups.size();
  std::vector<double> at_risk(n, 0), events(n, 0), expected(n), variance(n);
  for (const auto g : groups) {
    add(stratum.at_risk_of(g), n, at_risk.data());
    add(stratum.events_of(g), n, events.data());
  }
  const std::vector<double> weight = weights(at_risk, events, rho);
  shares(at_risk.data(), events.data(), weight.data(), n, expected.data(), variance.data());
  for (std::size_t i = 0; i < k; ++i) {
    const double* mine = stratum.at_risk_of(groups[i]);
    result.rows[i] += stratum.rows[groups[i]];
    result.observed[i] += sum_of_products(weight.data(), stratum.events_of(groups[i]), n);
    result.expected[i] += sum_of_products(expected.data(), mine, n);
    result.variance(i, i) += sum_within(variance.data(), mine, at_risk.data(), n);
    for (std::size_t j = i + 1; j < k; ++j)
      result.variance(i, j) -= sum_of_products(variance.data(), mine, stratum.at_risk_of(groups[j]), n);
  }
}

// Groups in which nobody could have had an event say nothing; of the others the
// first follows from the rest.
ChiSquaredTest test_of(const LogRank& result) {
  std::vector<std::size_t> tested;
  for (std::size_t g = 0; g < result.expected.size(); ++g)
    if (!(result.expected[g] <= 0)) tested.push_back(g);
  if (tested.empty()) return {0, 0, nan};
  tested.erase(tested.begin());
  const std::size_t k = tested.size();
  if (k == 0) return {0, 0, 1};
  const ChiSquaredTest unknown{nan, static_cast<double>(k), nan};
  Matrix variance(k);
  std::vector<double> difference(k);
  for (std::size_t i = 0; i < k; ++i) {
    difference[i] = result.observed[tested[i]] - result.expected[tested[i]];
    for (std::size_t j = 0; j < k; ++j) {
      variance(i, j) = result.variance(tested[i], tested[j]);
      if (!std::isfinite(variance(i, j))) return unknown;
    }
  }
  const Factors factors(variance, pivot_tolerance);
  if (factors.rank() < k) return unknown;
  return chi_squared_test(dot(difference, factors.solve(difference)), static_cast<double>(k));
}

LogRank compare(const std::vector<EventTimes>& strata, std::span<const std::size_t> groups, double rho) {
  const std::size_t k = groups.size();
  LogRank result{std::vector<std::size_t>(k), std::vector<double>(k), std::vector<double>(k), Matrix(k), {}};
  for (const auto& stratum : strata) add_stratum(result, stratum, groups, rho);
  result.variance.mirror_upper();
  result.test = test_of(result);
  return result;
}

Result<std::vector<EventTimes>> times_to_compare(const FollowUp& data, const Codes& groups,
                                                 const Codes& strata, double rho, unsigned threads) {
  if (!data.weight.empty()) return fail(ErrorKind::incorrect, "the log-rank test takes no weights");
  if (groups.code.empty() || groups.count < 2)
    return fail(ErrorKind::incorrect, "there is only one group: nothing to compare");
  if (!std::isfinite(rho)) return fail(ErrorKind::incorrect, "rho is not a number");
  return event_times(data, strata, groups, threads);
}

}  // namespace

Result<LogRank> logrank(const FollowUp& data, const Codes& groups, const Codes& strata, double rho,
                        unsigned threads) {
  const auto times = times_to_compare(data, groups, strata, rho, threads);
  if (!times) return tl::unexpected(times.error());
  std::vector<std::size_t> all(groups.count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return compare(*times, all, rho);
}

LogRankTrend logrank_trend(const LogRank& test, std::span<const double> scores) {
  // The scores are taken from their middle: the sums of O - E and of V's rows are 0, but not in rounding.
  double centre = 0, weight = 0;
  for (std::size_t g = 0; g < scores.size(); ++g) {
    centre += test.expected[g] * scores[g];
    weight += test.expected[g];
  }
  centre = weight > 0 ? centre / weight : 0;
  double difference = 0, variance = 0, scale = 0;
  for (std::size_t g = 0; g < scores.size(); ++g) {
    const double score = scores[g] - centre;
    difference += score * (test.observed[g] - test.expected[g]);
    scale += score * score * test.variance(g, g);
    for (std::size_t h = 0; h < scores.size(); ++h)
      variance += score * test.variance(g, h) * (scores[h] - centre);
  }
  if (!(variance > pivot_tolerance * scale)) return {nan, {nan, 1, nan}};
  const double z = difference / std::sqrt(variance);
  return {z, chi_squared_test(z * z, 1)};
}

Result<std::vector<LogRankPair>> logrank_pairs(const FollowUp& data, const Codes& groups, const Codes& strata,
                                               double rho, unsigned threads) {
  const auto times = times_to_compare(data, groups, strata, rho, threads);
  if (!times) return tl::unexpected(times.error());
  std::vector<LogRankPair> pairs;
  std::vector<double> p;
  for (std::size_t i = 0; i < groups.count; ++i)
    for (std::size_t j = i + 1; j < groups.count; ++j) {
      const std::size_t both[] = {i, j};
      pairs.push_back({i, j, compare(*times, both, rho).test, nan});
      p.push_back(pairs.back().test.p);
    }
  const auto adjusted = holm_adjusted(p);
  for (std::size_t pair = 0; pair < pairs.size(); ++pair) pairs[pair].p_holm = adjusted[pair];
  return pairs;
}

std::vector<double> holm_adjusted(std::span<const double> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (!std::isnan(p[i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size(), nan);
  double largest = 0;
  for (std::size_t place = 0; place < order.size(); ++place) {
    const double one = std::min(1.0, static_cast<double>(order.size() - place) * p[order[place]]);
    adjusted[order[place]] = largest = std::max(largest, one);
  }
  return adjusted;
}

}  // namespace repere::statistics
