#pragma once
#include <span>
#include <vector>

#include "statistics/censoring_weights.hpp"
#include "statistics/cox_objective.hpp"
#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// The partial likelihood of a Fine-Gray model at given coefficients.
///
/// At each event time those at risk are all who have not ended before (a sum from the last row backwards) and, by their
/// weights, those who had a competing event before (a sum from the first row forwards, times G of the time): two scans,
/// whatever the number of event times. With delayed entry those who have not come yet are taken out of the first. Score and information are then sums over rows, as in CoxLikelihood.
/// Source: Fine & Gray 1999, doi:10.1080/01621459.1999.10474144; Kawaguchi et al. 2021, doi:10.1080/10618600.2020.1841650;
///   docs/methods.md, "Fine-Gray model"
class FineGrayLikelihood final : public CoxObjective {
 public:
  FineGrayLikelihood(const CoxRows& rows, const CensoringWeights& weights);

  bool evaluate(std::span<const double> coefficient) override;
  double loglik() const override { return loglik_; }
  const std::vector<double>& score() const override { return score_; }
  const Matrix& information() const override { return information_; }

  /// By position: the weight times exp(x'b), and the expected weight of events.
  const std::vector<double>& risk() const { return risk_; }
  const std::vector<double>& expected() const { return expected_; }
  /// By block: what its time adds to the cumulative subdistribution hazard at the covariates' means; and the mean of x
  /// in its risk set [blocks * p].
  const std::vector<double>& hazard() const { return hazard_; }
  const std::vector<double>& mean() const { return mean_; }

 private:
  void compute_risks(std::span<const double> coefficient);
  double weight_of(std::size_t position) const { return rows_.weight.empty() ? 1 : rows_.weight[position]; }
  void sum_those_who_remain();
  void sum_those_who_came_and_remain();
  void add_those_with_competing_events(const CensoringWeights::Group& group);
  void sum_blocks();
  void spread_hazards();
  void sum_over_rows();

  const CoxRows& rows_;
  const CensoringWeights& weights_;
  double loglik_ = 0;
  std::vector<double> score_;
  Matrix information_;
  std::vector<double> risk_, expected_;
  std::vector<double> events_;  // [blocks] the weight of the events
  std::vector<double> total_;   // [blocks] the sum of risk
  std::vector<double> mean_;    // [blocks * p] the sum of risk * x, then divided by `total_`
  std::vector<double> hazard_;
  std::vector<double> before_;  // [blocks + 1] the sum of hazards before each block
};

}  // namespace repere::statistics
