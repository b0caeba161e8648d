#pragma once
#include <memory>
#include <span>
#include <vector>

#include "statistics/cox_codes.hpp"
#include "statistics/cox_day_rows.hpp"
#include "statistics/cox_days.hpp"
#include "statistics/cox_objective.hpp"
#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// The partial likelihood of many rows with few distinct times, everyone at risk from the start: the same numbers
/// as CoxLikelihood, without sorting the rows by time.
///
/// Each row's risk and risk * x are added to the cell of its stratum, day and event; the days are walked through
/// once, which gives likelihood and score; then, for the information, each row's expected number of events is its risk
/// times a factor of its cell.
/// Ties:   Efron or Breslow
/// Source: docs/methods.md, "Cox model", "Many rows"
class CoxByDay final : public CoxObjective {
 public:
  /// Shape: frame: means and scales of the columns; codes of the rows, or none. What is borrowed must outlive it, and
  ///   CoxDays::suits it
  CoxByDay(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame,
           const CoxCodes& codes, Ties ties, unsigned threads);

  bool evaluate(std::span<const double> coefficient) override;
  bool evaluate_score(std::span<const double> coefficient) override;
  double loglik() const override { return loglik_; }
  const std::vector<double>& score() const override { return score_; }
  const Matrix& information() const override { return information_; }

 private:
  bool sum_up(std::span<const double> coefficient, bool with_squares);
  void sum_deaths();

  const CoxModel& model_;
  CoxDays days_;
  std::unique_ptr<CoxDayRows> rows_;
  std::vector<double> sums_;           // [cells * stride]
  std::vector<double> sum_of_deaths_;  // [p] of w x, in the order of the rows' vectors
  double offset_of_deaths_ = 0;
  double loglik_ = 0;
  std::vector<double> score_;
  Matrix information_;
};

}  // namespace repere::statistics
