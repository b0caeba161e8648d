#pragma once
#include <cstdint>
#include <vector>

#include "statistics/cox.hpp"

namespace repere::statistics {

enum class CoxResidualKind : std::uint8_t {
  martingale,         ///< observed less expected events of the row
  deviance,           ///< the martingale residual, made more symmetric
  score,              ///< what the row adds to the derivative of the log likelihood
  dfbeta,             ///< by how much the coefficients change, about, when the row is left out
  dfbetas,            ///< the same in standard errors
  schoenfeld,         ///< of an event: its covariates less the mean of those at risk
  scaled_schoenfeld,  ///< the same, scaled so that its mean over time is the coefficient
};

/// Shape: values[rows * columns] by rows, columns 1 (martingale, deviance) or p. One row an input row, in the
/// order of the input; Schoenfeld residuals one row an event, by stratum, time and row
struct CoxResiduals {
  std::size_t columns = 0;
  std::vector<std::uint32_t> row;  ///< of the input, from 0
  std::vector<double> values;
  std::vector<double> time;            ///< Schoenfeld residuals only: of the event
  std::vector<std::uint32_t> stratum;  ///< Schoenfeld residuals only: code of its stratum
};

/// Residuals of a fit that kept its rows. dfbeta and dfbetas are multiplied by the row's weight, the others
/// are not. A covariate without coefficient has the dfbeta 0 and the dfbetas NaN.
/// Ties:   as the fit's; after exact ties the martingale and deviance residuals are Breslow's
/// Errors: incorrect if the fit did not keep its rows; unsupported for other residuals of an exact fit
/// Source: Therneau, Grambsch & Fleming 1990, doi:10.1093/biomet/77.1.147; Grambsch & Therneau 1994,
///   doi:10.1093/biomet/81.3.515; docs/methods.md, "Residuals of a Cox model"
Result<CoxResiduals> cox_residuals(const FollowUp& data, const CoxFit& fit, CoxResidualKind kind);

/// The fit's coefficients and their covariance on the scale of the rows it kept, 0 where there is none.
std::vector<double> scaled_coefficient(const CoxFit& fit);
Matrix scaled_covariance(const CoxFit& fit);

/// Errors: incorrect if the fit did not keep its rows
Result<void> check_kept(const CoxFit& fit);

}  // namespace repere::statistics
