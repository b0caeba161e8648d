#pragma once
#include <span>
#include <string>
#include <vector>

#include "statistics/competing_risks.hpp"
#include "statistics/cox.hpp"
#include "statistics/distributions.hpp"
#include "statistics/matrix.hpp"

namespace repere::statistics {

/// subdistribution hazard of one cause (t | x) = baseline(t) * exp(x' coefficient)
/// Shape: covariates[p] of n values each, p >= 1; censoring: the rows of a code have their own censoring distribution
struct FineGrayModel {
  std::uint32_t cause = 1;
  std::vector<Covariate> covariates;
  Codes censoring = {};
};

struct FineGrayOptions {
  int max_iterations = 20;
};

/// A fitted model. A covariate that is constant, or that the ones before it determine, has NaN as coefficient and
/// standard error, and 0 in the covariance.
/// Shape: vectors [p], matrices [p x p]; time, baseline_jump [m]: the distinct times of the cause's events
/// Units: coefficients are log subdistribution hazard ratios by unit of the covariate
struct FineGrayFit {
  std::size_t rows = 0;
  std::size_t events = 0;     ///< of the cause
  std::size_t competing = 0;  ///< of other causes
  std::vector<double> coefficient;
  std::vector<double> std_error;
  Matrix covariance;  ///< the sandwich
  bool censoring_known = false;  ///< the sandwich takes the censoring weights as known: with entries or weights
  Matrix inverse_information;  ///< what it would be without that and without model error
  double loglik_null = 0;
  double loglik = 0;
  ChiSquaredTest wald{};  ///< by the sandwich
  std::vector<double> time;
  std::vector<double> baseline_jump;  ///< of the cumulative subdistribution hazard where every covariate is 0
  int iterations = 0;
  bool converged = false;
  std::vector<std::size_t> without_coefficient;
  std::vector<std::size_t> perhaps_infinite;
  std::vector<std::string> warnings;
};

/// Fits by Newton's method to the last digits of the maximum.
/// Ties:   Breslow's; an event precedes the censorings of its time; for the censoring distribution, who has an event is at
///   risk of being censored then (R's cmprsk), but not with entries or weights (R's survival::finegray)
/// Errors: as check(); incorrect if the cause is not 1 .. causes, a covariate is not finite or of another length, or
///   there is no covariate, a weight is 0, or as censoring_and_entry_weights()
/// Source: Fine & Gray 1999, doi:10.1080/01621459.1999.10474144; Geskus 2011, doi:10.1111/j.1541-0420.2010.01420.x; docs/methods.md, "Fine-Gray model"
Result<FineGrayFit> fit_fine_gray(const CompetingRisks& data, const FineGrayModel& model,
                                  const FineGrayOptions& options = {});

/// The cumulative incidence of someone with these covariates, at the fit's times: 1 - exp(-H(t) exp(x'b)). A covariate
/// without coefficient counts for nothing.
/// Shape: values[p]; result[m]
std::vector<double> predicted_incidence(const FineGrayFit& fit, std::span<const double> values);

}  // namespace repere::statistics
