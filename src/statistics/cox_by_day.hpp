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
/// Each row's risk and risk * x are added to the cell of its stratum, day and event (CoxDayOrder); the days are walked
/// through once, which gives likelihood and score. For the information each row's expected number of events is its risk times a
/// factor of its cell, which at coefficients of 0 is known before a row is read, and nearly so after a step that is not
/// long: the squares are then summed in the same pass, and the information is near the true one until it is refined.
/// Ties:   Efron or Breslow
/// Source: docs/methods.md, "Cox model", "Many rows"
class CoxByDay final : public CoxObjective {
 public:
  /// Shape: frame: means and scales of the columns; codes of the rows, or none. What is borrowed must outlive it, and
  ///   CoxDayOrder::suits it
  CoxByDay(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame,
           const CoxCodes& codes, Ties ties, unsigned threads);

  bool evaluate(std::span<const double> coefficient) override;
  bool evaluate_score(std::span<const double> coefficient) override;
  bool refine() override;
  void be_exact() override { always_exact_ = true; }
  double loglik() const override { return loglik_; }
  const std::vector<double>& score() const override { return score_; }
  const Matrix& information() const override { return information_; }

 private:
  bool sum_up(std::span<const double> coefficient, bool with_squares, std::span<const double> expected);
  bool foresee(std::span<const double> coefficient);
  void sum_risks_at_zero();
  void sum_deaths();
  bool sum_squares();
  bool take_information(double factor);

  const CoxModel& model_;
  const CoxRows& frame_;
  const FollowUp& data_;
  CoxDayOrder order_;
  CoxDays days_;
  std::unique_ptr<CoxDayRows> rows_;
  LargeArray<double> sums_;            // [cells * stride]
  std::vector<double> at_;             // [p] the coefficients of the sums, or empty
  std::vector<double> sum_of_deaths_;  // [p] of w x, in the order of the rows' vectors
  double offset_of_deaths_ = 0;
  double loglik_ = 0;
  std::vector<double> score_;
  Matrix of_rows_;                      // the first part of the information
  std::vector<std::uint8_t> rounding_;  // [p] by place: the two parts are equal
  bool exact_ = true;                   // whether the information is
  bool always_exact_ = false;
  Matrix information_;
};

}  // namespace repere::statistics
