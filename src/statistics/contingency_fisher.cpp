#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/contingency.hpp"

// Fisher's test of a 2 x 2 table. With the margins given, the first cell X follows the hypergeometric distribution when the
// odds ratio is 1, and d(x) ratio^x in general. docs/methods.md, "Fisher's exact test".
namespace repere::statistics {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
// What is below this share of a sum does not change it.
constexpr double negligible = 1e-19;
// Two tables whose probabilities differ by rounding only are equally likely: R's own factor.
constexpr double same_probability = 1 + 1e-7;

// The distribution of the first cell. Numbers are whole and below 2^53, held as doubles.
class FirstCell {
 public:
  FirstCell(double first_column, double second_column, double first_row)
      : m_(first_column),
        n_(second_column),
        k_(first_row),
        low_(std::max(0.0, k_ - n_)),
        high_(std::min(k_, m_)) {}

  double low() const { return low_; }
  double high() const { return high_; }

  // Sums over x of the weights relative to the most likely x, all and on each side of `observed`.
  struct Sums {
    double all = 0, first = 0, second = 0;  // sums of w, w (x - observed), w (x - observed)^2
    double below = 0, above = 0;            // x <= observed, x >= observed
    double below_first = 0, above_first = 0;
  };
  Sums sums(double log_ratio, double observed) const {
    const double ratio = std::exp(log_ratio), mode = most_likely(ratio);
    Sums sums;
    const auto add = [&](double x, double weight) {
      const double away = x - observed;
      sums.all += weight;
      sums.first += weight * away;
      sums.second += weight * away * away;
      if (x <= observed) {
        sums.below += weight;
        sums.below_first += weight * away;
      }
      if (x >= observed) {
        sums.above += weight;
        sums.above_first += weight * away;
      }
    };
    add(mode, 1);
    double weight = 1;
    for (double x = mode; x < high_ && weight > 0; ++x) {
      weight *= up(x) * ratio;
      add(x + 1, weight);
      if (x + 1 > observed && weight < negligible * sums.above) break;
    }
    weight = 1;
    for (double x = mode; x > low_ && weight > 0; --x) {
      weight /= up(x - 1) * ratio;
      add(x - 1, weight);
      if (x - 1 < observed && weight < negligible * sums.below) break;
    }
    return sums;
  }

  // The sum of all weights that are at most the observed one's, as a share of all.
  double two_sided(double observed) const {
    const double mode = most_likely(1);
    double at_observed = 1;
    if (observed > mode)
      for (double x = mode; x < observed && at_observed > 0; ++x) at_observed *= up(x);
    else
      for (double x = mode; x > observed && at_observed > 0; --x) at_observed /= up(x - 1);
    const double limit = at_observed * same_probability;
    double all = 1, unlikely = 1 <= limit ? 1 : 0;
    const auto walk = [&](double end, double step) {
      double weight = 1, side = 0;
      for (double x = mode; x != end && weight > 0; x += step) {
        weight = step > 0 ? weight * up(x) : weight / up(x - 1);
        all += weight;
        if (weight <= limit) side += weight;
        if (side > 0 && weight < negligible * side) break;
      }
      unlikely += side;
    };
    walk(high_, 1);
    walk(low_, -1);
    return std::min(1.0, unlikely / all);
  }

 private:
  // d(x + 1) / d(x)
  double up(double x) const { return (m_ - x) / (x + 1) * ((k_ - x) / (n_ - k_ + x + 1)); }

  // The last x that is more likely than the one before it, to within one: found by halving, as up() falls with x.
  double most_likely(double ratio) const {
    double low = low_, high = high_;
    while (low < high) {
      const double middle = std::floor((low + high) / 2);
      if (up(middle) * ratio >= 1)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }

  double m_, n_, k_, low_, high_;
};

// The root of a rising function of the logarithm of the odds ratio: Newton's steps within a bracket that only shrinks.
template <class Function>
double root(const Function& function) {
  double low = -1, high = 1;
  while (function(low).first > 0 && low > -1e4) low *= 2;
  while (function(high).first < 0 && high < 1e4) high *= 2;
  double at = (low + high) / 2;
  for (int i = 0; i < 200; ++i) {
    const auto [value, slope] = function(at);
    if (value == 0) break;
    (value < 0 ? low : high) = at;
    double next = slope > 0 ? at - value / slope : low;
    if (!(next > low && next < high)) next = (low + high) / 2;
    const double moved = std::abs(next - at);
    at = next;
    if (moved <= 4e-16 * std::max(1.0, std::abs(at)) || high - low <= 4e-16 * std::max(1.0, std::abs(at)))
      break;
  }
  return std::exp(at);
}

double conditional_estimate(const FirstCell& cell, double observed) {
  if (observed == cell.low()) return 0;
  if (observed == cell.high()) return infinity;
  return root([&](double log_ratio) {
    const auto s = cell.sums(log_ratio, observed);
    const double mean = s.first / s.all;
    return std::pair(mean, s.second / s.all - mean * mean);
  });
}

// The odds ratio at which a tail has the given probability, solved on the logarithm of the tail: nearly straight.
double limit(const FirstCell& cell, double observed, double tail, bool upper) {
  return root([&](double log_ratio) {
    const auto s = cell.sums(log_ratio, observed);
    const double side = upper ? s.below : s.above, side_first = upper ? s.below_first : s.above_first;
    if (!(side > 0)) return std::pair(upper ? 1e300 : -1e300, 0.0);
    const double value = std::log(side / s.all) - std::log(tail), slope = side_first / side - s.first / s.all;
    return upper ? std::pair(-value, -slope) : std::pair(value, slope);
  });
}

}  // namespace

Result<FisherTest> fisher_exact(const ContingencyTable& table, double level) {
  if (table.rows != 2 || table.columns != 2 || table.counts.size() != 4)
    return fail(ErrorKind::incorrect, "the odds ratio needs a table of two rows and two columns");
  if (!(level > 0 && level < 1))
    return fail(ErrorKind::incorrect, "the confidence level is not between 0 and 1");
  const auto margins = {table.row_total(0), table.row_total(1), table.column_total(0), table.column_total(1)};
  if (std::min(margins) > 10'000'000'000 || std::max(margins) > std::uint64_t{1} << 52)
    return fail(ErrorKind::unsupported, "Fisher's test of so many cases: take the chi-squared test");
  const FirstCell cell(static_cast<double>(table.column_total(0)), static_cast<double>(table.column_total(1)),
                       static_cast<double>(table.row_total(0)));
  if (cell.low() == cell.high()) return FisherTest{1, 1, 1, nan, nan, nan};
  const double observed = static_cast<double>(table.at(0, 0)), tail = (1 - level) / 2;
  const auto sums = cell.sums(0, observed);
  FisherTest test{};
  test.p = cell.two_sided(observed);
  test.p_less = std::min(1.0, sums.below / sums.all);
  test.p_greater = std::min(1.0, sums.above / sums.all);
  test.odds_ratio = conditional_estimate(cell, observed);
  test.lower = observed == cell.low() ? 0 : limit(cell, observed, tail, false);
  test.upper = observed == cell.high() ? infinity : limit(cell, observed, tail, true);
  return test;
}

}  // namespace repere::statistics
