#include "statistics/logistic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/logistic_likelihood.hpp"
#include "statistics/logistic_profile.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
// A pivot below this share of the largest makes a column redundant: as in the Cox model.
const double pivot_tolerance = std::pow(std::numeric_limits<double>::epsilon(), 0.75);
// R's glm: the deviance has converged; as many iterations.
constexpr double deviance_tolerance = 1e-8;
constexpr int most_iterations = 25;
// A maximum that Newton's method reaches, it reaches within these; steps that go on are a coefficient without end.
constexpr int polishing_steps = 8;

tl::unexpected<Error> wrong(std::string message) { return fail(ErrorKind::incorrect, std::move(message)); }
std::string row_text(std::size_t row) { return "row " + std::to_string(row + 1); }

Result<void> check_finite(std::span<const double> values, const std::string& what) {
  for (std::size_t row = 0; row < values.size(); ++row)
    if (!std::isfinite(values[row])) return wrong(row_text(row) + ": " + what + " is not a finite number");
  return {};
}

Result<void> check(const LogisticModel& model, const LogisticOptions& options) {
  const std::size_t n = model.outcome.size();
  if (n == 0) return wrong("there is no row");
  for (std::size_t row = 0; row < n; ++row)
    if (model.outcome[row] > 1) return wrong(row_text(row) + ": the outcome is neither 0 nor 1");
  for (const auto& covariate : model.covariates) {
    if (covariate.values.size() != n) return wrong("'" + covariate.name + "' has another number of rows");
    if (auto right = check_finite(covariate.values, "'" + covariate.name + "'"); !right) return right;
  }
  if (!model.weight.empty() && model.weight.size() != n)
    return wrong("the weights have another number of rows");
  if (!model.offset.empty() && model.offset.size() != n)
    return wrong("the offset has another number of rows");
  for (std::size_t row = 0; row < model.weight.size(); ++row)
    if (!(model.weight[row] > 0) || !std::isfinite(model.weight[row]))
      return wrong(row_text(row) + ": a weight that is not above 0");
  if (auto right = check_finite(model.offset, "the offset"); !right) return right;
  if (!(options.level > 0 && options.level < 1)) return wrong("the confidence level is not between 0 and 1");
  return check(model.clusters, n, "cluster");
}

class Fitting {
 public:
  Fitting(const LogisticModel& model, const LogisticOptions& options)
      : model_(model),
        options_(options),
        rows_(model, true),
        plain_(rows_, false, options.threads),
        likelihood_(rows_, options.firth, options.threads) {}

  LogisticFit run() {
    fit_.rows = rows_.rows;
    for (std::size_t row = 0; row < rows_.rows; ++row) {
      fit_.weights += rows_.weight_of(row);
      if (model_.outcome[row]) fit_.events += rows_.weight_of(row);
    }
    find_redundant();
    if (options_.firth)
      climb_penalised();
    else
      climb_as_R();
    describe();
    test();
    limits();
    in_units_of_the_covariates();
    diagnose();
    warn();
    return std::move(fit_);
  }

 private:
  void find_redundant() {
    const Factors factors(plain_.start().value.information, pivot_tolerance);
    for (std::size_t j = 1; j < rows_.columns; ++j) {
      if (factors.has_pivot(j)) continue;
      fit_.without_coefficient.push_back(j - 1);
      rows_.leave_out(j);
    }
    rank_ = factors.rank();
  }

  // The iterations of R's glm until its deviance has converged, then on to the last digits. When they do not come, a
  // coefficient has no end: the fit is left where R leaves it.
  void climb_as_R() {
    const auto start = plain_.start();
    best_.b = Factors(start.value.information, 1e-15).solve(start.value.score);
    best_.value = plain_.at(best_.b);
    best_.iterations = 1;
    double before = start.deviance, deviance = -2 * best_.value.loglik;
    const auto has_converged = [&] {
      return std::abs(deviance - before) < deviance_tolerance * (std::abs(deviance) + 0.1);
    };
    while (!has_converged() && best_.iterations < most_iterations) {
      const int done = best_.iterations;
      best_ = climb(plain_, std::move(best_.b), none_fixed(), 1);
      best_.iterations = done + 1;
      before = deviance;
      deviance = -2 * best_.value.loglik;
    }
    auto polished = climb(plain_, best_.b, none_fixed(), polishing_steps);
    if (polished.converged) {
      polished.iterations += best_.iterations;
      best_ = std::move(polished);
      best_.converged = true;
    } else {
      best_.next_step = climb(plain_, best_.b, none_fixed(), 0).next_step;
      best_.converged = has_converged();
      find_infinite();
    }
  }

  // Penalised, the maximum is always finite; the steps use the plain information and shrink by a factor each.
  void climb_penalised() {
    best_ = climb(likelihood_, std::vector<double>(rows_.columns, 0), none_fixed(), 500);
  }

  std::vector<bool> none_fixed() const { return std::vector<bool>(rows_.columns, false); }

  void find_infinite() {
    double longest = 0;
    for (const double step : best_.next_step) longest = std::max(longest, std::abs(step));
    for (std::size_t j = 1; j < rows_.columns; ++j)
      if (std::abs(best_.next_step[j]) > 0.01 * longest) fit_.perhaps_infinite.push_back(j);
    if (fit_.perhaps_infinite.empty()) fit_.perhaps_infinite.push_back(0);
  }

  void describe() {
    fit_.iterations = best_.iterations;
    fit_.converged = best_.converged;
    inverse_ = Factors(best_.value.information, 1e-15).inverse();
    fit_.coefficient = rows_.in_units(best_.b);
    fit_.covariance = rows_.in_units(inverse_);
    fit_.loglik = best_.value.loglik;
    if (options_.robust) fit_.robust_covariance = rows_.in_units(sandwich());
    for (std::size_t row = 0; row < rows_.rows; ++row) fit_.probability.push_back(point(row).probability);
    for (std::size_t j = 0; j < rows_.columns; ++j) {
      fit_.model_error.push_back(std::sqrt(fit_.covariance(j, j)));
      fit_.std_error.push_back(options_.robust ? std::sqrt(fit_.robust_covariance(j, j))
                                               : fit_.model_error[j]);
    }
    for (const std::size_t j : fit_.without_coefficient)
      fit_.coefficient[j + 1] = fit_.std_error[j + 1] = fit_.model_error[j + 1] = nan;
  }

  LogisticPoint point(std::size_t row) const {
    return logistic_point(rows_.predictor(row, best_.b), model_.outcome[row] != 0);
  }

  // Rows of one cluster are added before squaring.
  Matrix sandwich() const {
    const std::size_t p = rows_.columns;
    const bool clustered = !model_.clusters.code.empty();
    std::vector<double> sums(clustered ? model_.clusters.count * p : 0);
    Matrix middle(p), result(p);
    std::vector<double> one(p);
    const auto add_square = [&](std::span<const double> s) {
      for (std::size_t j = 0; j < p; ++j)
        for (std::size_t k = j; k < p; ++k) middle(j, k) += s[j] * s[k];
    };
    for (std::size_t row = 0; row < rows_.rows; ++row) {
      const double residual = rows_.weight_of(row) * point(row).residual;
      double* into = clustered ? &sums[model_.clusters[row] * p] : one.data();
      for (std::size_t j = 0; j < p; ++j)
        into[j] = (clustered ? into[j] : 0) + residual * rows_.x[row * p + j];
      if (!clustered) add_square(one);
    }
    for (std::size_t first = 0; first < sums.size(); first += p)
      add_square(std::span(sums).subspan(first, p));
    middle.mirror_upper();
    Matrix half(p);
    for (std::size_t i = 0; i < p; ++i)
      for (std::size_t k = 0; k < p; ++k)
        for (std::size_t j = 0; j < p; ++j) half(i, k) += inverse_(i, j) * middle(j, k);
    for (std::size_t i = 0; i < p; ++i)
      for (std::size_t k = 0; k < p; ++k)
        for (std::size_t j = 0; j < p; ++j) result(i, k) += half(i, j) * inverse_(j, k);
    return result;
  }

  void test() {
    std::vector<bool> slopes(rows_.columns, true);
    slopes[0] = false;
    const auto null = climb(likelihood_, std::vector<double>(rows_.columns, 0), slopes, 100);
    fit_.loglik_null = null.value.loglik;
    const auto plain_null = options_.firth ? climb(plain_, null.b, slopes, 100) : null;
    fit_.null_deviance = -2 * plain_null.value.loglik;
    fit_.deviance = -2 * (options_.firth ? plain_.at(best_.b).loglik : best_.value.loglik);
    fit_.aic = fit_.deviance + 2 * static_cast<double>(rank_);
    const double df = static_cast<double>(rank_) - 1;
    fit_.likelihood_ratio = chi_squared_test(std::max(0.0, 2 * (fit_.loglik - fit_.loglik_null)), df);
    fit_.score = {nan, df, nan};
    if (!options_.firth)
      fit_.score = chi_squared_test(
          dot(Factors(null.value.information, 1e-15).solve(null.value.score), null.value.score), df);
    const Matrix covariance = options_.robust ? sandwich() : inverse_;
    Matrix of_slopes = covariance;
    std::vector<double> b = best_.b;
    b[0] = 0;
    for (std::size_t j = 0; j < rows_.columns; ++j) of_slopes(0, j) = of_slopes(j, 0) = 0;
    fit_.wald = chi_squared_test(dot(Factors(of_slopes, 1e-15).solve(b), b), df);
  }

  void limits() {
    const double z = normal_quantile_of_level(options_.level);
    const std::size_t k = rows_.columns;
    fit_.p.assign(k, nan);
    fit_.lower.assign(k, nan);
    fit_.upper.assign(k, nan);
    for (std::size_t j = 0; j < k; ++j) {
      if (std::isnan(fit_.coefficient[j])) continue;
      if (options_.profile_limits || (options_.firth && !options_.robust)) {
        const auto profile = profile_limits(model_, fit_, options_, j);
        fit_.p[j] = profile.p;
        fit_.lower[j] = profile.lower;
        fit_.upper[j] = profile.upper;
      } else {
        fit_.p[j] = normal_two_sided(fit_.coefficient[j] / fit_.std_error[j]);
        fit_.lower[j] = fit_.coefficient[j] - z * fit_.std_error[j];
        fit_.upper[j] = fit_.coefficient[j] + z * fit_.std_error[j];
      }
    }
  }

  // The penalty's determinant was that of scaled columns.
  void in_units_of_the_covariates() {
    if (!options_.firth) return;
    for (std::size_t j = 1; j < rows_.columns; ++j) {
      if (std::isnan(fit_.coefficient[j])) continue;
      fit_.loglik += std::log(rows_.scale[j]);
      fit_.loglik_null += std::log(rows_.scale[j]);
    }
  }

  void diagnose() {
    fit_.discrimination = discrimination(fit_.probability, model_.outcome, model_.weight);
    double squares = 0;
    for (std::size_t row = 0; row < rows_.rows; ++row) {
      const double away = static_cast<double>(model_.outcome[row]) - fit_.probability[row];
      squares += rows_.weight_of(row) * away * away;
    }
    fit_.brier = squares / fit_.weights;
    fit_.calibration = calibration_groups(fit_.probability, model_.outcome, model_.weight, 10);
    fit_.hosmer_lemeshow = hosmer_lemeshow_test(fit_.calibration);
  }

  std::string name_of(std::size_t index) const {
    return index == 0 ? "the intercept" : "'" + model_.covariates[index - 1].name + "'";
  }

  void warn() {
    for (const std::size_t j : fit_.without_coefficient)
      fit_.warnings.push_back(
          "'" + model_.covariates[j].name +
          "' has no coefficient: it is constant, or the covariates before it determine it");
    if (fit_.events == 0 || fit_.events == fit_.weights)
      fit_.warnings.push_back("all outcomes are equal: nothing can be explained");
    for (const std::size_t j : fit_.perhaps_infinite)
      fit_.warnings.push_back(
          "the coefficient of " + name_of(j) +
          " may be infinite (the outcomes are separated): its estimate, error and Wald test are not "
          "to be used; the likelihood ratio test stands; Firth's penalty gives finite estimates");
    if (!fit_.converged)
      fit_.warnings.push_back("the fit did not converge in " + std::to_string(fit_.iterations) +
                              " iterations");
  }

  const LogisticModel& model_;
  const LogisticOptions& options_;
  LogisticRows rows_;
  LogisticLikelihood plain_, likelihood_;
  LogisticMaximum best_;
  Matrix inverse_;
  std::size_t rank_ = 0;
  LogisticFit fit_;
};

}  // namespace

Result<LogisticFit> fit_logistic(const LogisticModel& model, const LogisticOptions& options) {
  if (auto right = check(model, options); !right) return tl::unexpected(right.error());
  return Fitting(model, options).run();
}

}  // namespace repere::statistics
