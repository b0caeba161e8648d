#include "statistics/fine_gray.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/cox_newton.hpp"
#include "statistics/cox_warnings.hpp"
#include "statistics/fine_gray_likelihood.hpp"
#include "statistics/fine_gray_robust.hpp"
#include "statistics/fine_gray_variance.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Result<void> check_model(const CompetingRisks& data, const FineGrayModel& model) {
  if (auto good = check(data); !good) return good;
  if (auto good = check(model.censoring, data.rows(), "censoring groups"); !good) return good;
  if (model.cause < 1 || model.cause > data.causes)
    return fail(ErrorKind::incorrect, "the cause to model is not one of the causes");
  return {};
}

void warn_of_empty_columns(FineGrayFit& fit, const CoxRows& rows, const FineGrayModel& model,
                           const CoxMaximum& maximum) {
  for (std::size_t j = 0; j < rows.covariates; ++j) {
    if (maximum.has_pivot[j]) continue;
    fit.without_coefficient.push_back(j);
    fit.warnings.push_back(why_no_coefficient(rows, j, model.covariates[j].name));
  }
}

void warn_of_infinite_coefficients(FineGrayFit& fit, const CoxRows& rows, const FineGrayModel& model,
                                   const CoxMaximum& maximum) {
  for (std::size_t j = 0; j < rows.covariates; ++j) {
    if (!may_be_infinite(rows, maximum, j)) continue;
    fit.perhaps_infinite.push_back(j);
    fit.warnings.push_back(
        model.covariates[j].name +
        ": the likelihood converged before its coefficient, which may be infinite (separation: one "
        "side of it has no event of the cause); do not use its estimate, error or test");
  }
}

void warn(FineGrayFit& fit, const CoxRows& rows, const FineGrayModel& model, const CoxMaximum& maximum) {
  warn_of_empty_columns(fit, rows, model, maximum);
  if (!maximum.converged) fit.warnings.push_back(no_maximum_found(maximum));
  if (maximum.rising || !maximum.converged) warn_of_infinite_coefficients(fit, rows, model, maximum);
}

// a b a, of symmetric matrices.
Matrix sandwich(const Matrix& a, const Matrix& b) {
  const std::size_t p = a.size();
  Matrix half(p), result(p);
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t j = 0; j < p; ++j)
      for (std::size_t k = 0; k < p; ++k) half(i, j) += a(i, k) * b(k, j);
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t j = i; j < p; ++j)
      for (std::size_t k = 0; k < p; ++k) result(i, j) += half(i, k) * a(k, j);
  result.mirror_upper();
  return result;
}

Matrix back_on_scale(Matrix matrix, const CoxRows& rows) {
  for (std::size_t i = 0; i < rows.covariates; ++i)
    for (std::size_t j = 0; j < rows.covariates; ++j) matrix(i, j) *= rows.scale[i] * rows.scale[j];
  return matrix;
}

void fill_estimates(FineGrayFit& fit, const CoxRows& rows, const CoxMaximum& maximum, const Matrix& squares) {
  fit.inverse_information = back_on_scale(maximum.covariance, rows);
  fit.covariance = back_on_scale(sandwich(maximum.covariance, squares), rows);
  for (std::size_t j = 0; j < rows.covariates; ++j) {
    const bool known = maximum.has_pivot[j] != 0;
    fit.coefficient.push_back(known ? maximum.coefficient[j] * rows.scale[j] : nan);
    fit.std_error.push_back(known ? std::sqrt(fit.covariance(j, j)) : nan);
  }
}

// All coefficients 0, by the covariance of the sandwich.
void fill_wald(FineGrayFit& fit, const CoxMaximum& maximum) {
  std::vector<double> known = fit.coefficient;
  for (std::size_t j = 0; j < known.size(); ++j)
    if (!maximum.has_pivot[j]) known[j] = 0;
  const Factors factors(fit.covariance, std::pow(std::numeric_limits<double>::epsilon(), 0.75));
  fit.wald = chi_squared_test(dot(known, factors.solve(known)), static_cast<int>(factors.rank()));
}

// From the hazard at the covariates' means to that where they are 0.
void fill_baseline(FineGrayFit& fit, const CoxRows& rows, const FineGrayLikelihood& likelihood,
                   const TimeAxis& axis) {
  double at_means = 0;
  for (std::size_t j = 0; j < rows.covariates; ++j)
    if (!std::isnan(fit.coefficient[j])) at_means += fit.coefficient[j] * rows.mean[j];
  for (std::size_t b = 0; b < rows.sets.blocks.size(); ++b) {
    fit.time.push_back(axis.value(rows.sets.blocks[b].tick));
    fit.baseline_jump.push_back(likelihood.hazard()[b] * std::exp(-at_means));
  }
}

FineGrayFit without_events(FineGrayFit fit, std::size_t p) {
  fit.coefficient.assign(p, nan);
  fit.std_error.assign(p, nan);
  fit.covariance = fit.inverse_information = Matrix(p);
  fit.wald = {0, 0, 1};
  for (std::size_t j = 0; j < p; ++j) fit.without_coefficient.push_back(j);
  fit.warnings.emplace_back("there is no event of the cause: nothing can be estimated");
  return fit;
}

Result<CensoringWeights> weights_of(const CompetingRisks& data, const TimeAxis& axis, const RiskSets& sets,
                                    const FineGrayModel& model) {
  if (data.entry.empty() && data.weight.empty())
    return censoring_weights(data, axis, sets, model.cause, model.censoring);
  return censoring_and_entry_weights(data, axis, sets, model.cause, model.censoring);
}

}  // namespace

Result<FineGrayFit> fit_fine_gray(const CompetingRisks& data, const FineGrayModel& model,
                                  const FineGrayOptions& options) {
  if (auto good = check_model(data, model); !good) return tl::unexpected(good.error());
  FineGrayFit fit;
  fit.rows = data.rows();
  std::vector<std::uint8_t> event(fit.rows);
  for (std::size_t row = 0; row < fit.rows; ++row) {
    event[row] = data.cause[row] == model.cause;
    fit.events += event[row];
    fit.competing += data.cause[row] != 0 && event[row] == 0;
  }
  const FollowUp follow_up = as_follow_up(data, event);
  const auto rows = cox_rows(follow_up, {model.covariates, {}, {}});
  if (!rows) return tl::unexpected(rows.error());
  if (fit.events == 0) return without_events(std::move(fit), rows->covariates);
  const auto axis = TimeAxis::of(follow_up);
  if (!axis) return tl::unexpected(axis.error());

  fit.censoring_known = !data.entry.empty() || !data.weight.empty();
  const auto weights = weights_of(data, *axis, rows->sets, model);
  if (!weights) return tl::unexpected(weights.error());
  FineGrayLikelihood likelihood(*rows, *weights);
  CoxOptions how;
  how.max_iterations = options.max_iterations;
  const CoxMaximum maximum = maximise(likelihood, *rows, how);
  fit.loglik_null = maximum.loglik_null;
  fit.loglik = maximum.loglik;
  fit.iterations = maximum.iterations;
  fit.converged = maximum.converged;
  const auto squares = fit.censoring_known ? fine_gray_robust_squares : fine_gray_score_squares;
  fill_estimates(fit, *rows, maximum, squares(*rows, *weights, likelihood));
  fill_wald(fit, maximum);
  fill_baseline(fit, *rows, likelihood, *axis);
  warn(fit, *rows, model, maximum);
  return fit;
}

std::vector<double> predicted_incidence(const FineGrayFit& fit, std::span<const double> values) {
  double predictor = 0;
  for (std::size_t j = 0; j < values.size(); ++j)
    if (!std::isnan(fit.coefficient[j])) predictor += fit.coefficient[j] * values[j];
  const double ratio = std::exp(predictor);
  std::vector<double> result;
  double hazard = 0;
  for (const double jump : fit.baseline_jump) {
    hazard += jump;
    result.push_back(-std::expm1(-hazard * ratio));
  }
  return result;
}

}  // namespace repere::statistics
