#include "statistics/cox_by_day.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace repere::statistics {
namespace {

constexpr double rounding_share = 1e-12;  // less than this share of what was subtracted is rounding

// How far expected events, as foreseen, may be from the true ones: for a step of Newton's method, and for a result.
constexpr double near_enough = 0.05, exact_enough = 1e-12;

// The largest distance, as a share.
double distance(std::span<const double> foreseen, double factor, std::span<const double> expected) {
  double most = 0;
  for (std::size_t cell = 0; cell < expected.size(); ++cell)
    if (expected[cell] > 0) {
      const double away = std::abs(factor * foreseen[cell] / expected[cell] - 1);
      if (!(away <= most)) most = away;
    }
  return most;
}

bool all_zero(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return value == 0; });
}

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

std::unique_ptr<CoxDayRows> rows_of(const DayRowsInput& input, const CoxCodes& codes) {
  return codes.count() > 0 ? coded_rows(input, codes) : dense_rows(input);
}

}  // namespace

CoxByDay::CoxByDay(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame,
                   const CoxCodes& codes, Ties ties, unsigned threads)
    : model_(model),
      frame_(frame),
      data_(data),
      order_(data, axis, model.strata, threads,
             // Coded rows are put in order once and know their cell from then on.
             codes.count() == 0 || !data.weight.empty() || !model.offset.empty()),
      days_(order_, data.weight, ties),
      rows_(rows_of({data, model, frame, order_, threads}, codes)),
      sums_(order_.cells() * rows_->stride()),
      score_(frame.covariates),
      rounding_(frame.covariates) {
  for (std::size_t row = 0; row < model.offset.size(); ++row)
    if (data.event[row])
      offset_of_deaths_ +=
          (data.weight.empty() ? 1 : data.weight[row]) * (model.offset[row] - frame.offset_mean);
}

// At coefficients of 0 each risk is the row's weight.
void CoxByDay::sum_deaths() {
  sum_of_deaths_ = days_.sum_of_deaths(sums_, rows_->covariates(), rows_->stride());
}

bool CoxByDay::sum_up(std::span<const double> coefficient, bool with_squares,
                      std::span<const double> expected) {
  const bool at_zero = all_zero(coefficient);
  if (sum_of_deaths_.empty() && !(at_zero && model_.offset.empty())) {
    rows_->set_weights_only();
    rows_->sum_up(sums_, {});
    sum_deaths();
  }
  rows_->set(coefficient);
  of_rows_ = rows_->sum_up(sums_, expected);
  if (sum_of_deaths_.empty()) sum_deaths();
  const bool walked = days_.walk_back(sums_, rows_->covariates(), rows_->stride(), with_squares);
  loglik_ = offset_of_deaths_ - days_.log_denominators();
  for (std::size_t k = 0; k < score_.size(); ++k) {
    const std::size_t j = rows_->columns()[k];
    loglik_ += coefficient[j] * sum_of_deaths_[k];
    score_[j] = sum_of_deaths_[k] - days_.means()[k];
  }
  const bool good = walked && std::isfinite(loglik_) && all_finite(score_);
  at_.assign(coefficient.begin(), good ? coefficient.end() : coefficient.begin());
  return good;
}

// The risk alone of each cell: without weights and offset its number of rows.
void CoxByDay::sum_risks_at_zero() {
  const std::size_t stride = rows_->stride();
  const bool counted = data_.weight.empty() && model_.offset.empty();
  for (std::size_t cell = 0; cell < order_.cells(); ++cell)
    sums_[cell * stride] = counted ? order_.rows_of_cell(cell) : 0;
  for (std::size_t row = 0; row < data_.rows() && !counted; ++row)
    sums_[order_.cell_of_row()[row] * stride] +=
        (data_.weight.empty() ? 1 : data_.weight[row]) *
        (model_.offset.empty() ? 1 : std::exp(model_.offset[row] - frame_.offset_mean));
}

// Before a row is read.
bool CoxByDay::foresee(std::span<const double> coefficient) {
  if (!rows_->together_is_cheaper()) return false;
  if (all_zero(coefficient)) {
    sum_risks_at_zero();
    days_.spread_risks(sums_, rows_->stride());
    return true;
  }
  if (at_.empty() || always_exact_) return false;
  std::vector<double> step(rows_->stride());
  for (std::size_t k = 0; k < score_.size(); ++k) {
    const std::size_t j = rows_->columns()[k];
    step[1 + k] = coefficient[j] - at_[j];
  }
  days_.foresee(sums_, step);
  return true;
}

bool CoxByDay::evaluate_score(std::span<const double> coefficient) { return sum_up(coefficient, false, {}); }

bool CoxByDay::evaluate(std::span<const double> coefficient) {
  std::vector<double> foreseen;
  if (foresee(coefficient)) foreseen = days_.expected();
  const bool good = sum_up(coefficient, true, foreseen);
  double factor = 1, away = std::numeric_limits<double>::infinity();
  if (!foreseen.empty()) {
    // What all rows expect is the number of events.
    factor = days_.weight_of_events() / days_.expected_of_all(sums_, rows_->stride(), foreseen);
    away = distance(foreseen, factor, days_.expected());
  }
  exact_ = away <= exact_enough;
  if (!(away <= near_enough)) return sum_squares() && good;
  return take_information(factor) && good;
}

bool CoxByDay::refine() { return exact_ || sum_squares(); }

// Of where the sums were made.
bool CoxByDay::sum_squares() {
  of_rows_ = rows_->squares(days_.expected());
  exact_ = true;
  return take_information(1);
}

bool CoxByDay::take_information(double factor) {
  const std::size_t p = score_.size();
  information_ = Matrix(p);
  // Where all who are at risk together have one value, the two parts are equal and their difference is rounding.
  for (std::size_t k = 0; k < p && exact_; ++k)
    rounding_[k] = std::abs(of_rows_(k, k) - days_.squares()(k, k)) <= rounding_share * days_.squares()(k, k);
  for (std::size_t k = 0; k < p; ++k)
    for (std::size_t l = k; l < p; ++l) {
      const std::size_t i = rows_->columns()[k], j = rows_->columns()[l];
      information_(i, j) = information_(j, i) =
          rounding_[k] || rounding_[l] ? 0 : factor * of_rows_(k, l) - days_.squares()(k, l);
    }
  return all_finite(information_.values());
}

}  // namespace repere::statistics
