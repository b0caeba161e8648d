#include "statistics/proportions.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/distributions.hpp"

namespace repere::statistics {
namespace {

Result<void> check(Count count, double level) {
  if (count.of == 0) return fail(ErrorKind::incorrect, "a proportion of no cases");
  if (count.yes > count.of) return fail(ErrorKind::incorrect, "a proportion with more yes than cases");
  if (!(level > 0 && level < 1))
    return fail(ErrorKind::incorrect, "the confidence level is not between 0 and 1");
  return {};
}

Interval wilson(Count count, double z) {
  const double n = static_cast<double>(count.of), p = static_cast<double>(count.yes) / n;
  const double q = static_cast<double>(count.of - count.yes) / n;
  const double share = z * z / n;
  const double centre = p + share / 2, half = z * std::sqrt((p * q + share / 4) / n);
  // At 0 and at n the limit is 0 or 1 by algebra; rounding must not say otherwise.
  const double lower = count.yes == 0 ? 0 : (centre - half) / (1 + share);
  const double upper = count.yes == count.of ? 1 : (centre + half) / (1 + share);
  return {p, lower, upper};
}

}  // namespace

Result<Interval> wilson_interval(Count count, double level) {
  if (auto right = check(count, level); !right) return tl::unexpected(right.error());
  return wilson(count, normal_quantile_of_level(level));
}

Result<Interval> clopper_pearson_interval(Count count, double level) {
  if (auto right = check(count, level); !right) return tl::unexpected(right.error());
  const double n = static_cast<double>(count.of), yes = static_cast<double>(count.yes),
               tail = (1 - level) / 2;
  const double lower = count.yes == 0 ? 0 : beta_quantile(tail, yes, n - yes + 1);
  const double upper = count.yes == count.of ? 1 : beta_upper_quantile(tail, yes + 1, n - yes);
  return Interval{yes / n, lower, upper};
}

Result<Interval> newcombe_difference(Count a, Count b, double level) {
  for (const Count& count : {a, b})
    if (auto right = check(count, level); !right) return tl::unexpected(right.error());
  const double z = normal_quantile_of_level(level);
  const Interval in_a = wilson(a, z), in_b = wilson(b, z);
  const double difference = in_a.value - in_b.value;
  const double below = std::hypot(in_a.value - in_a.lower, in_b.upper - in_b.value);
  const double above = std::hypot(in_a.upper - in_a.value, in_b.value - in_b.lower);
  return Interval{difference, std::max(-1.0, difference - below), std::min(1.0, difference + above)};
}

Result<TrendTest> cochran_armitage(std::span<const Count> groups, std::span<const double> scores) {
  if (groups.size() != scores.size() || groups.size() < 2)
    return fail(ErrorKind::incorrect, "a trend needs two groups or more, and a score for each");
  double cases = 0, yes = 0, score_sum = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].yes > groups[i].of) return fail(ErrorKind::incorrect, "a group with more yes than cases");
    if (!std::isfinite(scores[i])) return fail(ErrorKind::incorrect, "a score that is not finite");
    cases += static_cast<double>(groups[i].of);
    yes += static_cast<double>(groups[i].yes);
    score_sum += static_cast<double>(groups[i].of) * scores[i];
  }
  const double share = yes / cases, mean_score = score_sum / cases;
  // Scores are centred before they are squared: the sums then cancel nothing.
  double trend = 0, spread = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const double score = scores[i] - mean_score, of = static_cast<double>(groups[i].of);
    trend += score * (static_cast<double>(groups[i].yes) - of * share);
    spread += of * score * score;
  }
  const double variance = share * (1 - share) * spread;
  if (!(variance > 0))
    return fail(ErrorKind::incorrect, "no trend to test: no cases, one answer only, or one score only");
  const double z = trend / std::sqrt(variance);
  return TrendTest{z, normal_two_sided(z)};
}

}  // namespace repere::statistics
