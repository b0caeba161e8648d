#include "statistics/rates.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/distributions.hpp"

namespace repere::statistics {
namespace {

Result<void> check_level(double level) {
  if (!(level > 0 && level < 1))
    return fail(ErrorKind::incorrect, "the confidence level is not between 0 and 1");
  return {};
}

Interval poisson(std::uint64_t events, double divisor, double level) {
  const double count = static_cast<double>(events), tail = (1 - level) / 2;
  const double lower = events == 0 ? 0 : gamma_quantile(tail, count);
  return {count / divisor, lower / divisor, gamma_upper_quantile(tail, count + 1) / divisor};
}

}  // namespace

Result<Interval> poisson_rate(RateCount count, double level) {
  if (auto right = check_level(level); !right) return tl::unexpected(right.error());
  if (!(count.person_time > 0) || !std::isfinite(count.person_time))
    return fail(ErrorKind::incorrect, "a rate of no person time");
  return poisson(count.events, count.person_time, level);
}

Result<Interval> standardised_ratio(std::uint64_t observed, double expected, double level) {
  if (auto right = check_level(level); !right) return tl::unexpected(right.error());
  if (!(expected > 0) || !std::isfinite(expected))
    return fail(ErrorKind::incorrect, "a ratio to no expected events");
  return poisson(observed, expected, level);
}

Result<Interval> directly_standardised_rate(std::span<const RateCount> strata,
                                            std::span<const double> standard, double level,
                                            RateLimits limits) {
  if (auto right = check_level(level); !right) return tl::unexpected(right.error());
  if (strata.empty() || strata.size() != standard.size())
    return fail(ErrorKind::incorrect, "a standardised rate needs strata, and a standard population for each");
  double people = 0;
  for (const double size : standard) {
    if (!(size >= 0) || !std::isfinite(size))
      return fail(ErrorKind::incorrect, "a standard population that is negative or not finite");
    people += size;
  }
  if (!(people > 0)) return fail(ErrorKind::incorrect, "a standard population of nobody");

  // One more event in a stratum moves the rate by `move`: the largest of them is what the upper limit must allow for.
  double rate = 0, variance = 0, largest = 0, sum = 0, sum_of_squares = 0, counted = 0;
  for (std::size_t k = 0; k < strata.size(); ++k) {
    if (standard[k] == 0) continue;
    if (!(strata[k].person_time > 0) || !std::isfinite(strata[k].person_time))
      return fail(ErrorKind::incorrect, "a stratum of the standard population without person time");
    const double move = standard[k] / people / strata[k].person_time;
    const double events = static_cast<double>(strata[k].events);
    rate += move * events;
    variance += move * move * events;
    largest = std::max(largest, move);
    sum += move;
    sum_of_squares += move * move;
    ++counted;
  }
  const bool fay_feuer = limits == RateLimits::fay_feuer;
  const double one_more = fay_feuer ? largest : sum / counted;
  const double its_variance = fay_feuer ? largest * largest : sum_of_squares / counted;
  const double tail = (1 - level) / 2;
  const double above = rate + one_more, above_variance = variance + its_variance;
  return Interval{rate, rate > 0 ? gamma_quantile(tail, rate * rate / variance, variance / rate) : 0,
                  gamma_upper_quantile(tail, above * above / above_variance, above_variance / above)};
}

}  // namespace repere::statistics
