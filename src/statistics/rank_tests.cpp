#include "statistics/rank_tests.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

std::vector<double> sorted_copy(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

// Calls visit(first, end) for each run of equal values.
template <class Visit>
void for_each_tie(std::span<const double> sorted, const Visit& visit) {
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i + 1;
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    visit(i, end);
    i = end;
  }
}

// The sum of t^3 - t over the runs of t equal values.
double tie_sum(std::span<const double> sorted) {
  double sum = 0;
  for_each_tie(sorted, [&](std::size_t first, std::size_t end) {
    const double t = static_cast<double>(end - first);
    sum += t * (t - 1) * (t + 1);
  });
  return sum;
}

// How many of the (n + m choose n) orders give each w = 0 ... nm: the coefficients of Gauss's binomial, built up by
// choosing values one by one; sums of positive numbers only.
std::vector<double> orders_by_w(std::size_t n, std::size_t m) {
  std::vector<std::vector<double>> ways(
      n + 1, std::vector<double>(n * m + 1, 0));  // of choosing k of the values so far
  ways[0][0] = 1;
  for (std::size_t value = 0; value < n + m; ++value)
    for (std::size_t k = std::min(n, value + 1); k >= 1; --k) {
      // The k-th chosen value has `value` before it, k - 1 of them chosen: it is above value - (k - 1) of the others.
      const std::size_t above = value - (k - 1);
      if (above > m) continue;
      for (std::size_t w = n * m + 1; w-- > above;) ways[k][w] += ways[k - 1][w - above];
    }
  return ways[n];
}

// The exact distribution of w.
class RankSumDistribution {
 public:
  RankSumDistribution(std::size_t n, std::size_t m) : below_(orders_by_w(n, m)) {
    std::partial_sum(below_.begin(), below_.end(), below_.begin());
  }
  // P(W <= w); the distribution is symmetric, so that an upper tail is asked for as a lower one.
  double lower_tail(double w) const {
    if (w < 0) return 0;
    const auto place = std::min(below_.size() - 1, static_cast<std::size_t>(w));
    return below_[place] / below_.back();
  }
  double largest() const { return static_cast<double>(below_.size() - 1); }
  // The smallest w with P(W <= w) >= p.
  double quantile(double p) const {
    std::size_t w = 0;
    while (w + 1 < below_.size() && below_[w] / below_.back() < p) ++w;
    return static_cast<double>(w);
  }

 private:
  std::vector<double> below_;
};

// All differences a - b in order, without writing them down: the k-th is found by halving the doubles themselves, counting
// in n + m steps how many differences are at most so much. Rounded subtraction rises with a and falls with b.
class Differences {
 public:
  Differences(std::span<const double> a, std::span<const double> b) : a_(a), b_(b) {}

  std::uint64_t count() const { return static_cast<std::uint64_t>(a_.size()) * b_.size(); }

  // Shape: 1 <= k <= count()
  double at(std::uint64_t k) const {
    std::int64_t low = order_of(a_.front() - b_.back()), high = order_of(a_.back() - b_.front());
    while (low < high) {
      const std::int64_t middle = std::midpoint(low, high);  // rounded towards low
      if (at_most(value_of(middle)) >= k)
        high = middle;
      else
        low = middle + 1;
    }
    return value_of(low);
  }

  double median() const {
    const std::uint64_t half = count() / 2;
    return count() % 2 == 1 ? at(half + 1) : (at(half) + at(half + 1)) / 2;
  }

 private:
  // Doubles in their order as whole numbers.
  static std::int64_t order_of(double value) {
    if (value == 0) return 0;
    const auto bits = std::bit_cast<std::int64_t>(std::abs(value));
    return value < 0 ? -bits : bits;
  }
  static double value_of(std::int64_t order) {
    return order < 0 ? -std::bit_cast<double>(-order) : std::bit_cast<double>(order);
  }
  std::uint64_t at_most(double difference) const {
    std::uint64_t count = 0;
    std::size_t j = 0;  // a - b <= difference for the b from here on
    for (const double value : a_) {
      while (j < b_.size() && value - b_[j] > difference) ++j;
      count += b_.size() - j;
    }
    return count;
  }

  std::span<const double> a_, b_;  // ascending
};

class RankSum {
 public:
  RankSum(std::span<const double> a, std::span<const double> b)
      : a_(sorted_copy(a)),
        b_(sorted_copy(b)),
        n_(static_cast<double>(a.size())),
        m_(static_cast<double>(b.size())),
        all_(a_.size() + b_.size()) {
    std::merge(a_.begin(), a_.end(), b_.begin(), b_.end(), all_.begin());
    std::size_t below = 0, not_above = 0;
    double twice = 0;  // whole numbers: exact
    for (const double value : a_) {
      while (below < b_.size() && b_[below] < value) ++below;
      not_above = std::max(not_above, below);
      while (not_above < b_.size() && b_[not_above] <= value) ++not_above;
      twice += static_cast<double>(below + not_above);
    }
    w_ = twice / 2;
  }

  bool exact_is_right() const {
    return a_.size() < 50 && b_.size() < 50 && std::adjacent_find(all_.begin(), all_.end()) == all_.end();
  }

  RankSumTest exact(double level) const {
    const RankSumDistribution distribution(a_.size(), b_.size());
    const double lower = distribution.lower_tail(w_);
    const double upper = distribution.lower_tail(distribution.largest() - w_);
    const Differences differences(a_, b_);
    const double quantile = std::max(1.0, distribution.quantile((1 - level) / 2));
    const auto rank = static_cast<std::uint64_t>(quantile);
    return {w_,
            std::min(1.0, 2 * std::min(lower, upper)),
            differences.median(),
            differences.at(rank),
            differences.at(differences.count() - rank + 1),
            true};
  }

  RankSumTest normal(double level) const {
    const double away = w_ - n_ * m_ / 2;
    const double corrected = away > 0 ? away - 0.5 : away < 0 ? away + 0.5 : 0;
    const double z = corrected / standard_deviation(tie_sum(all_));
    RankSumTest test{w_, normal_two_sided(z), nan, nan, nan, false};
    const Differences differences(a_, b_);
    test.shift = differences.median();
    // The shifts that the same test does not refuse. Between two differences the samples share no value, so that only
    // ties within a sample count.
    const double half_width =
        normal_quantile_of_level(level) * standard_deviation(tie_sum(a_) + tie_sum(b_)) + 0.5;
    if (std::isnan(half_width)) return test;
    const double pairs = n_ * m_;
    const auto rank = [&](double at) {
      return static_cast<std::uint64_t>(std::clamp(std::ceil(at), 1.0, pairs));
    };
    test.shift_lower = differences.at(rank(pairs / 2 - half_width));
    test.shift_upper = differences.at(rank(pairs / 2 + half_width));
    return test;
  }

 private:
  double standard_deviation(double ties) const {
    const double all = n_ + m_;
    return std::sqrt(n_ * m_ / 12 * ((all + 1) - ties / (all * (all - 1))));
  }

  std::vector<double> a_, b_;
  double n_, m_;
  std::vector<double> all_;
  double w_ = 0;
};

}  // namespace

Result<MedianLimits> median_with_limits(std::span<const double> values, double level) {
  if (values.empty()) return fail(ErrorKind::incorrect, "the median of no value");
  if (!all_finite(values)) return fail(ErrorKind::incorrect, "a value that is not finite");
  if (!(level > 0 && level < 1))
    return fail(ErrorKind::incorrect, "the confidence level is not between 0 and 1");
  const auto sorted = sorted_copy(values);
  const std::size_t n = sorted.size();
  const double tail = (1 - level) / 2;
  MedianLimits result{quantile_of_sorted(sorted, 0.5), nan, nan, nan};
  // The quantile is the smallest k with P(X <= k) >= tail, so that P(X < k) < tail; P(X <= k) may be equal to it.
  std::uint64_t k = binomial_quantile(tail, n, 0.5);
  if (binomial_lower_tail(k, n, 0.5) <= tail) ++k;
  if (k == 0) return result;
  result.lower = sorted[k - 1];
  result.upper = sorted[n - k];
  result.level = 1 - 2 * binomial_lower_tail(k - 1, n, 0.5);
  return result;
}

double quantile_of_sorted(std::span<const double> sorted, double p) {
  const double place = static_cast<double>(sorted.size() - 1) * p;
  const auto below = static_cast<std::size_t>(place);
  const double share = place - static_cast<double>(below);
  if (share == 0 || below + 1 == sorted.size()) return sorted[below];
  return sorted[below] + share * (sorted[below + 1] - sorted[below]);
}

Result<RankSumTest> rank_sum_test(std::span<const double> a, std::span<const double> b, double level,
                                  RankSumMethod method) {
  if (a.empty() || b.empty()) return fail(ErrorKind::incorrect, "a sample without values");
  if (!all_finite(a) || !all_finite(b)) return fail(ErrorKind::incorrect, "a value that is not finite");
  if (!(level > 0 && level < 1))
    return fail(ErrorKind::incorrect, "the confidence level is not between 0 and 1");
  const RankSum ranks(a, b);
  return method == RankSumMethod::automatic && ranks.exact_is_right() ? ranks.exact(level)
                                                                      : ranks.normal(level);
}

Result<ChiSquaredTest> kruskal_wallis(std::span<const double> values, const Codes& groups) {
  if (auto right = check(groups, values.size(), "group"); !right) return tl::unexpected(right.error());
  if (!all_finite(values)) return fail(ErrorKind::incorrect, "a value that is not finite");
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  std::vector<double> sorted;
  for (const std::size_t row : order) sorted.push_back(values[row]);
  const double n = static_cast<double>(values.size());
  // Twice the rank, less the mean rank: whole numbers, exact.
  std::vector<double> twice(groups.count, 0), size(groups.count, 0);
  for_each_tie(sorted, [&](std::size_t first, std::size_t end) {
    const double rank = static_cast<double>(first + end + 1) - (n + 1);
    for (std::size_t i = first; i < end; ++i) {
      twice[groups[order[i]]] += rank;
      ++size[groups[order[i]]];
    }
  });
  double between = 0;
  int used = 0;
  for (std::size_t g = 0; g < groups.count; ++g) {
    if (size[g] == 0) continue;
    ++used;
    between += twice[g] / size[g] * twice[g] / 4;
  }
  if (used < 2) return fail(ErrorKind::incorrect, "fewer than two groups have values: nothing to compare");
  const double untied = 1 - tie_sum(sorted) / (n * (n - 1) * (n + 1));
  return chi_squared_test(untied > 0 ? 12 / (n * (n + 1)) * between / untied : nan, used - 1);
}

}  // namespace repere::statistics
