#include "statistics/cox_days.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/cox_day_rows.hpp"
#include "statistics/exponential.hpp"
#include "statistics/lanes.hpp"
#include "statistics/parallel.hpp"
#include "statistics/row_runs.hpp"

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

// A day's part of means and squares. Its terms' outer products are aa * a a' + ab * (a b' + b a') + bb * b b', a of those who
// stay and b of those who die: the squares of two vectors, a + ab/aa * b with weight aa, and b with weight bb - ab^2/aa.
REPERE_HOT_LOOP void add_day(const double* a, const double* b, std::size_t stride, double of_a, double of_b,
                             double share, double* means, double* vector) {
  for (std::size_t k = 0; k < stride; k += lanes) {
    const Lanes left = load(a + k), deaths = load(b + k);
    add_to(means + k, of_a * left + of_b * deaths);
    store(vector + k, left + share * deaths);
  }
}

REPERE_HOT_LOOP double product(const double* x, const double* y, std::size_t stride) {
  Lanes sum{};
  for (std::size_t k = 0; k < stride; k += lanes) sum += load(x + k) * load(y + k);
  return sum_of(sum);
}

REPERE_HOT_LOOP void add_vector(const double* x, std::size_t stride, double* out) {
  for (std::size_t k = 0; k < stride; k += lanes) add_to(out + k, load(x + k));
}

// Collects vectors of (1, x), and adds the weighted squares of their x block by block.
class VectorSquares {
 public:
  VectorSquares(std::size_t p, std::size_t stride)
      : stride_(stride), grams_(p, 1), rows_(RowGrams::block * stride) {}
  // Where the next vector is to be written; it counts once push() was called.
  double* next() { return &rows_[count_ * stride_]; }
  void push(double weight) {
    grams_.weight(0)[count_] = weight;
    if (++count_ == RowGrams::block) add_block();
  }
  Matrix finish() {
    add_block();
    return grams_.products(0);
  }

 private:
  void add_block() {
    grams_.add(rows_.data() + 1, stride_, count_);
    count_ = 0;
  }

  std::size_t stride_;
  RowGrams grams_;
  LargeArray<double> rows_;
  std::size_t count_ = 0;
};

}  // namespace

bool CoxDays::suits(const FollowUp& data, const TimeAxis& axis, const Codes& strata) {
  const std::uint64_t cells = 2ULL * axis.ticks() * std::max(1U, strata.count);
  return data.entry.empty() && data.rows() >= 8192 && 2 * cells <= data.rows();
}

CoxDays::CoxDays(const FollowUp& data, const TimeAxis& axis, const Codes& strata, Ties ties, unsigned threads)
    : weighted_(!data.weight.empty()) {
  const std::uint32_t count = std::max(1U, strata.count);
  const auto rows_of_tick = count_rows(data, axis, strata, threads);
  std::vector<std::uint32_t> cell_of_tick(rows_of_tick.size());
  number_events(rows_of_tick, axis.ticks(), count, cell_of_tick);
  const auto pieces = row_pieces(data.rows());
  in_parallel(threads, pieces.size(), [&](std::size_t piece) {
    const std::size_t end = std::min(pieces[piece].end, data.rows());
    for (std::size_t row = pieces[piece].first; row < end; ++row) cell_[row] = cell_of_tick[cell_[row]];
  });
  rows_of_cell_.resize(cells());
  for (std::size_t place = 0; place < rows_of_tick.size(); ++place)
    rows_of_cell_[cell_of_tick[place]] += rows_of_tick[place];
  if (weighted_)
    weigh_deaths(data, ties);
  else if (ties != Ties::efron) {
    weight_ = terms_;
    std::fill(terms_.begin(), terms_.end(), 1.0);
    weighted_ = true;
  }
  expected_.resize(cells());
}

// By stratum, tick and event; each row's place among these is left in cell_.
std::vector<std::uint32_t> CoxDays::count_rows(const FollowUp& data, const TimeAxis& axis,
                                               const Codes& strata, unsigned threads) {
  const auto pieces = row_pieces(data.rows());
  cell_.resize(pieces.back().end);
  std::fill(cell_.begin() + static_cast<std::ptrdiff_t>(data.rows()), cell_.end(), 0U);
  const std::uint32_t ticks = axis.ticks();
  const auto exit = axis.exit();
  std::vector<std::vector<std::uint32_t>> counts(pieces.size());
  in_parallel(threads, pieces.size(), [&](std::size_t piece) {
    auto& count = counts[piece];
    count.assign(std::size_t{2} * ticks * std::max(1U, strata.count), 0);
    const std::size_t end = std::min(pieces[piece].end, data.rows());
    for (std::size_t row = pieces[piece].first; row < end; ++row) {
      const std::uint32_t day = strata.code.empty() ? exit[row] : strata.code[row] * ticks + exit[row];
      const std::uint32_t place = 2 * day + 1 - data.event[row];
      cell_[row] = place;
      ++count[place];
    }
  });
  for (std::size_t i = 1; i < counts.size(); ++i)
    for (std::size_t k = 0; k < counts[0].size(); ++k) counts[0][k] += counts[i][k];
  return std::move(counts[0]);
}

void CoxDays::number_events(const std::vector<std::uint32_t>& rows_of_tick, std::uint32_t ticks,
                            std::uint32_t strata, std::vector<std::uint32_t>& cell_of_tick) {
  for (std::uint32_t s = 0; s < strata; ++s) {
    const std::size_t first = events_;
    auto cell = static_cast<std::uint32_t>(2 * events_ + s);
    for (std::size_t place = std::size_t{2} * s * ticks; place < std::size_t{2} * (s + 1) * ticks;
         place += 2) {
      if (rows_of_tick[place] > 0) {
        ++events_;
        terms_.push_back(rows_of_tick[place]);
        cell_of_tick[place] = cell + 1;
        cell += 2;
      }
      cell_of_tick[place + 1] = cell;
    }
    strata_.push_back({first, events_, s});
  }
  // Days that are not there have one term of weight 0 and a denominator of 1.
  const std::size_t whole = (events_ + lanes - 1) / lanes * lanes;
  weight_.assign(events_, 1);
  weight_.resize(whole, 0);
  terms_.resize(whole, 1);
  risk_left_.assign(whole, 1);
  risk_of_deaths_.assign(whole, 0);
  for (auto* sums : {&hazard_, &hazard_of_deaths_, &left_left_, &left_deaths_, &deaths_deaths_})
    sums->resize(whole);
}

void CoxDays::weigh_deaths(const FollowUp& data, Ties ties) {
  std::vector<double> of_cell(cells());
  for (std::size_t row = 0; row < data.rows(); ++row) of_cell[cell_[row]] += data.weight[row];
  for (const Stratum& stratum : strata_)
    for (std::size_t e = stratum.first_event; e < stratum.end_event; ++e) {
      if (ties != Ties::efron) terms_[e] = 1;
      weight_[e] = of_cell[cell_of_deaths(stratum, e)] / terms_[e];
    }
}

bool CoxDays::take_risks(std::span<const double> sums, std::size_t stride) {
  bool positive = true;
  for (const Stratum& stratum : strata_) {
    double left = 0;
    for (std::size_t e = stratum.end_event; e-- > stratum.first_event;) {
      const double* deaths = &sums[cell_of_deaths(stratum, e) * stride];
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
  for (const Stratum& stratum : strata_) {
    double left = 0, moved = 0;
    for (std::size_t e = stratum.end_event; e-- > stratum.first_event;) {
      const double* deaths = &sums[cell_of_deaths(stratum, e) * stride];
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
  for (std::size_t e = 0; e < events_; ++e) sum += terms_[e] * weight_[e];
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
  for (const Stratum& stratum : strata_) {
    double sum = 0;
    expected_[stratum.first_cell()] = 0;
    for (std::size_t e = stratum.first_event; e < stratum.end_event; ++e) {
      const std::size_t cell = cell_of_deaths(stratum, e);
      expected_[cell] = sum + hazard_of_deaths_[e];
      sum += hazard_[e];
      expected_[cell + 1] = sum;
    }
  }
}

void CoxDays::sum_means(std::span<const double> sums, std::size_t p, std::size_t stride, bool with_squares) {
  VectorSquares squares(p, stride);
  LargeArray<double> left(stride, 0.0), means(stride, 0.0);
  for (const Stratum& stratum : strata_) {
    std::fill(left.begin(), left.end(), 0.0);
    for (std::size_t e = stratum.end_event; e-- > stratum.first_event;) {
      const double* deaths = &sums[cell_of_deaths(stratum, e) * stride];
      add_vector(deaths + stride, stride, left.data());
      const double share = left_deaths_[e] / left_left_[e];
      add_day(left.data(), deaths, stride, hazard_[e], hazard_of_deaths_[e], share, means.data(),
              squares.next());
      if (with_squares) {
        squares.push(left_left_[e]);
        if (terms_[e] > 1) {
          std::copy_n(deaths, stride, squares.next());
          squares.push(std::max(0.0, deaths_deaths_[e] - share * left_deaths_[e]));
        }
      }
      add_vector(deaths, stride, left.data());
    }
  }
  means_.assign(means.begin() + 1, means.begin() + 1 + static_cast<std::ptrdiff_t>(p));
  if (with_squares) squares_ = squares.finish();
}

std::vector<double> CoxDays::sum_of_deaths(std::span<const double> sums, std::size_t p,
                                           std::size_t stride) const {
  std::vector<double> result(p);
  for (const Stratum& stratum : strata_)
    for (std::size_t e = stratum.first_event; e < stratum.end_event; ++e)
      for (std::size_t j = 0; j < p; ++j) result[j] += sums[cell_of_deaths(stratum, e) * stride + 1 + j];
  return result;
}

}  // namespace repere::statistics
