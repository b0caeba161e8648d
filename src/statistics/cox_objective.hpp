#pragma once
#include <span>
#include <vector>

#include "statistics/matrix.hpp"

namespace repere::statistics {

/// What Newton's method climbs: a log likelihood, with a penalty or without, and its derivatives.
class CoxObjective {
 public:
  virtual ~CoxObjective() = default;

  /// Shape: coefficient[p] on the scale of the rows (CoxRows). False when something overflowed: the values are
  /// then of no use.
  virtual bool evaluate(std::span<const double> coefficient) = 0;

  /// Log likelihood and score alone, for less; the information is not that of these coefficients. False when it is not
  /// to be had so, or something overflowed.
  virtual bool evaluate_score(std::span<const double> /*coefficient*/) { return false; }

  /// evaluate() may have left an information that is near enough for a step, at less cost: this gives it its last digits, at
  /// the coefficients last evaluated. False when something overflowed.
  virtual bool refine() { return true; }
  /// From now on evaluate() gives every information with its last digits.
  virtual void be_exact() {}

  virtual double loglik() const = 0;
  virtual const std::vector<double>& score() const = 0;
  /// The negative second derivative, both halves.
  virtual const Matrix& information() const = 0;

 protected:
  CoxObjective() = default;
  CoxObjective(const CoxObjective&) = default;
  CoxObjective& operator=(const CoxObjective&) = default;
};

}  // namespace repere::statistics
