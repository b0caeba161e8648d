#pragma once
#include <span>
#include <vector>

#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// What a Cox model says at each of its event times, at given coefficients: the sums over those at risk of
/// which residuals, robust variance, tests and curves are made. One walk back through the rows.
///
/// Under Efron an event time with d deaths of total weight W has d terms, each with the weight W/d and a
/// denominator that sees the share s = 1, (d-1)/d ... 1/d of those who die at it; under Breslow it has one
/// term with the share 1. Exact ties have no such terms: what is computed after an exact fit is Breslow's.
/// Source: docs/methods.md, "Cox model" and "Residuals of a Cox model"
class CoxEventTimes {
 public:
  struct Time {
    double weight = 0;            ///< W, of those who die
    double hazard = 0;            ///< sum of W/d / denominator: of those at risk
    double hazard_of_deaths = 0;  ///< the same times s: of those who die at it
    double square = 0;            ///< sum of W/d / denominator^2; then times s; then times s^2
    double square_share = 0;
    double square_share2 = 0;
  };

  /// Shape:    coefficient[p] on the scale of rows.x
  /// Lifetime: `rows` outlives the object
  static CoxEventTimes at(const CoxRows& rows, Ties ties, std::span<const double> coefficient);
  /// The same with the risks as given. Shape: risk[n] by position, weights included
  static CoxEventTimes with(const CoxRows& rows, Ties ties, std::vector<double> risk);

  const CoxRows& rows() const { return rows_; }
  /// By position: weight * exp(offset + x'b).
  const std::vector<double>& risk() const { return risk_; }
  /// By block.
  const std::vector<Time>& times() const { return times_; }
  /// Sum of risk * x over those at risk at the block's time who do not die at it.
  /// Shape: [p]
  std::span<const double> left(std::size_t block) const {
    return std::span(left_).subspan(block * rows_.covariates, rows_.covariates);
  }
  /// Sum of risk * x over those who die at it. Shape: out[p]
  void sum_deaths(std::uint32_t block, std::span<double> out) const;

 private:
  CoxEventTimes(const CoxRows& rows, Ties ties, std::vector<double> risk);
  template <class Sum>
  void walk_back(const RiskSets::Stratum& stratum);
  void finish_time(std::uint32_t block, double risk_left, double risk_of_deaths);

  const CoxRows& rows_;
  Ties ties_;
  std::vector<double> risk_;
  std::vector<Time> times_;
  std::vector<double> left_;
};

}  // namespace repere::statistics
