#include "statistics/cox_ridge.hpp"

namespace repere::statistics {
namespace {

// Of the column as the rows hold it.
double variance_of(const CoxRows& rows, std::size_t column) {
  const auto n = static_cast<double>(rows.rows());
  if (rows.rows() < 2) return 0;
  double mean = 0, squares = 0;
  for (std::size_t i = 0; i < rows.rows(); ++i) mean += rows.row(i)[column] / n;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const double distance = rows.row(i)[column] - mean;
    squares += distance * distance;
  }
  return squares / (n - 1);
}

}  // namespace

// A coefficient on the scale of the rows is the true one over `scale`, and so is the column's deviation times
// it: their product is the same on both.
CoxRidge::CoxRidge(CoxObjective& likelihood, const CoxRows& rows, const Ridge& ridge)
    : likelihood_(likelihood) {
  for (std::size_t j = 0; j < rows.covariates; ++j)
    penalty_.push_back(ridge.theta *
                       (ridge.standardised ? variance_of(rows, j) : rows.scale[j] * rows.scale[j]));
}

bool CoxRidge::evaluate(std::span<const double> coefficient) {
  const bool evaluated = likelihood_.evaluate(coefficient);
  loglik_ = likelihood_.loglik();
  score_ = likelihood_.score();
  information_ = likelihood_.information();
  for (std::size_t j = 0; j < penalty_.size(); ++j) {
    loglik_ -= penalty_[j] / 2 * coefficient[j] * coefficient[j];
    score_[j] -= penalty_[j] * coefficient[j];
    information_(j, j) += penalty_[j];
  }
  return evaluated;
}

double CoxRidge::effective_parameters(const Matrix& covariance) const {
  const Matrix& without = likelihood_.information();
  double trace = 0;
  for (std::size_t j = 0; j < penalty_.size(); ++j)
    for (std::size_t k = 0; k < penalty_.size(); ++k) trace += without(j, k) * covariance(k, j);
  return trace;
}

}  // namespace repere::statistics
