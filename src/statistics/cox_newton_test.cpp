#include "statistics/cox_newton.hpp"

#include <gtest/gtest.h>

namespace repere::statistics {
namespace {

// A log likelihood of one covariate that is a parabola: its maximum is one Newton step from anywhere.
class Parabola final : public CoxObjective {
 public:
  Parabola(double top, double maximum, double curvature)
      : top_(top), maximum_(maximum), curvature_(curvature), score_(1), information_(1) {}

  bool evaluate(std::span<const double> coefficient) override {
    const double distance = coefficient[0] - maximum_;
    loglik_ = top_ - curvature_ / 2 * distance * distance;
    score_[0] = -curvature_ * distance;
    information_(0, 0) = curvature_;
    return true;
  }
  bool evaluate_score(std::span<const double> coefficient) override { return evaluate(coefficient); }
  double loglik() const override { return loglik_; }
  const std::vector<double>& score() const override { return score_; }
  const Matrix& information() const override { return information_; }

 private:
  double top_, maximum_, curvature_, loglik_ = 0;
  std::vector<double> score_;
  Matrix information_;
};

CoxRows one_covariate() {
  CoxRows rows;
  rows.covariates = 1;
  rows.mean = {0};
  rows.scale = {1};
  rows.constant = {0};
  return rows;
}

CoxMaximum from(double start) {
  Parabola likelihood(-22'527, 0.001, 2'500);
  Matrix information(1);
  information(0, 0) = 2'500;
  return maximise(likelihood, one_covariate(), {}, {{start}, information});
}

TEST(CoxNewton, a_start_that_is_worse_than_0_does_not_end_the_search) {
  // Of 25,000 rows with hardly an effect a coefficient came out as 4e-7 of the wrong sign, as if it were infinite: the start
  // was drawn back towards 0 until the likelihood no longer moved.
  const CoxMaximum maximum = from(-0.05);
  EXPECT_TRUE(maximum.converged);
  EXPECT_FALSE(maximum.rising);
  EXPECT_NEAR(maximum.coefficient[0], 0.001, 1e-12);
}

TEST(CoxNewton, a_start_near_the_maximum_ends_at_it) {
  EXPECT_NEAR(from(0.0011).coefficient[0], 0.001, 1e-12);
}

}  // namespace
}  // namespace repere::statistics
