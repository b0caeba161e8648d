#pragma once
#include <span>
#include <vector>

#include "statistics/cox.hpp"
#include "statistics/cox_codes.hpp"
#include "statistics/risk_sets.hpp"

namespace repere::statistics {

/// The rows of a Cox model as every computation on it reads them: in the order of the risk sets, the
/// covariates centred, and scaled so that one tolerance suits all (not those that only hold -1, 0 and 1).
/// Shape: x[n * p, and 8 zeros that whole vectors may read] by rows, column j being (raw - mean[j]) * scale[j]; weight[n] or empty; offset[n] or
/// empty, centred
struct CoxRows {
  RiskSets sets;
  std::size_t covariates = 0;
  LargeArray<double> x;
  std::vector<double> mean;
  std::vector<double> scale;
  std::vector<std::uint8_t> constant;  // [p] the column has one value only
  std::vector<double> weight;
  std::vector<double> offset;
  double offset_mean = 0;
  CoxCodes codes;  ///< if rows that a fit kept have them: patterns by position

  std::size_t rows() const { return sets.rows(); }
  const double* row(std::size_t position) const { return &x[position * covariates]; }
};

/// Errors: incorrect if a covariate or the offset is not finite or of another length, or there is no
/// covariate
Result<CoxRows> cox_rows(const FollowUp& data, const CoxModel& model);

/// The same in two steps: the columns' means and scales, with everything checked, and then the rows.
/// Codes, where there are any, spare a look at their columns.
CoxCodes cox_codes(const FollowUp& data, const CoxModel& model, unsigned threads);
Result<CoxRows> cox_frame(const FollowUp& data, const CoxModel& model, const CoxCodes& codes = {},
                          unsigned threads = 1);
CoxRows cox_rows(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame);

}  // namespace repere::statistics
