#include "statistics/cox_days.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/cox_event_sums.hpp"
#include "statistics/exponential.hpp"
#include "statistics/lanes.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8;

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
    : order_(order), expected_(order.cells()) {
  std::vector<double> terms = order.events_of_day(), of_term(terms.size(), 1);
  if (!weight.empty() || ties != Ties::efron) weigh_deaths(weight, ties, terms, of_term);
  terms_ = CoxDayTerms(std::move(terms), std::move(of_term));
  risk_left_.assign(terms_.days(), 1);
  risk_of_deaths_.assign(terms_.days(), 0);
}

void CoxDays::weigh_deaths(std::span<const double> weight, Ties ties, std::vector<double>& terms,
                           std::vector<double>& of_term) const {
  std::vector<double> of_cell(order_.cells());
  for (std::size_t row = 0; row < weight.size(); ++row) of_cell[order_.cell_of_row()[row]] += weight[row];
  for (const Stratum& stratum : order_.strata())
    for (std::size_t e = stratum.first_event; e < stratum.end_event; ++e) {
      const double all = weight.empty() ? terms[e] : of_cell[stratum.cell_of_deaths(e)];
      if (ties != Ties::efron) terms[e] = 1;
      of_term[e] = all / terms[e];
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
      positive = positive && has_squares(left) &&
                 deaths[0] >= std::numeric_limits<double>::min() * terms_.terms()[e];
    }
  }
  return positive;
}

bool CoxDays::walk_back(std::span<const double> sums, std::size_t p, std::size_t stride, bool with_squares) {
  const bool positive = take_risks(sums, stride);
  terms_.sum_up(risk_left_, risk_of_deaths_);
  spread_hazards();
  sum_means(sums, p, stride, with_squares);
  return positive && std::isfinite(log_denominators());
}

void CoxDays::spread_risks(std::span<const double> sums, std::size_t stride) {
  take_risks(sums, stride);
  terms_.sum_up(risk_left_, risk_of_deaths_);
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
  terms_.sum_up(risk_left_, risk_of_deaths_);
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
  for (std::size_t e = 0; e < terms_.days(); ++e) sum += terms_.terms()[e] * terms_.weight()[e];
  return sum;
}

// Forward: a row is expected to have the hazards of the days at which it was at risk, of its own the share of those who
// die.
void CoxDays::spread_hazards() {
  const double *hazard = terms_.hazard().data(), *of_deaths = terms_.hazard_of_deaths().data();
  for (const Stratum& stratum : order_.strata()) {
    double sum = 0;
    expected_[stratum.first_cell()] = 0;
    for (std::size_t e = stratum.first_event; e < stratum.end_event; ++e) {
      const std::size_t cell = stratum.cell_of_deaths(e);
      expected_[cell] = sum + of_deaths[e];
      sum += hazard[e];
      expected_[cell + 1] = sum;
    }
  }
}

void CoxDays::sum_means(std::span<const double> sums, std::size_t p, std::size_t stride, bool with_squares) {
  constexpr std::size_t block = ColumnGram::block_rows;
  ColumnGram gram(p);
  LargeArray<double> left(stride, 0.0), means(stride, 0.0), vectors(block * stride), columns(block * stride),
      weight(block), share(terms_.days());
  const auto &left_left = terms_.left_left(), &left_deaths = terms_.left_deaths();
  for (std::size_t e = 0; e < share.size(); ++e) share[e] = left_deaths[e] / left_left[e];
  for (const Stratum& stratum : order_.strata()) {
    std::fill(left.begin(), left.end(), 0.0);
    for (std::size_t end = stratum.end_event; end > stratum.first_event;) {
      const std::size_t count = std::min(block / 2, end - stratum.first_event), last = end - 1;
      const Days days{&sums[stratum.cell_of_deaths(last) * stride],
                      count,
                      stride,
                      &terms_.hazard()[last],
                      &terms_.hazard_of_deaths()[last],
                      &share[last]};
      walk_days(days, left.data(), means.data(), with_squares ? vectors.data() : nullptr);
      end -= count;
      if (!with_squares) continue;
      std::fill(weight.begin(), weight.end(), 0.0);
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t e = last - i;
        weight[2 * i] = left_left[e];
        weight[2 * i + 1] =
            terms_.terms()[e] > 1 ? std::max(0.0, terms_.deaths_deaths()[e] - share[e] * left_deaths[e]) : 0;
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
