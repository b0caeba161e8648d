#pragma once
#include <vector>

#include "statistics/cox_objective.hpp"
#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// Where Newton's method ended, on the scale of the likelihood's rows.
struct CoxMaximum {
  std::vector<double> coefficient;
  Matrix covariance;  ///< 0 in the rows and columns of a covariate without pivot
  std::vector<std::uint8_t> has_pivot;
  std::vector<double> next_step;  ///< what another iteration would add
  double loglik_null = 0;
  double loglik = 0;
  double score_chi2 = 0;
  int score_df = 0;
  int iterations = 0;
  bool converged = false;
  bool rising = false;  ///< the likelihood is flat but its derivative is not: a coefficient runs away
};

/// From where a search sets out: coefficients near the maximum, and about the information there, on the scale of the
/// likelihood's rows; empty where there is none.
struct CoxStart {
  std::vector<double> coefficient;
  Matrix information;
};

/// Maximises from 0, or, after a look at 0, from `start`. `likelihood` is left evaluated at the result, or so near
/// to it that no digit of it differs: a step no longer than `last_step` in any covariate's spread, which moves errors
/// and likelihood by as small a share of themselves, is taken without another evaluation.
CoxMaximum maximise(CoxObjective& likelihood, const CoxRows& rows, const CoxOptions& options,
                    const CoxStart& start = {}, double last_step = 0);

/// Newton's method, stopped a few steps short of the last digits; empty where it does not rise at every step or a
/// covariate has no pivot. Good for a start of `maximise`, not for a result.
CoxStart near_maximum(CoxObjective& likelihood, std::size_t covariates, const CoxStart& start);

}  // namespace repere::statistics
