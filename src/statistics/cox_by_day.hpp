#pragma once
#include <cstdint>
#include <vector>

#include "statistics/cox_objective.hpp"
#include "statistics/cox_patterns.hpp"
#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// The partial likelihood of many rows with few distinct times, everyone at risk from the start: the same numbers
/// as CoxLikelihood, without sorting the rows by time.
///
/// Each row's risk and risk * x are added to the cell of its stratum, day and event; the days are walked through
/// once; then each row's expected number of events is its risk times a factor of its cell. Where few different
/// rows of covariates exist, exponentials and products are computed once for each of them.
/// Ties:   Efron or Breslow
/// Source: docs/methods.md, "Cox model", "Many rows"
class CoxByDay final : public CoxObjective {
 public:
  /// Whether its cells are fewer than the rows by far, and nobody enters late.
  static bool suits(const FollowUp& data, const TimeAxis& axis, const CoxModel& model);

  /// Shape: frame: means and scales of the columns. What is borrowed must outlive it.
  CoxByDay(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame, Ties ties,
           unsigned threads);

  bool evaluate(std::span<const double> coefficient) override;
  double loglik() const override { return loglik_; }
  const std::vector<double>& score() const override { return score_; }
  const Matrix& information() const override { return information_; }

 private:
  struct Piece {  // a run of rows (or cells, of patterns) that one thread takes at a time
    std::size_t first, end;
    std::vector<double> cells;  // [cells * stride_], of rows: what it adds up is its own; the first has none
    std::vector<double> expected_of_pattern;
    std::vector<double> expected_x;
    Matrix gram;
  };

  void place_rows(const FollowUp& data, const TimeAxis& axis, const CoxModel& model);
  void count_deaths(const FollowUp& data);
  void cut_rows();
  void table_rows(const FollowUp& data);
  void tabulate_patterns();
  void sort_patterns();
  void evaluate_patterns(std::span<const double> coefficient);
  void add_rows(Piece& piece, std::span<const double> coefficient);
  void add_patterns(const Piece& piece);
  void join_cells();
  void walk_back();
  void spread_rows(Piece& piece);
  void spread_patterns(Piece& piece);
  void sum_over_patterns();

  const CoxRows& frame_;
  Ties ties_;
  unsigned threads_;
  std::size_t n_, p_, stride_;
  std::vector<const double*> columns_;
  std::span<const double> weight_, offset_;
  CoxPatterns patterns_;
  std::uint32_t strata_ = 1, ticks_ = 0;
  std::vector<std::uint32_t>
      cell_;  // [n], of rows only: (stratum * ticks + tick) * 2, and 1 more if censored
  std::vector<double> deaths_weight_;  // [strata * ticks]
  std::vector<std::uint32_t> deaths_;  // [strata * ticks]
  std::vector<double> sum_of_deaths_;  // [p] of w x
  double offset_of_deaths_ = 0;
  std::vector<Piece> pieces_;
  std::vector<double> cells_;  // [cells * stride_] sums of risk * x, then of risk
  std::vector<double> risk_;   // [n], or [patterns]
  // Rows and patterns are rounded up to whole blocks.
  std::vector<double> table_;  // [rows or patterns * p] their columns, block by block
  // Patterns only:
  std::vector<double> vectors_;        // [patterns * stride_] risk * x, then risk
  std::vector<std::uint32_t> start_;   // [cells + 1] where each begins in number_
  std::vector<std::uint32_t> number_;  // [n] the rows' patterns, sorted by cell
  std::vector<double> sorted_weight_;  // [n] or empty
  std::vector<double> factor_;         // [cells] expected events of a risk of 1
  double loglik_ = 0;
  std::vector<double> score_;
  Matrix information_;
};

}  // namespace repere::statistics
