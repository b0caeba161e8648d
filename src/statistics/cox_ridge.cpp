#include "statistics/cox_ridge.hpp"

namespace repere::statistics {
namespace {

// On the scale of the rows.
double variance_of(std::span<const double> values, double mean_of_rows, double scale) {
  const auto n = static_cast<double>(values.size());
  if (values.size() < 2) return 0;
  // About the rows' own mean, which may be a weighted one.
  double mean = 0, squares = 0;
  for (const double value : values) mean += (value - mean_of_rows) * scale / n;
  for (const double value : values) {
    const double distance = (value - mean_of_rows) * scale - mean;
    squares += distance * distance;
  }
  return squares / (n - 1);
}

}  // namespace

// A coefficient on the scale of the rows is the true one over `scale`, and so is the column's deviation times
// it: their product is the same on both.
CoxRidge::CoxRidge(CoxObjective& likelihood, const CoxModel& model, const CoxRows& rows, const Ridge& ridge)
    : likelihood_(likelihood) {
  for (std::size_t j = 0; j < rows.covariates; ++j)
    penalty_.push_back(ridge.theta * (ridge.standardised ? variance_of(model.covariates[j].values,
                                                                       rows.mean[j], rows.scale[j])
                                                         : rows.scale[j] * rows.scale[j]));
}

void CoxRidge::add_penalty(std::span<const double> coefficient) {
  loglik_ = likelihood_.loglik();
  score_ = likelihood_.score();
  for (std::size_t j = 0; j < penalty_.size(); ++j) {
    loglik_ -= penalty_[j] / 2 * coefficient[j] * coefficient[j];
    score_[j] -= penalty_[j] * coefficient[j];
  }
}

bool CoxRidge::evaluate_score(std::span<const double> coefficient) {
  const bool evaluated = likelihood_.evaluate_score(coefficient);
  if (evaluated) add_penalty(coefficient);
  return evaluated;
}

bool CoxRidge::evaluate(std::span<const double> coefficient) {
  const bool evaluated = likelihood_.evaluate(coefficient);
  add_penalty(coefficient);
  take_information();
  return evaluated;
}

bool CoxRidge::refine() {
  const bool refined = likelihood_.refine();
  take_information();
  return refined;
}

void CoxRidge::take_information() {
  information_ = likelihood_.information();
  for (std::size_t j = 0; j < penalty_.size(); ++j) information_(j, j) += penalty_[j];
}

double CoxRidge::effective_parameters(const Matrix& covariance) const {
  const Matrix& without = likelihood_.information();
  double trace = 0;
  for (std::size_t j = 0; j < penalty_.size(); ++j)
    for (std::size_t k = 0; k < penalty_.size(); ++k) trace += without(j, k) * covariance(k, j);
  return trace;
}

}  // namespace repere::statistics
