#include "statistics/survival_limits.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "statistics/branchless_math.hpp"

namespace repere::statistics {
namespace {

const double z = 1.959963984540054;
const double nan = std::nan("");

void expect_limits(const Limits& ours, double lower, double upper) {
  const auto same = [](double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-12 * std::abs(b);
  };
  EXPECT_TRUE(same(ours.lower, lower)) << ours.lower << " against " << lower;
  EXPECT_TRUE(same(ours.upper, upper)) << ours.upper << " against " << upper;
}

TEST(Branchless, exponential_and_logarithm_are_the_library_s) {
  for (double x = -744; x < 709; x += 0.137) {
    const double expected = std::exp(x);
    EXPECT_NEAR(exp_of(x), expected, 4e-16 * expected + 1e-323) << x;
    EXPECT_NEAR(log_of(expected), std::log(expected), 4e-16 * std::abs(x)) << x;
  }
  EXPECT_EQ(exp_of(0), 1);
  EXPECT_EQ(log_of(1), 0);
  EXPECT_EQ(exp_of(1000), INFINITY);
  EXPECT_EQ(exp_of(-1000), 0);
  EXPECT_TRUE(std::isnan(exp_of(nan)));
  EXPECT_NEAR(log_of(1 - 1e-12), std::log(1 - 1e-12), 1e-27);
}

TEST(SurvivalLimits, are_those_of_the_formulas) {
  for (const double s : {1e-300, 1e-9, 0.01, 0.3, 0.5, 0.97, 1 - 1e-9})
    for (const double e : {1e-6, 0.03, 0.5, 4.0}) {
      expect_limits(survival_limits(s, e, z, LimitScale::log), std::exp(std::log(s) - z * e),
                    std::min(1.0, std::exp(std::log(s) + z * e)));
      const double centre = std::log(-std::log(s)), half = z * e / std::log(s);
      const Limits ours = survival_limits(s, e, z, LimitScale::log_log);
      const double lower = std::exp(-std::exp(centre - half)), upper = std::exp(-std::exp(centre + half));
      EXPECT_NEAR(ours.lower, lower, 1e-12 * lower);
      EXPECT_NEAR(ours.upper, upper, 1e-12 * upper);
      expect_limits(survival_limits(s, e, z, LimitScale::plain), std::max(0.0, s - z * e * s),
                    std::min(1.0, s + z * e * s));
    }
}

TEST(SurvivalLimits, are_the_survival_itself_before_the_first_event_and_unknown_at_0) {
  for (const auto scale : {LimitScale::log, LimitScale::log_log, LimitScale::plain, LimitScale::logit})
    expect_limits(survival_limits(1, 0, z, scale), 1, 1);
  expect_limits(survival_limits(1, 0, z, LimitScale::arcsin), nan, nan);
  for (const auto scale :
       {LimitScale::log, LimitScale::log_log, LimitScale::plain, LimitScale::logit, LimitScale::arcsin})
    expect_limits(survival_limits(0, INFINITY, z, scale), nan, nan);
}

TEST(SurvivalLimits, of_a_curve_are_those_of_its_points) {
  std::vector<double> survival, error;
  for (int i = 0; i < 21; ++i) {
    survival.push_back(1 - i / 20.0);
    error.push_back(i == 20 ? INFINITY : 0.01 * i);
  }
  for (const auto scale :
       {LimitScale::log, LimitScale::log_log, LimitScale::plain, LimitScale::logit, LimitScale::arcsin}) {
    std::vector<double> lower(21), upper(21);
    survival_limits(survival, error, z, scale, lower, upper);
    for (std::size_t i = 0; i < 21; ++i) {
      const Limits one = survival_limits(survival[i], error[i], z, scale);
      EXPECT_TRUE(one.lower == lower[i] || (std::isnan(one.lower) && std::isnan(lower[i]))) << i;
      EXPECT_TRUE(one.upper == upper[i] || (std::isnan(one.upper) && std::isnan(upper[i]))) << i;
    }
  }
}

TEST(HazardLimits, agree_with_r) {
  // R 4.2.2, survival 3.8-6: survfit_confint(cumhaz, std.chaz, logse = FALSE, ulimit = FALSE), remission under 6-MP
  expect_limits(hazard_limits(0.14285714285714285, 0.082478609884232251, z, HazardScale::plain), 0,
                0.30451224772516738);
  expect_limits(hazard_limits(0.75211357270180790, 0.279467746695002794, z, HazardScale::plain),
                0.2043668543390397829, 1.29986029106457601);
  expect_limits(hazard_limits(0.14285714285714285, 0.082478609884232251, z, HazardScale::log),
                0.046074488215323679, 0.44293846889695176);
  expect_limits(hazard_limits(0.75211357270180790, 0.279467746695002794, z, HazardScale::log),
                0.363075476292933408, 1.55800890772882950);
  expect_limits(hazard_limits(0, 0, z, HazardScale::log), 0, 0);
}

}  // namespace
}  // namespace repere::statistics
