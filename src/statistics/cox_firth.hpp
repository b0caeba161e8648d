#pragma once
#include <optional>
#include <vector>

#include "statistics/cox_likelihood.hpp"

namespace repere::statistics {

/// The partial likelihood times the root of the determinant of its information: Firth's correction, by which
/// estimates stay finite when the likelihood has no maximum (separation).
/// Ties:   Efron or Breslow
/// Cost:   rows * p^2 an evaluation
/// Source: Firth 1993, doi:10.1093/biomet/80.1.27; Heinze & Schemper 2001,
///   doi:10.1111/j.0006-341X.2001.00114.x; docs/methods.md, "Firth's correction"
class CoxFirth final : public CoxObjective {
 public:
  CoxFirth(CoxLikelihood& likelihood, const CoxRows& rows, Ties ties);

  bool evaluate(std::span<const double> coefficient) override;
  /// With the penalty.
  double loglik() const override { return loglik_; }
  const std::vector<double>& score() const override { return score_; }
  /// That of the likelihood without penalty, as Heinze & Schemper have it.
  const Matrix& information() const override { return likelihood_.information(); }

 private:
  struct Sums;
  template <class Sum>
  void walk_back(const RiskSets::Stratum& stratum, const Matrix& covariance);
  void add_terms(const RiskSets::Block& block, const Sums& left, const Sums& deaths,
                 const Matrix& covariance);

  CoxLikelihood& likelihood_;
  const CoxRows& rows_;
  Ties ties_;
  std::vector<double> squares_;  // [n] x' covariance x
  double loglik_ = 0;
  std::vector<double> score_;
};

}  // namespace repere::statistics
