#pragma once
#include <vector>

#include "statistics/cox_objective.hpp"
#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// A log likelihood less a ridge penalty: theta / 2 times the sum of squared coefficients, each multiplied by
/// the standard deviation of its covariate (with `standardised`) or as it is.
/// Source: Hoerl & Kennard 1970; Verweij & van Houwelingen 1994, doi:10.1002/sim.4780132307; docs/methods.md,
/// "Ridge"
class CoxRidge final : public CoxObjective {
 public:
  /// Shape: rows: the means and scales at which the likelihood's rows are held
  CoxRidge(CoxObjective& likelihood, const CoxModel& model, const CoxRows& rows, const Ridge& ridge);

  bool evaluate(std::span<const double> coefficient) override;
  bool evaluate_score(std::span<const double> coefficient) override;
  bool refine() override;
  void be_exact() override { likelihood_.be_exact(); }
  /// With the penalty.
  double loglik() const override { return loglik_; }
  const std::vector<double>& score() const override { return score_; }
  const Matrix& information() const override { return information_; }

  /// The trace of information without penalty times `covariance`, the inverse of that with: how many
  /// coefficients the model has in effect.
  double effective_parameters(const Matrix& covariance) const;

 private:
  void take_information();
  void add_penalty(std::span<const double> coefficient);

  CoxObjective& likelihood_;
  std::vector<double> penalty_;  // [p] second derivative
  double loglik_ = 0;
  std::vector<double> score_;
  Matrix information_;
};

}  // namespace repere::statistics
