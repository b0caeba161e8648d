#include "statistics/rmst.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace repere::statistics {
namespace {

SurvivalCurve curve_of(const std::vector<double>& time, const std::vector<std::uint8_t>& event) {
  return kaplan_meier({time, event, {}, {}}).value().front();
}

TEST(RestrictedMean, is_the_area_under_the_curve_worked_out_by_hand) {
  // S is 1 to day 1, 0.8 to day 2, 0.6 to day 3, then 0.3; the last row is censored on day 4.
  const auto curve = curve_of({1, 2, 2, 3, 4}, {1, 1, 0, 1, 0});
  EXPECT_NEAR(restricted_mean(curve, 2.5).value, 1 + 0.8 + 0.3, 1e-15);
  EXPECT_NEAR(restricted_mean(curve, 4).value, 1 + 0.8 + 0.6 + 0.3, 1e-15);
  const double after_1 = 0.8 + 0.6 + 0.3, after_2 = 0.6 + 0.3, after_3 = 0.3;
  const double variance = after_1 * after_1 / 20 + after_2 * after_2 / 12 + after_3 * after_3 / 2;
  EXPECT_NEAR(restricted_mean(curve, 4).std_error, std::sqrt(variance), 1e-15);
  // R 4.2.2, survival 3.8-6: summary(survfit(Surv(time, event) ~ 1), rmean = tau)$table
  EXPECT_NEAR(restricted_mean(curve, 2.5).std_error, 0.26076809620810598, 1e-15);
  EXPECT_NEAR(restricted_mean(curve, 4).std_error, 0.50695167422546306, 1e-15);
}

TEST(RestrictedMean, carries_the_last_survival_on_past_the_last_time) {
  const auto curve = curve_of({1, 2, 2, 3, 4}, {1, 1, 0, 1, 0});
  EXPECT_NEAR(restricted_mean(curve, 6).value, 3.3, 1e-15);
  EXPECT_NEAR(restricted_mean(curve, 6).std_error, 0.92574294488264952, 1e-15);  // R, as above
  EXPECT_TRUE(outlives(curve, 6));
  EXPECT_FALSE(outlives(curve, 4));
  const auto all_died = curve_of({1, 2}, {1, 1});
  EXPECT_FALSE(outlives(all_died, 6));
  EXPECT_NEAR(restricted_mean(all_died, 6).value, 1.5, 1e-15);
}

TEST(RestrictedMean, is_tau_itself_before_the_first_event) {
  const auto curve = curve_of({3, 5}, {1, 0});
  EXPECT_EQ(restricted_mean(curve, 2).value, 2);
  EXPECT_EQ(restricted_mean(curve, 2).std_error, 0);
  EXPECT_EQ(restricted_mean(curve_of({3, 5}, {0, 0}), 4).value, 4);
  EXPECT_EQ(restricted_mean(curve_of({0, 0}, {1, 1}), 4).value, 0);
  EXPECT_EQ(restricted_mean(curve_of({0, 5}, {1, 0}), 4).value, 2);
}

TEST(Contrast, compares_the_remission_trial_s_means) {
  // Freireich 1963 up to week 20; means and errors: R 4.2.2, survival 3.8-6, summary(fit, rmean = 20)$table
  const std::vector<double> weeks = {6,  6,  6,  6,  7,  9,  10, 10, 11, 13, 16, 17, 19, 20,
                                     22, 23, 25, 32, 32, 34, 35, 1,  1,  2,  2,  3,  4,  4,
                                     5,  5,  8,  8,  8,  8,  11, 11, 12, 12, 15, 17, 22, 23};
  const std::vector<std::uint8_t> relapse = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0,
                                             1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  std::vector<std::uint32_t> arm(42, 0);
  std::fill(arm.begin() + 21, arm.end(), 1);
  const auto curves = kaplan_meier({weeks, relapse, {}, {}}, {arm, 2}).value();
  const Estimate first = restricted_mean(curves[0], 20), second = restricted_mean(curves[1], 20);
  EXPECT_NEAR(first.value, 16.1165266106442573, 1e-13);
  EXPECT_NEAR(first.std_error, 1.2515601960050471, 1e-13);
  EXPECT_NEAR(second.value, 8.4285714285714288, 1e-13);
  EXPECT_NEAR(second.std_error, 1.2680826825039220, 1e-13);

  const Contrast between = difference(first, second, 0.95);
  EXPECT_NEAR(between.estimate, -7.6879551820728285, 1e-13);
  EXPECT_NEAR(between.std_error, std::hypot(1.2515601960050471, 1.2680826825039220), 1e-13);
  EXPECT_NEAR(between.upper, between.estimate + 1.959963984540054 * between.std_error, 1e-13);
  EXPECT_LT(between.p, 1e-4);

  const Contrast share = ratio(first, second, 0.95);
  EXPECT_NEAR(share.estimate, 8.4285714285714288 / 16.1165266106442573, 1e-14);
  const double error =
      std::hypot(1.2515601960050471 / 16.1165266106442573, 1.2680826825039220 / 8.4285714285714288);
  EXPECT_NEAR(share.lower, share.estimate * std::exp(-1.959963984540054 * error), 1e-14);
  EXPECT_NEAR(ratio(second, first, 0.95).estimate, 1 / share.estimate, 1e-14);
  EXPECT_NEAR(ratio(second, first, 0.95).p, share.p, 1e-14);
}

TEST(Contrast, has_no_p_without_an_error_and_no_ratio_to_nothing) {
  EXPECT_TRUE(std::isnan(difference({1, 0}, {1, 0}, 0.95).p));
  EXPECT_EQ(difference({1, 0}, {0.5, 0.1}, 0.9).estimate, -0.5);
  EXPECT_TRUE(std::isnan(ratio({0, 0}, {1, 0.1}, 0.95).estimate));
  EXPECT_TRUE(std::isnan(ratio({1, 0.1}, {0, 0}, 0.95).lower));
}

}  // namespace
}  // namespace repere::statistics
