#include "statistics/age_standard.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace repere::statistics {
namespace {

const std::vector<AgeWeight> two{{15, 1}, {45, 3}};

NetSurvivalCurve curve(double survival, double error, double censored) {
  NetSurvivalCurve result;
  result.rows = 10;
  result.time = {100};
  result.at_risk = {10};
  result.events = {10 - censored};
  result.censored = {censored};
  result.survival = {survival};
  result.std_error = {error};
  result.lower = result.upper = {survival};
  return result;
}

TEST(AgeStandard, is_the_weighted_mean_by_hand) {
  const std::vector<NetSurvivalCurve> curves{curve(0.8, 0.04, 5), curve(0.4, 0.02, 5)};
  const auto at = standardised_survival_at(curves, two, 100, {});
  EXPECT_NEAR(at.survival, 0.5, 1e-15);
  EXPECT_NEAR(at.std_error, std::hypot(0.01, 0.015), 1e-15);
  EXPECT_NEAR(at.upper, 0.5 * std::exp(1.959963984540054 * at.std_error / 0.5), 1e-14);
  EXPECT_EQ(at.at_risk, 20);
}

TEST(AgeStandard, does_not_guess_what_nobody_was_followed_to) {
  const std::vector<NetSurvivalCurve> curves{curve(0.8, 0.04, 5), curve(0.4, 0.02, 5)};
  EXPECT_TRUE(std::isnan(standardised_survival_at(curves, two, 101, {}).survival));
  // Where the last ones have died there is nothing left to know.
  const std::vector<NetSurvivalCurve> dead{curve(0, 0, 0), curve(0, 0, 0)};
  EXPECT_EQ(standardised_survival_at(dead, two, 101, {}).survival, 0);
  const std::vector<NetSurvivalCurve> empty{curve(0.8, 0.04, 5), NetSurvivalCurve{}};
  EXPECT_TRUE(std::isnan(standardised_survival_at(empty, two, 50, {}).survival));
  const std::vector<AgeWeight> first_only{{15, 1}, {45, 0}};
  EXPECT_NEAR(standardised_survival_at(empty, first_only, 100, {}).survival, 0.8, 1e-15);
}

TEST(AgeStandard, knows_its_classes) {
  EXPECT_EQ(age_class(two, 14.9), std::nullopt);
  EXPECT_EQ(age_class(two, 15), std::optional<std::size_t>(0));
  EXPECT_EQ(age_class(two, 44.9), std::optional<std::size_t>(0));
  EXPECT_EQ(age_class(two, 100), std::optional<std::size_t>(1));
  EXPECT_EQ(age_class_text(two, 0), "15-44");
  EXPECT_EQ(age_class_text(two, 1), "45+");
}

TEST(AgeStandard, adds_up_to_broader_classes) {
  const std::vector<AgeWeight> fine{{0, 1}, {15, 2}, {20, 3}, {45, 4}};
  const auto broad = in_broader_classes(fine, std::vector<double>{15, 45}).value();
  ASSERT_EQ(broad.size(), 2U);
  EXPECT_EQ(broad[0].weight, 5);
  EXPECT_EQ(broad[1].weight, 4);
  EXPECT_FALSE(in_broader_classes(fine, std::vector<double>{16}));
  EXPECT_FALSE(in_broader_classes(fine, std::vector<double>{45, 15}));
}

TEST(AgeStandard, refuses_ages_that_do_not_rise_and_odd_weights) {
  EXPECT_TRUE(check(two));
  EXPECT_FALSE(check(std::vector<AgeWeight>{}));
  EXPECT_FALSE(check(std::vector<AgeWeight>{{5, 1}, {5, 1}}));
  EXPECT_FALSE(check(std::vector<AgeWeight>{{5, -1}}));
  EXPECT_FALSE(check(std::vector<AgeWeight>{{5, 0}}));
}

}  // namespace
}  // namespace repere::statistics
