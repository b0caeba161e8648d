#pragma once
#include <memory>
#include <span>
#include <vector>

#include "statistics/cox_rows.hpp"

namespace repere::statistics {

class CoxRowVectors;

/// The weight of the rows at positions first .. end.
double weight_of(const CoxRows& rows, std::uint32_t first, std::uint32_t end);

/// What a Cox model says at each of its event times, at its coefficients: the sums over those at risk of
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

  /// Of the event time at which d rows of this weight and risk die, and this risk is left of the others.
  static Time time_of(Ties ties, std::uint32_t deaths, double weight, double risk_left,
                      double risk_of_deaths);

  /// Of a fit that kept its rows, at its coefficients: what it kept. Lifetime: the fit's rows outlive the object
  static std::shared_ptr<const CoxEventTimes> of(const CoxFit& fit);
  /// The same computed, for the fit to keep; it has kept its risks.
  static CoxEventTimes at_fit(const CoxFit& fit) { return {fit, *fit.kept_risk, {}}; }
  /// At coefficients of 0, and without the offset.
  static CoxEventTimes at_zero(const CoxFit& fit);

  CoxEventTimes(CoxEventTimes&&) = default;

  const CoxRows& rows() const { return rows_; }
  /// How loops read its rows.
  const CoxRowVectors& vectors() const { return *vectors_; }
  /// By position: weight * exp(offset + x'b).
  std::span<const double> risk() const { return risk_; }
  /// By block.
  const std::vector<Time>& times() const { return times_; }
  /// Sum of risk * x over those at risk at the block's time who do not die at it.
  /// Shape: [p]
  std::span<const double> left(std::size_t block) const {
    return std::span(left_).subspan(block * rows_.covariates, rows_.covariates);
  }
  /// Sum of risk * x over those who die at it. Shape: [p]
  std::span<const double> deaths(std::size_t block) const {
    return std::span(deaths_).subspan(block * rows_.covariates, rows_.covariates);
  }

 private:
  CoxEventTimes(const CoxFit& fit, std::span<const double> risk, std::vector<double> own,
                std::shared_ptr<const CoxRowVectors> vectors = nullptr);
  void walk_back(const RiskSets::Stratum& stratum);
  void walk_back_with_entries(const RiskSets::Stratum& stratum);
  void finish_time(std::uint32_t block, double risk_left, double risk_of_deaths);

  const CoxRows& rows_;
  std::shared_ptr<const CoxRowVectors> vectors_;
  Ties ties_;
  std::span<const double> risk_;
  std::vector<double> own_risk_;  // unless the fit's serves
  std::vector<Time> times_;
  std::vector<double> left_, deaths_;
};

}  // namespace repere::statistics
