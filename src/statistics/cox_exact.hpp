#pragma once
#include <vector>

#include "statistics/cox_objective.hpp"
#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// The exact partial likelihood of tied events: of all sets of d rows at risk, the chance that just those d
/// have the event, given that d have. It is the conditional logistic likelihood of matched sets.
///
/// Cost:   rows * (most deaths at one time) * p^2 for a stratum; with delayed entry that for each event time
/// Ties:   weights are not taken
/// Source: Cox 1972; Gail, Lubin & Rubinstein 1981, doi:10.1093/biomet/68.3.703; docs/methods.md, "Exact ties"
class CoxExact final : public CoxObjective {
 public:
  explicit CoxExact(const CoxRows& rows);

  bool evaluate(std::span<const double> coefficient) override;
  double loglik() const override { return loglik_; }
  const std::vector<double>& score() const override { return score_; }
  const Matrix& information() const override { return information_; }

 private:
  void compute_risks(std::span<const double> coefficient);
  void walk_back(const RiskSets::Stratum& stratum);
  void gather_each(const RiskSets::Stratum& stratum);
  void add_event_time(const RiskSets::Block& block);
  void drop_rounding();

  // The subsets of the rows added so far, by their size k = 0 .. sizes: drawn with a chance in proportion to
  // the product of their rows' risks, a subset of size k has the sum of x with mean[k] and covariance[k]; total
  // weight of size k - 1 over that of size k is ratio[k].
  class Subsets {
   public:
    explicit Subsets(std::size_t covariates);
    void start(std::size_t sizes);
    /// `sizes`: the largest size that is still of use.
    void add(double risk, const double* x, std::size_t sizes);
    double log_total(std::size_t size) const;
    const double* mean(std::size_t size) const { return &mean_[size * p_]; }
    /// The upper half, by rows, without gaps.
    const double* covariance(std::size_t size) const { return &covariance_[size * half_]; }

   private:
    void mix(std::size_t size, double with, const double* x);
    std::size_t p_, half_;
    std::size_t rows_ = 0;
    std::vector<double> ratio_, mean_, covariance_, shift_;
  };

  const CoxRows& rows_;
  Subsets subsets_;
  std::vector<double> eta_, risk_;
  double loglik_ = 0;
  std::vector<double> score_;
  Matrix information_;
  std::vector<double> largest_;  // [p] of |x|
};

}  // namespace repere::statistics
