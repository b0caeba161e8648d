#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "statistics/cox.hpp"
#include "statistics/distributions.hpp"
#include "statistics/follow_up.hpp"
#include "statistics/matrix.hpp"

namespace repere::statistics {

/// log(P(outcome = 1) / P(outcome = 0)) = intercept + offset + x' coefficient
/// Shape: outcome[n] of 0 and 1, n >= 1; covariates[p] of n values each, p >= 0; weight[n], offset[n] or empty; clusters
///   without codes: each row its own
/// Units: a weight is a number of copies of the row
struct LogisticModel {
  std::span<const std::uint8_t> outcome;
  std::vector<Covariate> covariates;
  std::span<const double> weight;
  std::span<const double> offset;
  Codes clusters;
};

struct LogisticOptions {
  bool firth =
      false;  ///< penalised by Jeffreys' prior: finite under separation, less biased in small samples
  bool robust =
      false;  ///< a covariance that holds when rows (or clusters) are not independent or the model not true
  bool profile_limits = false;  ///< limits and p from the profile of the likelihood; always so with firth
  double level = 0.95;
  unsigned threads = 1;
};

/// How well the fitted probabilities tell the two outcomes apart: of a row with outcome 1 and one with 0, how often the
/// first has the higher. Ties count half. std_error by the infinitesimal jackknife (as survival's concordance),
/// delong_error by DeLong's formula (weights: not available).
struct Discrimination {
  double value = std::numeric_limits<double>::quiet_NaN();
  double std_error = std::numeric_limits<double>::quiet_NaN();
  double delong_error = std::numeric_limits<double>::quiet_NaN();
  double concordant = 0;
  double discordant = 0;
  double tied_x = 0;
};

/// Rows of similar fitted probability.
struct CalibrationGroup {
  double lowest, highest;     ///< fitted probabilities
  double rows;                ///< sum of weights
  double observed, expected;  ///< outcomes of 1
};

/// A fitted model. Index 0 is the intercept, j the covariate j - 1. A covariate that is constant, or that the ones before
/// it determine, has NaN everywhere, and 0 in the covariance.
/// Shape: vectors [p + 1], matrices [p + 1 x p + 1]
/// Units: coefficients are log odds ratios by unit of the covariate
struct LogisticFit {
  std::size_t rows = 0;
  double events = 0, weights = 0;  ///< sums of weights, of outcome 1 and of all
  std::vector<double> coefficient;
  std::vector<double> std_error;     ///< of `robust_covariance` where it is asked for
  std::vector<double> model_error;   ///< of `covariance`
  std::vector<double> p;             ///< Wald's, or of the profile
  std::vector<double> lower, upper;  ///< of the coefficient
  Matrix covariance;
  Matrix robust_covariance;                         ///< size 0 if not asked for
  double loglik_null = 0, loglik = 0;               ///< penalised with firth
  double null_deviance = 0, deviance = 0, aic = 0;  ///< never penalised
  ChiSquaredTest likelihood_ratio{};
  ChiSquaredTest wald{};
  ChiSquaredTest score{};  ///< NaN with firth
  Discrimination discrimination;
  std::vector<CalibrationGroup> calibration;  ///< tenths of the fitted probability
  ChiSquaredTest hosmer_lemeshow{};
  double brier = 0;  ///< mean squared distance of outcome and probability
  int iterations = 0;
  bool converged = false;
  std::vector<std::size_t> without_coefficient;  ///< covariates (from 0) that are constant or collinear
  std::vector<std::size_t> perhaps_infinite;  ///< indexes into the vectors: the likelihood rises as they grow
  std::vector<std::string> warnings;          ///< the above in words
  std::vector<double> probability;            ///< fitted, by row
};

/// Fits by Newton's method to the last digits of the maximum.
/// Errors: incorrect, naming the row (from 1) or the covariate, if lengths differ, there is no row, an outcome is neither 0
///   nor 1, a weight is not above 0, a covariate or the offset is not finite, or the level is not in ]0, 1[
/// Source: McCullagh & Nelder 1989; Firth 1993, doi:10.1093/biomet/80.1.27; Heinze & Schemper 2002, doi:10.1002/sim.1047;
///   docs/methods.md, "Logistic regression"
Result<LogisticFit> fit_logistic(const LogisticModel& model, const LogisticOptions& options = {});

enum class LogisticResidual { response, deviance, pearson, leverage, cook, dfbeta, dfbeta_deviance };

/// One number a row, but for dfbeta, which has one for each coefficient (row after row): what leaving the row out moves it
/// by, to first order.
/// dfbeta_deviance puts the deviance residual in the place of Pearson's, as R's dfbeta does.
/// Errors: as fit_logistic
/// Source: Pregibon 1981, doi:10.1214/aos/1176345513; R residuals.glm, influence; docs/methods.md, "Logistic regression"
Result<std::vector<double>> logistic_residuals(const LogisticModel& model, const LogisticFit& fit,
                                               LogisticResidual kind);

/// Shape: score[n], outcome[n], weight[n] or empty
Discrimination discrimination(std::span<const double> score, std::span<const std::uint8_t> outcome,
                              std::span<const double> weight = {});

/// Rows in `groups` parts of equally many, by the quantiles of the probability (R's type 7, each upper end included).
/// Shape: probability[n], outcome[n], weight[n] or empty; fewer groups where many probabilities are equal
std::vector<CalibrationGroup> calibration_groups(std::span<const double> probability,
                                                 std::span<const std::uint8_t> outcome,
                                                 std::span<const double> weight, std::size_t groups);

/// Observed against expected numbers of both outcomes, on as many degrees of freedom as groups less 2; NaN below 3 groups.
/// Source: Hosmer & Lemeshow 1980, doi:10.1080/03610928008827941
ChiSquaredTest hosmer_lemeshow_test(std::span<const CalibrationGroup> groups);

}  // namespace repere::statistics
