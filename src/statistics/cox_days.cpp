#include "statistics/cox_days.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/exponential.hpp"
#include "statistics/lanes.hpp"
#include "statistics/weighted_products.hpp"

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

// The sums over the terms of eight event days side by side, as event_sums() has them for one.
struct EightDays {
  Lanes hazard, hazard_of_deaths, left_left, left_deaths, deaths_deaths;
};

[[gnu::always_inline]] inline EightDays sum_terms_of(const Lanes& terms, const Lanes& weight,
                                                     const Lanes& left, const Lanes& deaths,
                                                     LaneProduct& product) {
  EightDays sums{};
  double most = 0;
  for (std::size_t i = 0; i < lanes; ++i) most = std::max(most, terms[i]);
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

// Shape: events a multiple of 8. The sum of weight * log denominator.
REPERE_HOT_LOOP double sum_all_terms(const double* terms, const double* weight, const double* left,
                                     const double* deaths, std::size_t events, bool weighted, double* hazard,
                                     double* hazard_of_deaths, double* left_left, double* left_deaths,
                                     double* deaths_deaths) {
  double logs = 0;
  LaneProduct product;
  for (std::size_t e = 0; e < events; e += lanes) {
    const EightDays sums =
        sum_terms_of(load(terms + e), load(weight + e), load(left + e), load(deaths + e), product);
    store(hazard + e, sums.hazard);
    store(hazard_of_deaths + e, sums.hazard_of_deaths);
    store(left_left + e, sums.left_left);
    store(left_deaths + e, sums.left_deaths);
    store(deaths_deaths + e, sums.deaths_deaths);
    if (!weighted) continue;
    for (std::size_t i = 0; i < lanes; ++i) logs += weight[e + i] * product.logarithm(i);
    product = LaneProduct();
  }
  // Where all weights are 1, one product serves all days.
  for (std::size_t i = 0; i < lanes && !weighted; ++i) logs += product.logarithm(i);
  return logs;
}

// Some days of a stratum, walked through from the last to the first, and what each has.
struct Days {
  const double*
      sums;  // of the last day's deaths; those who leave after it follow, the day before it is two cells before
  std::size_t count, stride;
  const double *hazard, *hazard_of_deaths, *share;  // of the last day, the others before it
};

// Adds what the days have of means, and to `left` their rows. A day's terms have the outer products aa * a a' + ab * (a b' +
// b a') + bb * b b', a of those who stay and b of those who die: the squares of two vectors, a + ab/aa * b with weight aa, and
// b with weight bb - ab^2/aa. Shape: left[stride], means[stride], vectors[2 * count * stride] or nothing
REPERE_HOT_LOOP void walk_days(const Days& days, double* left_of_all, double* means_of_all, double* vectors) {
  const std::size_t stride = days.stride;
  for (std::size_t k = 0; k < stride; k += lanes) {
    Lanes left = load(left_of_all + k), means = load(means_of_all + k);
    const double* sums = days.sums + k;
    double* out = vectors + k;
    for (std::size_t i = 0; i < days.count; ++i, sums -= 2 * stride) {
      const Lanes deaths = load(sums);
      const std::ptrdiff_t e = -static_cast<std::ptrdiff_t>(i);
      left += load(sums + stride);
      means += days.hazard[e] * left + days.hazard_of_deaths[e] * deaths;
      if (vectors != nullptr) {
        store(out, left + days.share[e] * deaths);
        store(out + stride, deaths);
        out += 2 * stride;
      }
      left += deaths;
    }
    store(left_of_all + k, left);
    store(means_of_all + k, means);
  }
}

REPERE_HOT_LOOP double product(const double* x, const double* y, std::size_t stride) {
  Lanes sum{};
  for (std::size_t k = 0; k < stride; k += lanes) sum += load(x + k) * load(y + k);
  return sum_of(sum);
}

}  // namespace

CoxDays::CoxDays(const CoxDayOrder& order, std::span<const double> weight, Ties ties)
    : order_(order), weighted_(!weight.empty() || ties != Ties::efron), expected_(order.cells()) {
  const std::size_t events = order.events();
  terms_ = order.events_of_day();
  weight_.assign(events, 1);
  if (weighted_) weigh_deaths(weight, ties);
  // Days that are not there have one term of weight 0 and a denominator of 1.
  const std::size_t whole = (events + lanes - 1) / lanes * lanes;
  weight_.resize(whole, 0);
  terms_.resize(whole, 1);
  risk_left_.assign(whole, 1);
  risk_of_deaths_.assign(whole, 0);
  for (auto* sums : {&hazard_, &hazard_of_deaths_, &left_left_, &left_deaths_, &deaths_deaths_})
    sums->resize(whole);
}

void CoxDays::weigh_deaths(std::span<const double> weight, Ties ties) {
  std::vector<double> of_cell(order_.cells());
  for (std::size_t row = 0; row < weight.size(); ++row) of_cell[order_.cell_of_row()[row]] += weight[row];
  for (const Stratum& stratum : order_.strata())
    for (std::size_t e = stratum.first_event; e < stratum.end_event; ++e) {
      const double all = weight.empty() ? terms_[e] : of_cell[stratum.cell_of_deaths(e)];
      if (ties != Ties::efron) terms_[e] = 1;
      weight_[e] = all / terms_[e];
    }
}

bool CoxDays::take_risks(std::span<const double> sums, std::size_t stride) {
  bool positive = true;
  for (const Stratum& stratum : order_.strata()) {
    double left = 0;
    for (std::size_t e = stratum.end_event; e-- > stratum.first_event;) {
      const double* deaths = &sums[stratum.cell_of_deaths(e) * stride];
      left += deaths[stride];
      risk_left_[e] = left;
      risk_of_deaths_[e] = deaths[0];
      left += deaths[0];
      // What has no exponent of its own has no logarithm here.
      positive = positive && deaths[0] >= std::numeric_limits<double>::min() * terms_[e];
    }
  }
  return positive;
}

bool CoxDays::walk_back(std::span<const double> sums, std::size_t p, std::size_t stride, bool with_squares) {
  const bool positive = take_risks(sums, stride);
  sum_terms();
  spread_hazards();
  sum_means(sums, p, stride, with_squares);
  return positive && std::isfinite(log_denominators_);
}

void CoxDays::spread_risks(std::span<const double> sums, std::size_t stride) {
  take_risks(sums, stride);
  sum_terms();
  spread_hazards();
}

void CoxDays::foresee(std::span<const double> sums, std::span<const double> step) {
  const std::size_t stride = step.size();
  std::vector<double> growth_left(risk_left_.size()), growth_of_deaths(risk_left_.size());
  for (const Stratum& stratum : order_.strata()) {
    double left = 0, moved = 0;
    for (std::size_t e = stratum.end_event; e-- > stratum.first_event;) {
      const double* deaths = &sums[stratum.cell_of_deaths(e) * stride];
      left += deaths[stride];
      moved += product(deaths + stride, step.data(), stride);
      const double of_deaths = product(deaths, step.data(), stride);
      risk_left_[e] = left;
      risk_of_deaths_[e] = deaths[0];
      growth_left[e] = left > 0 ? moved / left : 0;
      growth_of_deaths[e] = deaths[0] > 0 ? of_deaths / deaths[0] : 0;
      left += deaths[0];
      moved += of_deaths;
    }
  }
  exponentials(growth_left);
  exponentials(growth_of_deaths);
  for (std::size_t e = 0; e < risk_left_.size(); ++e) {
    risk_left_[e] *= growth_left[e];
    risk_of_deaths_[e] *= growth_of_deaths[e];
  }
  sum_terms();
  spread_hazards();
}

double CoxDays::expected_of_all(std::span<const double> sums, std::size_t stride,
                                std::span<const double> by_cell) {
  double sum = 0;
  for (std::size_t cell = 0; cell < by_cell.size(); ++cell) sum += sums[cell * stride] * by_cell[cell];
  return sum;
}

double CoxDays::weight_of_events() const {
  double sum = 0;
  for (std::size_t e = 0; e < order_.events(); ++e) sum += terms_[e] * weight_[e];
  return sum;
}

void CoxDays::sum_terms() {
  log_denominators_ = sum_all_terms(terms_.data(), weight_.data(), risk_left_.data(), risk_of_deaths_.data(),
                                    terms_.size(), weighted_, hazard_.data(), hazard_of_deaths_.data(),
                                    left_left_.data(), left_deaths_.data(), deaths_deaths_.data());
}

// Forward: a row is expected to have the hazards of the days at which it was at risk, of its own the share of those who
// die.
void CoxDays::spread_hazards() {
  for (const Stratum& stratum : order_.strata()) {
    double sum = 0;
    expected_[stratum.first_cell()] = 0;
    for (std::size_t e = stratum.first_event; e < stratum.end_event; ++e) {
      const std::size_t cell = stratum.cell_of_deaths(e);
      expected_[cell] = sum + hazard_of_deaths_[e];
      sum += hazard_[e];
      expected_[cell + 1] = sum;
    }
  }
}

void CoxDays::sum_means(std::span<const double> sums, std::size_t p, std::size_t stride, bool with_squares) {
  constexpr std::size_t block = ColumnGram::block_rows;
  ColumnGram gram(p);
  LargeArray<double> left(stride, 0.0), means(stride, 0.0), vectors(block * stride), columns(block * stride),
      weight(block), share(terms_.size());
  for (std::size_t e = 0; e < share.size(); ++e) share[e] = left_deaths_[e] / left_left_[e];
  for (const Stratum& stratum : order_.strata()) {
    std::fill(left.begin(), left.end(), 0.0);
    for (std::size_t end = stratum.end_event; end > stratum.first_event;) {
      const std::size_t count = std::min(block / 2, end - stratum.first_event), last = end - 1;
      const Days days{&sums[stratum.cell_of_deaths(last) * stride],
                      count,
                      stride,
                      &hazard_[last],
                      &hazard_of_deaths_[last],
                      &share[last]};
      walk_days(days, left.data(), means.data(), with_squares ? vectors.data() : nullptr);
      end -= count;
      if (!with_squares) continue;
      std::fill(weight.begin(), weight.end(), 0.0);
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t e = last - i;
        weight[2 * i] = left_left_[e];
        weight[2 * i + 1] = terms_[e] > 1 ? std::max(0.0, deaths_deaths_[e] - share[e] * left_deaths_[e]) : 0;
      }
      turn_into_columns(vectors.data(), stride, stride, 2 * count, columns.data());
      gram.add(&columns[block], weight.data(), 2 * count);
    }
  }
  means_.assign(means.begin() + 1, means.begin() + 1 + static_cast<std::ptrdiff_t>(p));
  if (with_squares) squares_ = gram.products();
}

std::vector<double> CoxDays::sum_of_deaths(std::span<const double> sums, std::size_t p,
                                           std::size_t stride) const {
  std::vector<double> result(p);
  for (const Stratum& stratum : order_.strata())
    for (std::size_t e = stratum.first_event; e < stratum.end_event; ++e)
      for (std::size_t j = 0; j < p; ++j) result[j] += sums[stratum.cell_of_deaths(e) * stride + 1 + j];
  return result;
}

}  // namespace repere::statistics
