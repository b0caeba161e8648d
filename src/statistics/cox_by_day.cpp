#include "statistics/cox_by_day.hpp"

#include <algorithm>
#include <cmath>

namespace repere::statistics {
namespace {

constexpr double rounding_share = 1e-12;  // less than this share of what was subtracted is rounding

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

}  // namespace

CoxByDay::CoxByDay(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame,
                   const CoxCodes& codes, Ties ties, unsigned threads)
    : model_(model),
      days_(data, axis, model.strata, ties, threads),
      rows_(codes.count() ? coded_rows(data, model, frame, codes, days_.cell_of_row(), days_.cells(), threads)
                          : dense_rows(data, model, frame, days_.cell_of_row(), days_.cells(), threads)),
      sums_(days_.cells() * rows_->stride()),
      score_(frame.covariates) {
  for (std::size_t row = 0; row < model.offset.size(); ++row)
    if (data.event[row])
      offset_of_deaths_ +=
          (data.weight.empty() ? 1 : data.weight[row]) * (model.offset[row] - frame.offset_mean);
}

// At coefficients of 0 each risk is the row's weight.
void CoxByDay::sum_deaths() {
  sum_of_deaths_ = days_.sum_of_deaths(sums_, rows_->covariates(), rows_->stride());
}

bool CoxByDay::sum_up(std::span<const double> coefficient, bool with_squares) {
  const bool at_zero = std::all_of(coefficient.begin(), coefficient.end(), [](double b) { return b == 0; });
  if (sum_of_deaths_.empty() && !(at_zero && model_.offset.empty())) {
    rows_->set_weights_only();
    rows_->sum_by_cell(sums_);
    sum_deaths();
  }
  rows_->set(coefficient);
  rows_->sum_by_cell(sums_);
  if (sum_of_deaths_.empty()) sum_deaths();
  const bool walked = days_.walk_back(sums_, rows_->covariates(), rows_->stride(), with_squares);
  loglik_ = offset_of_deaths_ - days_.log_denominators();
  for (std::size_t k = 0; k < score_.size(); ++k) {
    const std::size_t j = rows_->columns()[k];
    loglik_ += coefficient[j] * sum_of_deaths_[k];
    score_[j] = sum_of_deaths_[k] - days_.means()[k];
  }
  return walked && std::isfinite(loglik_) && all_finite(score_);
}

bool CoxByDay::evaluate_score(std::span<const double> coefficient) { return sum_up(coefficient, false); }

bool CoxByDay::evaluate(std::span<const double> coefficient) {
  const bool good = sum_up(coefficient, true);
  const Matrix of_rows = rows_->squares(days_.expected());
  const std::size_t p = score_.size();
  information_ = Matrix(p);
  // Where all who are at risk together have one value, the two parts are equal and their difference is rounding.
  std::vector<std::uint8_t> rounding(p);
  for (std::size_t k = 0; k < p; ++k)
    rounding[k] = std::abs(of_rows(k, k) - days_.squares()(k, k)) <= rounding_share * days_.squares()(k, k);
  for (std::size_t k = 0; k < p; ++k)
    for (std::size_t l = k; l < p; ++l) {
      const std::size_t i = rows_->columns()[k], j = rows_->columns()[l];
      information_(i, j) = information_(j, i) =
          rounding[k] || rounding[l] ? 0 : of_rows(k, l) - days_.squares()(k, l);
    }
  return good && all_finite(information_.values());
}

}  // namespace repere::statistics
