#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "statistics/concordance.hpp"
#include "statistics/distributions.hpp"
#include "statistics/follow_up.hpp"
#include "statistics/matrix.hpp"

namespace repere::statistics {

struct CoxRows;
class CoxEventTimes;

enum class Ties { efron, breslow, exact };

struct Covariate {
  std::string name;  ///< for messages
  std::span<const double> values;
};

/// hazard(t | x) = hazard of the row's stratum(t) * exp(offset + x' coefficient)
/// Shape: covariates[p] of n values each, p >= 1; offset[n] or empty
struct CoxModel {
  std::vector<Covariate> covariates;
  Codes strata;
  std::span<const double> offset;
  Codes clusters = {};  ///< rows of one cluster depend on each other: for the error of the concordance
};

/// A penalty on the log likelihood: theta / 2 times the sum of squared coefficients, each first multiplied by
/// its covariate's standard deviation (`standardised`, R's ridge(scale = TRUE)) or not.
struct Ridge {
  double theta = 0;
  bool standardised = true;
};

struct CoxOptions {
  Ties ties = Ties::efron;
  int max_iterations = 20;
  std::optional<Ridge> ridge = std::nullopt;
  bool firth = false;       ///< Firth's correction, for when a coefficient would be infinite
  double level = 0.95;      ///< of the profile limits
  bool concordance = true;  ///< whether it is computed
  unsigned threads = 1;     ///< at least 1; the digits do not depend on it
  bool keep_rows = false;   ///< for what is computed on the fit later: residuals, tests, curves
};

/// What Firth's correction gives instead of Wald's intervals and tests. Shape: [p] each, NaN without a
/// coefficient
struct CoxProfile {
  std::vector<double> lower;  ///< of the coefficient, where the penalised likelihood has fallen
  std::vector<double> upper;
  std::vector<ChiSquaredTest> test;  ///< of the coefficient being 0, by the ratio of penalised likelihoods
};

/// A fitted model. A covariate that is constant, or that the ones before it determine, has NaN as coefficient
/// and standard error, and 0 in the covariance. Shape: vectors [p], covariance [p x p] Units: coefficients
/// are log hazard ratios by unit of the covariate
struct CoxFit {
  std::size_t rows = 0;
  std::size_t events = 0;
  std::vector<double> coefficient;
  std::vector<double> std_error;
  Matrix covariance;
  double loglik_null = 0;  ///< with Firth's penalty if it was asked for, without that of a ridge
  double loglik = 0;
  ChiSquaredTest likelihood_ratio{};
  ChiSquaredTest wald{};
  ChiSquaredTest score{};             ///< not with a ridge penalty
  std::optional<CoxProfile> profile;  ///< with Firth's correction
  Concordance concordance;
  int iterations = 0;
  bool converged = false;
  std::vector<std::size_t> without_coefficient;  ///< constant or collinear covariates
  std::vector<std::size_t> perhaps_infinite;     ///< the likelihood still rises as their coefficient grows
  std::vector<std::string> warnings;             ///< the above in words
  Ties ties = Ties::efron;
  std::shared_ptr<const CoxRows> kept;  ///< if asked for
  std::shared_ptr<const std::vector<double>>
      kept_risk;                                    ///< weight * exp(offset + x'b) of each of its positions
  std::shared_ptr<const CoxEventTimes> kept_times;  ///< if there are events
};

/// Fits by Newton's method to the last digits of the maximum.
/// Ties:   as asked; an event precedes censorings and entries of the same time
/// Errors: as check() with weights above 0; incorrect if a covariate or the offset is not finite or of
/// another length,
///   or there is no covariate, theta is negative, or exact ties come with weights; unsupported for exact ties
///   with a penalty, or two penalties
/// Source: Cox 1972; Efron 1977, doi:10.1080/01621459.1977.10480613; docs/methods.md, "Cox model", "Exact ties",
///   "Ridge", "Firth's correction"
Result<CoxFit> fit_cox(const FollowUp& data, const CoxModel& model, const CoxOptions& options = {});

}  // namespace repere::statistics
