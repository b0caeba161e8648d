#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/cox.hpp"
#include "statistics/large_array.hpp"
#include "statistics/time_axis.hpp"

namespace repere::statistics {

/// The event days of a Cox model whose rows are counted by day, and what the likelihood needs of each.
///
/// Each stratum has, for each of its days with an event, a cell of those who have it and one of those who are censored
/// then or before the next; its first cell is of those who leave before the first. Given each cell's sum of risk * (1, x),
/// one walk back through the days gives the likelihood, and what each row is expected to have of events by its cell.
/// Source: docs/methods.md, "Cox model", "Many rows"
class CoxDays {
 public:
  /// Whether the days are fewer than the rows by far, and nobody enters late.
  static bool suits(const FollowUp& data, const TimeAxis& axis, const Codes& strata);

  CoxDays(const FollowUp& data, const TimeAxis& axis, const Codes& strata, Ties ties, unsigned threads);

  std::size_t cells() const { return 2 * events_ + strata_.size(); }
  /// Shape: [n], rounded up to whole blocks of rows (cell 0, where there is no row)
  std::span<const std::uint32_t> cell_of_row() const { return cell_; }

  /// How many rows each cell has. Shape: [cells]
  const std::vector<std::uint32_t>& rows_of_cell() const { return rows_of_cell_; }

  /// Shape: sums[cells * stride], of each cell the sums of risk and of risk * x[p]. False when something overflowed.
  bool walk_back(std::span<const double> sums, std::size_t p, std::size_t stride, bool with_squares);
  /// expected() alone, of sums of risk.
  void spread_risks(std::span<const double> sums, std::size_t stride);
  /// About what expected() will be when the coefficients have moved by `step` from where the sums were made: a sum of
  /// risks is taken to grow by the exponential of step times its mean of x, which leaves the square of the step.
  /// Shape: step[stride], 0 in the first place and behind the covariates
  void foresee(std::span<const double> sums, std::span<const double> step);

  /// The sum over the terms of weight * log denominator.
  double log_denominators() const { return log_denominators_; }
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
  struct Stratum {
    std::size_t first_event, end_event;
    std::size_t first_cell() const { return 2 * first_event + number; }
    std::size_t number;
  };
  std::size_t cell_of_deaths(const Stratum& stratum, std::size_t event) const {
    return 2 * event + 1 + stratum.number;
  }

  std::vector<std::uint32_t> count_rows(const FollowUp& data, const TimeAxis& axis, const Codes& strata,
                                        unsigned threads);
  void number_events(const std::vector<std::uint32_t>& rows_of_tick, std::uint32_t ticks,
                     std::uint32_t strata, std::vector<std::uint32_t>& cell_of_tick);
  void weigh_deaths(const FollowUp& data, Ties ties);
  bool take_risks(std::span<const double> sums, std::size_t stride);
  void sum_terms();
  void spread_hazards();
  void sum_means(std::span<const double> sums, std::size_t p, std::size_t stride, bool with_squares);

  std::vector<Stratum> strata_;
  std::size_t events_ = 0;
  bool weighted_ = false;
  LargeArray<std::uint32_t> cell_;
  std::vector<std::uint32_t> rows_of_cell_;
  // By event day, rounded up to whole lanes:
  std::vector<double> terms_, weight_;  // how many, and the weight of each
  std::vector<double> risk_left_, risk_of_deaths_;
  std::vector<double> hazard_,
      hazard_of_deaths_;  // sums over the terms of weight / denominator; times the share
  std::vector<double> left_left_, left_deaths_,
      deaths_deaths_;  // of weight / denominator^2; with share; share^2
  double log_denominators_ = 0;
  std::vector<double> means_;
  Matrix squares_;
  std::vector<double> expected_;
};

}  // namespace repere::statistics
