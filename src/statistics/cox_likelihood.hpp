#pragma once
#include <span>
#include <vector>

#include "statistics/cox_objective.hpp"
#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// The partial likelihood of a Cox model at given coefficients, with what else can be computed from the same
/// walk.
///
/// With r_i = w_i exp(offset_i + x_i'b), each event time gives a hazard to those at risk (`hazard`) and,
/// under Efron's ties, a smaller one to those who die there (`hazard_of_deaths`). A row's expected number of
/// events is m_i = r_i * (the hazards over its blocks); then score = X'(w d - m) and information = X' diag(m)
/// X - the sum over event times of the outer products of the weighted means: sums over rows, not over risk
/// sets. Source: docs/methods.md, "Cox model"
class CoxLikelihood final : public CoxObjective {
 public:
  CoxLikelihood(const CoxRows& rows, Ties ties);

  /// Shape: coefficient[p] on the scale of rows.x. False when something overflowed: the values are then of no
  /// use.
  bool evaluate(std::span<const double> coefficient) override;

  double loglik() const override { return loglik_; }
  const std::vector<double>& score() const override { return score_; }
  const Matrix& information() const override { return information_; }

  /// By position: offset + x'b; w exp of it; and the expected number of events.
  const std::vector<double>& linear_predictor() const { return eta_; }
  const std::vector<double>& risk() const { return risk_; }
  const std::vector<double>& expected() const { return expected_; }
  /// By block.
  const std::vector<double>& hazard() const { return hazard_; }
  const std::vector<double>& hazard_of_deaths() const { return hazard_of_deaths_; }

 private:
  void compute_risks(std::span<const double> coefficient);
  template <class Sum>
  void walk_back(const RiskSets::Stratum& stratum);
  void add_event_time(std::uint32_t block, double risk_left, const double* x_left);
  void sum_deaths(const RiskSets::Block& block);
  void spread_hazards();
  void sum_over_rows();
  void drop_rounding(const Matrix& means);

  const CoxRows& rows_;
  Ties ties_;
  double loglik_ = 0;
  bool in_range_ = true;  // of the risks
  std::vector<double> score_;
  Matrix information_;
  std::vector<double> eta_, risk_, expected_;
  std::vector<double> hazard_, hazard_of_deaths_;
  // Sums over the deaths of one event time.
  struct Deaths {
    double weight = 0;
    double risk = 0;
    std::vector<double> x;  // risk * x
  } deaths_;
};

}  // namespace repere::statistics
