#include "statistics/cox.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/cox_by_day.hpp"
#include "statistics/cox_event_times.hpp"
#include "statistics/cox_exact.hpp"
#include "statistics/cox_firth.hpp"
#include "statistics/cox_profile.hpp"
#include "statistics/cox_ridge.hpp"
#include "statistics/cox_start.hpp"
#include "statistics/cox_warnings.hpp"
#include "statistics/exponential.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void warn_of_empty_columns(CoxFit& fit, const CoxRows& rows, const CoxModel& model,
                           const CoxMaximum& maximum) {
  for (std::size_t j = 0; j < rows.covariates; ++j) {
    if (maximum.has_pivot[j]) continue;
    fit.without_coefficient.push_back(j);
    fit.warnings.push_back(why_no_coefficient(rows, j, model.covariates[j].name));
  }
}

void warn_of_infinite_coefficients(CoxFit& fit, const CoxRows& rows, const CoxModel& model,
                                   const CoxMaximum& maximum) {
  for (std::size_t j = 0; j < rows.covariates; ++j) {
    if (!may_be_infinite(rows, maximum, j)) continue;
    fit.perhaps_infinite.push_back(j);
    fit.warnings.push_back(
        model.covariates[j].name +
        ": the likelihood converged before its coefficient, which may be infinite (separation: "
        "one side of it has no event); do not use its estimate, error or Wald test; the "
        "likelihood ratio test stands");
  }
}

void warn(CoxFit& fit, const CoxRows& rows, const CoxModel& model, const CoxMaximum& maximum) {
  warn_of_empty_columns(fit, rows, model, maximum);
  if (!maximum.converged) fit.warnings.push_back(no_maximum_found(maximum));
  if (maximum.rising || !maximum.converged) warn_of_infinite_coefficients(fit, rows, model, maximum);
}

// Back from the scale on which the rows are held.
void fill_estimates(CoxFit& fit, const CoxRows& rows, const CoxMaximum& maximum) {
  const std::size_t p = rows.covariates;
  fit.covariance = Matrix(p);
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t j = 0; j < p; ++j)
      fit.covariance(i, j) = maximum.covariance(i, j) * rows.scale[i] * rows.scale[j];
  for (std::size_t j = 0; j < p; ++j) {
    const bool known = maximum.has_pivot[j] != 0;
    fit.coefficient.push_back(known ? maximum.coefficient[j] * rows.scale[j] : nan);
    fit.std_error.push_back(known ? std::sqrt(fit.covariance(j, j)) : nan);
  }
}

double quadratic_form(const Matrix& matrix, const std::vector<double>& x) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < x.size(); ++j) sum += x[i] * matrix(i, j) * x[j];
  return sum;
}

void fill_tests(CoxFit& fit, const CoxObjective& likelihood, const CoxMaximum& maximum) {
  const auto df = static_cast<double>(std::count(maximum.has_pivot.begin(), maximum.has_pivot.end(), 1));
  std::vector<double> known = maximum.coefficient;
  for (std::size_t j = 0; j < known.size(); ++j)
    if (!maximum.has_pivot[j]) known[j] = 0;
  fit.likelihood_ratio = chi_squared_test(2 * (fit.loglik - fit.loglik_null), df);
  fit.wald = chi_squared_test(quadratic_form(likelihood.information(), known), df);
  fit.score = chi_squared_test(maximum.score_chi2, df);
}

CoxFit without_events(const CoxRows& rows) {
  CoxFit fit;
  const std::size_t p = rows.covariates;
  fit.rows = rows.rows();
  fit.coefficient.assign(p, nan);
  fit.std_error.assign(p, nan);
  fit.covariance = Matrix(p);
  fit.likelihood_ratio = fit.wald = fit.score = {0, 0, 1};
  for (std::size_t j = 0; j < p; ++j) fit.without_coefficient.push_back(j);
  fit.warnings.push_back("there is no event: nothing can be estimated");
  return fit;
}

// What goes with what.
Result<void> check_options(const FollowUp& data, const CoxOptions& options) {
  const bool exact = options.ties == Ties::exact;
  if (exact && std::any_of(data.weight.begin(), data.weight.end(), [](double weight) { return weight != 1; }))
    return fail(ErrorKind::incorrect, "exact ties take no weights; use ties efron or breslow");
  if (exact && (options.firth || options.ridge))
    return fail(ErrorKind::unsupported, "exact ties take no penalty; use ties efron or breslow");
  if (options.firth && options.ridge)
    return fail(ErrorKind::unsupported, "a ridge penalty and Firth's correction do not go together");
  if (options.ridge && !(options.ridge->theta >= 0 && std::isfinite(options.ridge->theta)))
    return fail(ErrorKind::incorrect, "the ridge penalty's theta is not a number of 0 or more");
  return {};
}

void fill(CoxFit& fit, const CoxRows& rows, const CoxModel& model, const CoxObjective& objective,
          const CoxMaximum& maximum) {
  fit.loglik_null = maximum.loglik_null;
  fit.loglik = maximum.loglik;
  fit.iterations = maximum.iterations;
  fit.converged = maximum.converged;
  fill_estimates(fit, rows, maximum);
  fill_tests(fit, objective, maximum);
  warn(fit, rows, model, maximum);
}

void fit_plain(CoxFit& fit, CoxLikelihood& likelihood, const CoxRows& rows, const CoxModel& model,
               const CoxOptions& options) {
  fill(fit, rows, model, likelihood, maximise(likelihood, rows, options));
}

void fit_exact(CoxFit& fit, CoxLikelihood& likelihood, const CoxRows& rows, const CoxModel& model,
               const CoxOptions& options) {
  CoxExact exact(rows);
  const CoxMaximum maximum = maximise(exact, rows, options);
  fill(fit, rows, model, exact, maximum);
  likelihood.evaluate(maximum.coefficient);
}

// The coefficients, on the scale of the rows.
std::vector<double> fit_ridge(CoxFit& fit, CoxObjective& likelihood, const CoxRows& rows,
                              const CoxModel& model, const CoxOptions& options, const CoxStart& start = {},
                              double last_step = 0) {
  CoxRidge ridge(likelihood, model, rows, *options.ridge);
  const CoxMaximum maximum = maximise(ridge, rows, options, start, last_step);
  fill(fit, rows, model, ridge, maximum);
  fit.loglik = likelihood.loglik();
  const double df = ridge.effective_parameters(maximum.covariance);
  fit.likelihood_ratio = chi_squared_test(2 * (fit.loglik - fit.loglik_null), df);
  fit.wald = chi_squared_test(fit.wald.chi2, df);
  fit.score = {nan, df, nan};
  return maximum.coefficient;
}

void fit_firth(CoxFit& fit, CoxLikelihood& likelihood, const CoxRows& rows, const CoxModel& model,
               const CoxOptions& options) {
  CoxFirth firth(likelihood, rows, options.ties);
  const CoxMaximum maximum = maximise_penalised(firth, rows);
  fill(fit, rows, model, firth, maximum);
  CoxProfile profile;
  for (std::size_t j = 0; j < rows.covariates; ++j) {
    const ProfileLimits limits = maximum.has_pivot[j] && maximum.converged
                                     ? profile_limits(firth, maximum, j, options.level)
                                     : ProfileLimits{nan, nan, nan};
    profile.lower.push_back(limits.lower * rows.scale[j]);
    profile.upper.push_back(limits.upper * rows.scale[j]);
    profile.test.push_back(chi_squared_test(limits.chi2, 1));
    // The determinant in the units of the covariates.
    if (maximum.has_pivot[j])
      fit.loglik -= std::log(rows.scale[j]), fit.loglik_null -= std::log(rows.scale[j]);
  }
  fit.profile = std::move(profile);
  likelihood.evaluate(maximum.coefficient);
}

// By row, with the digits that the likelihood of sorted rows has; columns are read from top to bottom.
std::vector<double> linear_predictor(const CoxModel& model, const CoxRows& frame,
                                     const std::vector<double>& coefficient) {
  std::vector<double> result(model.offset.begin(), model.offset.end());
  for (double& eta : result) eta -= frame.offset_mean;
  result.resize(model.covariates[0].values.size());
  for (std::size_t j = 0; j < frame.covariates; ++j) {
    const double* values = model.covariates[j].values.data();
    for (std::size_t row = 0; row < result.size(); ++row)
      result[row] += coefficient[j] * ((values[row] - frame.mean[j]) * frame.scale[j]);
  }
  return result;
}

std::shared_ptr<const CoxRows> rows_with_codes(CoxRows rows, const CoxCodes& codes) {
  rows.codes = codes.tables();
  if (codes.count() > 0) rows.codes.pattern.resize(rows.rows());
  for (std::size_t i = 0; i < rows.codes.pattern.size(); ++i)
    rows.codes.pattern[i] = codes.pattern[rows.sets.row[i]];
  return std::make_shared<const CoxRows>(std::move(rows));
}

// The last step may be this long: errors follow the coefficients by no more than a few times as much.
constexpr double last_step = 1e-10;

CoxFit fit_by_day(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame,
                  const CoxCodes& codes, const CoxOptions& options) {
  CoxFit fit;
  CoxByDay likelihood(data, axis, model, frame, codes, options.ties, options.threads);
  const CoxStart start = cox_start(data, model, frame, codes, options);
  std::vector<double> coefficient;
  if (options.ridge) {
    coefficient = fit_ridge(fit, likelihood, frame, model, options, start, last_step);
  } else {
    const CoxMaximum maximum = maximise(likelihood, frame, options, start, last_step);
    fill(fit, frame, model, likelihood, maximum);
    coefficient = maximum.coefficient;
  }
  if (!options.concordance && !options.keep_rows) return fit;
  std::shared_ptr<const CoxRows> rows;
  if (options.keep_rows) rows = rows_with_codes(cox_rows(data, axis, model, frame), codes);
  const RiskSets own_sets = rows ? RiskSets() : risk_sets(data, axis, model.strata);
  const RiskSets& sets = rows ? rows->sets : own_sets;
  std::vector<double> eta = sets.in_order(linear_predictor(model, frame, coefficient));
  const std::vector<double> weight = sets.in_order(data.weight);
  if (options.concordance) fit.concordance = concordance(sets, eta, weight, model.clusters);
  if (!rows) return fit;
  for (std::size_t i = 0; i < eta.size(); ++i) eta[i] = std::exp(eta[i]) * (weight.empty() ? 1 : weight[i]);
  fit.kept = rows;
  fit.kept_risk = std::make_shared<const std::vector<double>>(std::move(eta));
  return fit;
}

CoxFit fit_sorted(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame,
                  const CoxOptions& options) {
  const auto rows = std::make_shared<const CoxRows>(cox_rows(data, axis, model, frame));
  CoxFit fit;
  if (rows->sets.blocks.empty()) {
    fit = without_events(*rows);
  } else {
    CoxLikelihood likelihood(*rows, options.ties);
    if (options.ties == Ties::exact) {
      fit_exact(fit, likelihood, *rows, model, options);
    } else if (options.ridge) {
      fit_ridge(fit, likelihood, *rows, model, options);
    } else if (options.firth) {
      fit_firth(fit, likelihood, *rows, model, options);
    } else {
      fit_plain(fit, likelihood, *rows, model, options);
    }
    if (options.keep_rows) fit.kept_risk = std::make_shared<const std::vector<double>>(likelihood.risk());
    if (options.concordance)
      fit.concordance = concordance(rows->sets, likelihood.linear_predictor(), rows->weight, model.clusters);
  }
  if (options.keep_rows) fit.kept = rows;
  return fit;
}

// Before the times are looked at.
bool may_be_counted(const FollowUp& data) { return data.entry.empty() && data.rows() >= 8192; }

}  // namespace

Result<CoxFit> fit_cox(const FollowUp& data, const CoxModel& model, const CoxOptions& options) {
  if (auto good = check_options(data, options); !good) return tl::unexpected(good.error());
  if (auto good = check(model.clusters, data.rows(), "clusters"); !good) return tl::unexpected(good.error());
  const bool by_day = options.ties != Ties::exact && !options.firth && may_be_counted(data);
  const CoxCodes codes = by_day ? cox_codes(data, model, options.threads) : CoxCodes();
  const auto frame = cox_frame(data, model, codes, options.threads);
  if (!frame) return tl::unexpected(frame.error());
  const auto axis = TimeAxis::of(data);
  if (!axis) return tl::unexpected(axis.error());
  const auto events = static_cast<std::size_t>(std::count(data.event.begin(), data.event.end(), 1));
  CoxFit fit = by_day && events > 0 && CoxDayOrder::suits(data, *axis, model.strata)
                   ? fit_by_day(data, *axis, model, *frame, codes, options)
                   : fit_sorted(data, *axis, model, *frame, options);
  fit.rows = data.rows();
  fit.events = events;
  fit.ties = options.ties;
  if (fit.kept_risk) fit.kept_times = std::make_shared<const CoxEventTimes>(CoxEventTimes::at_fit(fit));
  return fit;
}

}  // namespace repere::statistics
