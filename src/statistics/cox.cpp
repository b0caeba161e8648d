#include "statistics/cox.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/cox_newton.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void warn_of_empty_columns(CoxFit& fit, const CoxRows& rows, const CoxModel& model,
                           const CoxMaximum& maximum) {
  for (std::size_t j = 0; j < rows.covariates; ++j) {
    if (maximum.has_pivot[j]) continue;
    fit.without_coefficient.push_back(j);
    const std::string& name = model.covariates[j].name;
    fit.warnings.push_back(
        rows.constant[j]
            ? name + " has the same value in every row: it has no coefficient"
            : name +
                  " is determined by the covariates before it, or is the same for all who are at risk "
                  "together: it has no coefficient");
  }
}

void warn_of_infinite_coefficients(CoxFit& fit, const CoxRows& rows, const CoxModel& model,
                                   const CoxMaximum& maximum) {
  for (std::size_t j = 0; j < rows.covariates; ++j) {
    const double step = std::abs(maximum.next_step[j]), coefficient = std::abs(maximum.coefficient[j]);
    if (!maximum.has_pivot[j] || step * rows.scale[j] <= 1e-9 || step <= std::sqrt(1e-9) * coefficient)
      continue;
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
  if (!maximum.converged)
    fit.warnings.push_back("no maximum of the likelihood was found in " + std::to_string(maximum.iterations) +
                           " iterations: one or more coefficients may be infinite");
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

void fill_tests(CoxFit& fit, const CoxLikelihood& likelihood, const CoxMaximum& maximum) {
  const auto df = static_cast<int>(std::count(maximum.has_pivot.begin(), maximum.has_pivot.end(), 1));
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
  fit.likelihood_ratio = fit.wald = fit.score = {nan, 0, nan};
  for (std::size_t j = 0; j < p; ++j) fit.without_coefficient.push_back(j);
  fit.warnings.push_back("there is no event: nothing can be estimated");
  return fit;
}

}  // namespace

Result<CoxFit> fit_cox(const FollowUp& data, const CoxModel& model, const CoxOptions& options) {
  if (options.ties == Ties::exact) return fail(ErrorKind::unsupported, "exact ties are not available yet");
  if (auto good = check(model.clusters, data.rows(), "clusters"); !good) return tl::unexpected(good.error());
  auto made = cox_rows(data, model);
  if (!made) return tl::unexpected(made.error());
  const auto rows = std::make_shared<const CoxRows>(std::move(*made));
  if (rows->sets.blocks.empty()) {
    CoxFit fit = without_events(*rows);
    fit.ties = options.ties;
    if (options.keep_rows) fit.kept = rows;
    return fit;
  }

  CoxLikelihood likelihood(*rows, options.ties);
  const CoxMaximum maximum = maximise(likelihood, *rows, options);
  CoxFit fit;
  fit.rows = rows->rows();
  fit.events = static_cast<std::size_t>(std::count(data.event.begin(), data.event.end(), 1));
  fit.loglik_null = maximum.loglik_null;
  fit.loglik = maximum.loglik;
  fit.iterations = maximum.iterations;
  fit.converged = maximum.converged;
  fill_estimates(fit, *rows, maximum);
  fill_tests(fit, likelihood, maximum);
  warn(fit, *rows, model, maximum);
  fit.concordance = concordance(rows->sets, likelihood.linear_predictor(), rows->weight, model.clusters);
  fit.ties = options.ties;
  if (options.keep_rows) fit.kept = rows;
  return fit;
}

}  // namespace repere::statistics
