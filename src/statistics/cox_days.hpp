#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/cox.hpp"
#include "statistics/cox_day_order.hpp"
#include "statistics/cox_day_terms.hpp"

namespace repere::statistics {

/// The event days of a Cox model whose rows are counted by day, and what the likelihood needs of each.
///
/// Given each cell's sum of risk * (1, x), one walk back through the days gives the likelihood, and what each row is
/// expected to have of events by its cell.
/// Source: docs/methods.md, "Cox model", "Many rows"
class CoxDays {
 public:
  /// Shape: weight[n], or empty
  /// Lifetime: the order outlives the days
  CoxDays(const CoxDayOrder& order, std::span<const double> weight, Ties ties);

  /// Shape: sums[cells * stride], of each cell the sums of risk and of risk * x[p]. False when something overflowed.
  bool walk_back(std::span<const double> sums, std::size_t p, std::size_t stride, bool with_squares);
  /// expected() alone, of sums of risk.
  void spread_risks(std::span<const double> sums, std::size_t stride);
  /// About what expected() will be when the coefficients have moved by `step` from where the sums were made: a sum of
  /// risks is taken to grow by the exponential of step times its mean of x, which leaves the square of the step.
  /// Shape: step[stride], 0 in the first place and behind the covariates
  void foresee(std::span<const double> sums, std::span<const double> step);

  /// The sum over the terms of weight * log denominator.
  double log_denominators() const { return terms_.log_denominators(); }
  /// The sum over the terms of weight * mean of x. Shape: [p]
  const std::vector<double>& means() const { return means_; }
  /// The sum over the terms of weight * mean * mean', its upper half, if it was asked for.
  const Matrix& squares() const { return squares_; }
  /// What all rows together expect, by other numbers of the cells than expected().
  static double expected_of_all(std::span<const double> sums, std::size_t stride,
                                std::span<const double> by_cell);
  /// The weight of all events.
  double weight_of_events() const;
  /// What a row of the cell with a risk of 1 is expected to have of events. Shape: [cells]
  const std::vector<double>& expected() const { return expected_; }

  /// Those who have the event: the sum over their cells. Shape: out[p]
  std::vector<double> sum_of_deaths(std::span<const double> sums, std::size_t p, std::size_t stride) const;

 private:
  using Stratum = CoxDayOrder::Stratum;

  void weigh_deaths(std::span<const double> weight, Ties ties, std::vector<double>& terms,
                    std::vector<double>& of_term) const;
  bool take_risks(std::span<const double> sums, std::size_t stride);
  void spread_hazards();
  void sum_means(std::span<const double> sums, std::size_t p, std::size_t stride, bool with_squares);

  const CoxDayOrder& order_;
  CoxDayTerms terms_;
  std::vector<double> risk_left_, risk_of_deaths_;  // by event day, rounded up to whole vectors
  std::vector<double> means_;
  Matrix squares_;
  std::vector<double> expected_;
};

}  // namespace repere::statistics
