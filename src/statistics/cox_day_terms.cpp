#include "statistics/cox_day_terms.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "statistics/branchless_math.hpp"
#include "statistics/lanes.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8;

using Bits = std::uint64_t __attribute__((vector_size(64)));

[[gnu::always_inline]] inline Bits bits_of(const Lanes& numbers) {
  Bits bits;
  __builtin_memcpy(&bits, &numbers, sizeof bits);
  return bits;
}
// From 1 to 2.
[[gnu::always_inline]] inline Lanes mantissa_of(const Bits& bits) {
  const Bits mantissa = (bits & 0x000FFFFFFFFFFFFFU) | 0x3FF0000000000000U;
  Lanes numbers;
  __builtin_memcpy(&numbers, &mantissa, sizeof numbers);
  return numbers;
}

// A product of many positive numbers, eight side by side, their exponents apart: it neither overflows nor needs a
// logarithm a factor.
class LaneProduct {
 public:
  [[gnu::always_inline]] void multiply(const Lanes& factor) {
    const Bits bits = bits_of(factor);
    exponent_ += bits >> 52;
    product_ *= mantissa_of(bits);
    if (++factors_ % most_factors == 0) normalise();
  }
  double logarithm(std::size_t lane) const {
    const double exponent = static_cast<double>(exponent_[lane]) - static_cast<double>(factors_) * bias;
    return std::log(product_[lane]) + exponent * log_2;
  }

 private:
  static constexpr std::size_t most_factors = 512;  // mantissas are below 2
  static constexpr double bias = 1023, log_2 = 0.69314718055994530942;

  [[gnu::always_inline]] void normalise() {
    const Bits bits = bits_of(product_);
    exponent_ += (bits >> 52) - 1023U;
    product_ = mantissa_of(bits);
  }

  Lanes product_ = Lanes{} + 1;
  Bits exponent_ = {};
  std::size_t factors_ = 0;
};

// The sums over the terms of eight event days side by side.
struct EightDays {
  Lanes hazard, hazard_of_deaths, left_left, left_deaths, deaths_deaths;
};

[[gnu::always_inline]] inline EightDays sum_terms_of(const Lanes& terms, const Lanes& weight,
                                                     const Lanes& left, const Lanes& deaths, double most,
                                                     LaneProduct& product) {
  EightDays sums{};
  const Lanes whole = 1 / terms, zero = {}, one = zero + 1;
  for (double k = 0; k < most; ++k) {
    // A day that has no such term sees a denominator of 1, and nothing of it.
    const auto there = terms > k;
    const Lanes share = (terms - k) * whole;
    const Lanes denominator = there ? left + share * deaths : one;
    const Lanes inverse = 1 / denominator;
    const Lanes term = there ? weight * inverse : zero;
    product.multiply(denominator);
    const Lanes shared = term * share, squared = term * inverse;
    sums.hazard += term;
    sums.hazard_of_deaths += shared;
    sums.left_left += squared;
    sums.left_deaths += squared * share;
    sums.deaths_deaths += shared * inverse * share;
  }
  return sums;
}

// Where the deaths have a small part u of the risk, 1 / (1 + share * u) is a short series in u, and the sums over the terms
// are those of the shares' powers: what follows the term of u^7 is below 1e-15 of the sum.
constexpr double small_part = 0.01;
constexpr std::size_t degree = 7, powers = degree + 3;
constexpr double few_terms = 4;  // are added one by one

// The sum over k = 1 .. n of (k / n)^m for m = 0 .. 9 (Faulhaber).
void sum_powers(double n, double* out) {
  const double i = 1 / n, i2 = i * i;
  out[0] = n;
  out[1] = n * (1 / 2.0) + 0.5;
  out[2] = n * (1 / 3.0) + 0.5 + i * (1 / 6.0);
  out[3] = n * (1 / 4.0) + 0.5 + i * (1 / 4.0);
  out[4] = n * (1 / 5.0) + 0.5 + i * (1 / 3.0 - i2 * (1 / 30.0));
  out[5] = n * (1 / 6.0) + 0.5 + i * (5 / 12.0 - i2 * (1 / 12.0));
  out[6] = n * (1 / 7.0) + 0.5 + i * (1 / 2.0 - i2 * (1 / 6.0 - i2 * (1 / 42.0)));
  out[7] = n * (1 / 8.0) + 0.5 + i * (7 / 12.0 - i2 * (7 / 24.0 - i2 * (1 / 12.0)));
  out[8] = n * (1 / 9.0) + 0.5 + i * (2 / 3.0 - i2 * (7 / 15.0 - i2 * (2 / 9.0 - i2 * (1 / 30.0))));
  out[9] = n * (1 / 10.0) + 0.5 + i * (3 / 4.0 - i2 * (7 / 10.0 - i2 * (1 / 2.0 - i2 * (3 / 20.0))));
}

// Shape: power[powers] of eight days. Adds weight * (log denominator) to `logs`.
[[gnu::always_inline]] inline EightDays sum_series_of(const double* power, const Lanes& weight,
                                                      const Lanes& left, const Lanes& deaths, Lanes& logs) {
  const Lanes inverse = 1 / left, minus_u = -deaths * inverse;
  Lanes s[powers];
  for (std::size_t m = 0; m < powers; ++m) s[m] = load(power + m * lanes);
  EightDays sums{};
  Lanes of_log = {}, log_left;
  for (std::size_t m = degree + 1; m-- > 0;) {
    const double next = static_cast<double>(m) + 1;
    sums.hazard = sums.hazard * minus_u + s[m];
    sums.hazard_of_deaths = sums.hazard_of_deaths * minus_u + s[m + 1];
    sums.left_left = sums.left_left * minus_u + next * s[m];
    sums.left_deaths = sums.left_deaths * minus_u + next * s[m + 1];
    sums.deaths_deaths = sums.deaths_deaths * minus_u + next * s[m + 2];
    of_log = of_log * minus_u - s[m + 1] / next;
  }
  for (std::size_t i = 0; i < lanes; ++i) log_left[i] = log_of(left[i]);
  logs += weight * (s[0] * log_left + of_log * minus_u);
  const Lanes once = weight * inverse, twice = once * inverse;
  sums.hazard *= once;
  sums.hazard_of_deaths *= once;
  sums.left_left *= twice;
  sums.left_deaths *= twice;
  sums.deaths_deaths *= twice;
  return sums;
}

struct Days {
  std::size_t count;  // a multiple of 8
  const double *terms, *weight, *power, *left, *deaths;
  bool weighted;
  double *hazard, *hazard_of_deaths, *left_left, *left_deaths, *deaths_deaths;
};

// The sum of weight * log denominator.
REPERE_HOT_LOOP double sum_all_terms(const Days& of) {
  Lanes logs = {};
  LaneProduct product;
  for (std::size_t e = 0; e < of.count; e += lanes) {
    const Lanes terms = load(of.terms + e), weight = load(of.weight + e), left = load(of.left + e),
                deaths = load(of.deaths + e);
    double most = 0;
    bool small = true;
    for (std::size_t i = 0; i < lanes; ++i) {
      most = std::max(most, terms[i]);
      small = small && deaths[i] <= small_part * left[i];
    }
    const bool by_series = small && most > few_terms;
    const EightDays sums = by_series ? sum_series_of(of.power + e * powers, weight, left, deaths, logs)
                                     : sum_terms_of(terms, weight, left, deaths, most, product);
    store(of.hazard + e, sums.hazard);
    store(of.hazard_of_deaths + e, sums.hazard_of_deaths);
    store(of.left_left + e, sums.left_left);
    store(of.left_deaths + e, sums.left_deaths);
    store(of.deaths_deaths + e, sums.deaths_deaths);
    if (!of.weighted || by_series) continue;
    for (std::size_t i = 0; i < lanes; ++i) logs[i] += weight[i] * product.logarithm(i);
    product = LaneProduct();
  }
  // Where all weights are 1, one product serves all days.
  for (std::size_t i = 0; i < lanes && !of.weighted; ++i) logs[i] += product.logarithm(i);
  return sum_of(logs);
}

}  // namespace

CoxDayTerms::CoxDayTerms(std::vector<double> terms, std::vector<double> weight)
    : terms_(std::move(terms)),
      weight_(std::move(weight)),
      weighted_(std::any_of(weight_.begin(), weight_.end(), [](double w) { return w != 1; })) {
  const std::size_t whole = (terms_.size() + lanes - 1) / lanes * lanes;
  terms_.resize(whole, 1);
  weight_.resize(whole, 0);
  powers_.resize(whole * powers);
  for (std::size_t e = 0; e < whole; ++e) {
    double sums[powers];
    sum_powers(terms_[e], sums);
    for (std::size_t m = 0; m < powers; ++m)
      powers_[e / lanes * lanes * powers + m * lanes + e % lanes] = sums[m];
  }
  for (auto* sums : {&hazard_, &hazard_of_deaths_, &left_left_, &left_deaths_, &deaths_deaths_})
    sums->resize(whole);
}

void CoxDayTerms::sum_up(const std::vector<double>& left, const std::vector<double>& deaths) {
  log_denominators_ =
      sum_all_terms({terms_.size(), terms_.data(), weight_.data(), powers_.data(), left.data(), deaths.data(),
                     weighted_, hazard_.data(), hazard_of_deaths_.data(), left_left_.data(),
                     left_deaths_.data(), deaths_deaths_.data()});
}

}  // namespace repere::statistics
