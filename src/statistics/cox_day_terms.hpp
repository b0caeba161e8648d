#pragma once
#include <vector>

#include "statistics/large_array.hpp"

namespace repere::statistics {

/// The terms of the event days of a Cox model: a day of n deaths has n of them by Efron, the k-th with the denominator
/// left + (n - k) / n * deaths, k = 0 .. n - 1, of what those who leave later and those who die have of risk.
/// Source: docs/methods.md, "Cox model", "Many rows"
class CoxDayTerms {
 public:
  CoxDayTerms() = default;
  /// Shape: terms[n], how many each day has; weight[n], of each of them. days() is n rounded up to whole vectors: where the
  ///   days that are not there are given 1 for left and 0 for deaths, they add nothing
  CoxDayTerms(std::vector<double> terms, std::vector<double> weight);

  std::size_t days() const { return terms_.size(); }
  const std::vector<double>& terms() const { return terms_; }
  const std::vector<double>& weight() const { return weight_; }

  /// Sums weight / denominator and more over the terms of each day.
  /// Shape: left[days()], deaths[days()]
  void sum_up(const std::vector<double>& left, const std::vector<double>& deaths);

  /// The sum over all terms of weight * log denominator.
  double log_denominators() const { return log_denominators_; }
  /// By day the sums of weight / denominator, and of that times the share (n - k) / n. Shape: [days()]
  const std::vector<double>& hazard() const { return hazard_; }
  const std::vector<double>& hazard_of_deaths() const { return hazard_of_deaths_; }
  /// By day the sums of weight / denominator^2, of that times the share, and times its square. Shape: [days()]
  const std::vector<double>& left_left() const { return left_left_; }
  const std::vector<double>& left_deaths() const { return left_deaths_; }
  const std::vector<double>& deaths_deaths() const { return deaths_deaths_; }

 private:
  std::vector<double> terms_, weight_;
  bool weighted_ = false;
  LargeArray<double> powers_;  // [days / 8][powers][8] sums of the shares' powers
  double log_denominators_ = 0;
  std::vector<double> hazard_, hazard_of_deaths_, left_left_, left_deaths_, deaths_deaths_;
};

}  // namespace repere::statistics
