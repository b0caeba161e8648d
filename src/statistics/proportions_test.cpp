#include "statistics/proportions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace repere::statistics {
namespace {

TEST(Wilson, is_the_root_of_the_score_equation_by_hand) {
  // Each limit L solves (p - L)^2 = z^2 L (1 - L) / n.
  const double z = 1.959963984540054;
  const auto interval = wilson_interval({37, 100}, 0.95).value();
  EXPECT_DOUBLE_EQ(interval.value, 0.37);
  for (const double limit : {interval.lower, interval.upper})
    EXPECT_NEAR((0.37 - limit) * (0.37 - limit), z * z * limit * (1 - limit) / 100, 1e-15);
  EXPECT_LT(interval.lower, 0.37);
  EXPECT_GT(interval.upper, 0.37);
}

// Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
TEST(Wilson, gives_the_published_intervals) {
  struct Case {
    Count count;
    double lower, upper;
  };
  for (const auto& [count, lower, upper] : {Case{{81, 263}, 0.2553, 0.3662}, Case{{15, 148}, 0.0624, 0.1605},
                                            Case{{0, 20}, 0.0, 0.1611}, Case{{1, 29}, 0.0061, 0.1718}}) {
    const auto interval = wilson_interval(count, 0.95).value();
    EXPECT_NEAR(interval.lower, lower, 5.01e-5) << count.yes << "/" << count.of;
    EXPECT_NEAR(interval.upper, upper, 5.01e-5) << count.yes << "/" << count.of;
  }
}

TEST(Wilson, ends_exactly_at_0_and_1) {
  EXPECT_EQ(wilson_interval({0, 7}, 0.95)->lower, 0.0);
  EXPECT_EQ(wilson_interval({7, 7}, 0.95)->upper, 1.0);
}

TEST(Wilson, refuses_no_cases_too_many_and_odd_levels) {
  EXPECT_FALSE(wilson_interval({0, 0}, 0.95));
  EXPECT_FALSE(wilson_interval({3, 2}, 0.95));
  for (const double level : {0.0, 1.0, -0.5, 95.0, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_FALSE(wilson_interval({1, 2}, level)) << level;
}

// R 4.2: binom.test(8, 20)$conf.int, binom.test(1, 1e6)$conf.int
TEST(ClopperPearson, gives_the_exact_limits_of_R) {
  const auto interval = clopper_pearson_interval({8, 20}, 0.95).value();
  EXPECT_NEAR(interval.lower, 0.19119006072530725, 1e-14);
  EXPECT_NEAR(interval.upper, 0.63945741269251033, 1e-14);
  const auto rare = clopper_pearson_interval({1, 1000000}, 0.95).value();
  EXPECT_NEAR(rare.lower / 2.5317807663794211e-08, 1, 1e-12);
  EXPECT_NEAR(rare.upper / 5.5716306551722366e-06, 1, 1e-12);
}

// Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 5.
TEST(ClopperPearson, gives_the_published_intervals) {
  EXPECT_NEAR(clopper_pearson_interval({81, 263}, 0.95)->lower, 0.2527, 5.01e-5);
  EXPECT_NEAR(clopper_pearson_interval({81, 263}, 0.95)->upper, 0.3676, 5.01e-5);
  EXPECT_NEAR(clopper_pearson_interval({1, 29}, 0.95)->lower, 0.0009, 5.01e-5);
  EXPECT_NEAR(clopper_pearson_interval({1, 29}, 0.95)->upper, 0.1776, 5.01e-5);
}

TEST(ClopperPearson, of_none_and_all_by_hand) {
  // (1 - u)^20 = 0.025
  const auto none = clopper_pearson_interval({0, 20}, 0.95).value();
  EXPECT_EQ(none.lower, 0);
  EXPECT_NEAR(none.upper, 1 - std::pow(0.025, 1.0 / 20), 1e-15);
  const auto all = clopper_pearson_interval({20, 20}, 0.95).value();
  EXPECT_EQ(all.upper, 1);
  EXPECT_NEAR(all.lower, std::pow(0.025, 1.0 / 20), 1e-15);
  EXPECT_FALSE(clopper_pearson_interval({0, 0}, 0.95));
}

// Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
TEST(Newcombe, gives_the_published_intervals) {
  struct Case {
    Count a, b;
    double lower, upper;
  };
  for (const auto& [a, b, lower, upper] :
       {Case{{56, 70}, {48, 80}, 0.0524, 0.3339}, Case{{9, 10}, {3, 10}, 0.1705, 0.8090},
        Case{{6, 7}, {2, 7}, 0.0582, 0.8062}, Case{{5, 56}, {0, 29}, -0.0381, 0.1926},
        Case{{0, 10}, {0, 20}, -0.1611, 0.2775}, Case{{0, 10}, {0, 10}, -0.2775, 0.2775},
        Case{{10, 10}, {0, 20}, 0.6791, 1.0}, Case{{10, 10}, {0, 10}, 0.6075, 1.0}}) {
    const auto interval = newcombe_difference(a, b, 0.95).value();
    EXPECT_NEAR(interval.lower, lower, 5.01e-5) << a.yes << "/" << a.of;
    EXPECT_NEAR(interval.upper, upper, 5.01e-5) << a.yes << "/" << a.of;
  }
}

TEST(Newcombe, turns_over_when_the_groups_do) {
  const auto one = newcombe_difference({56, 70}, {48, 80}, 0.9).value();
  const auto other = newcombe_difference({48, 80}, {56, 70}, 0.9).value();
  EXPECT_DOUBLE_EQ(one.value, -other.value);
  EXPECT_DOUBLE_EQ(one.lower, -other.upper);
  EXPECT_DOUBLE_EQ(one.upper, -other.lower);
}

TEST(Newcombe, refuses_a_group_without_cases) {
  EXPECT_FALSE(newcombe_difference({1, 2}, {0, 0}, 0.95));
  EXPECT_FALSE(newcombe_difference({0, 0}, {1, 2}, 0.95));
}

// Fleiss 1981, Statistical Methods for Rates and Proportions, p. 139: smokers among patients of four studies.
// R: prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82)) prints X-squared = 8.2249, p-value = 0.004132
TEST(CochranArmitage, gives_the_published_trend) {
  const std::array<Count, 4> groups{{{83, 86}, {90, 93}, {129, 136}, {70, 82}}};
  const std::array<double, 4> scores{1, 2, 3, 4};
  const auto trend = cochran_armitage(groups, scores).value();
  EXPECT_NEAR(trend.z * trend.z, 8.2249, 5.01e-5);
  EXPECT_NEAR(trend.p, 0.004132, 5.01e-7);
  EXPECT_LT(trend.z, 0);
}

// Agresti, Categorical Data Analysis: alcohol in pregnancy and malformation, scores 0, 0.5, 1.5, 4, 7:
// chi2 6.57, p 0.010
TEST(CochranArmitage, takes_scores_that_are_not_ranks) {
  const std::array<Count, 5> groups{{{48, 17114}, {38, 14502}, {5, 793}, {1, 127}, {1, 38}}};
  const std::array<double, 5> scores{0, 0.5, 1.5, 4, 7};
  const auto trend = cochran_armitage(groups, scores).value();
  EXPECT_NEAR(trend.z * trend.z, 6.57, 0.005);
  EXPECT_NEAR(trend.p, 0.0104, 5e-5);
}

TEST(CochranArmitage, of_two_groups_is_the_chi_squared_test_by_hand) {
  // 10/20 against 5/20: pooled 0.375, z = 0.25 / sqrt(0.375 * 0.625 * (1/20 + 1/20))
  const std::array<Count, 2> groups{{{5, 20}, {10, 20}}};
  const std::array<double, 2> scores{1, 2};
  EXPECT_NEAR(cochran_armitage(groups, scores)->z, 0.25 / std::sqrt(0.375 * 0.625 * 0.1), 1e-14);
}

TEST(CochranArmitage, does_not_depend_on_where_scores_start) {
  const std::array<Count, 3> groups{{{3, 40}, {9, 50}, {20, 61}}};
  const auto one = cochran_armitage(groups, std::array<double, 3>{1, 2, 3}).value();
  const auto other = cochran_armitage(groups, std::array<double, 3>{2011, 2012, 2013}).value();
  EXPECT_NEAR(one.z, other.z, 1e-12);
}

TEST(CochranArmitage, refuses_what_has_no_trend) {
  const std::array<double, 2> scores{1, 2};
  EXPECT_FALSE(cochran_armitage(std::vector<Count>{{0, 5}, {0, 5}}, scores));
  EXPECT_FALSE(cochran_armitage(std::vector<Count>{{5, 5}, {6, 6}}, scores));
  EXPECT_FALSE(cochran_armitage(std::vector<Count>{{0, 0}, {0, 0}}, scores));
  EXPECT_FALSE(cochran_armitage(std::vector<Count>{{1, 5}, {0, 0}}, scores));
  EXPECT_FALSE(cochran_armitage(std::vector<Count>{{6, 5}, {1, 5}}, scores));
  EXPECT_FALSE(cochran_armitage(std::vector<Count>{{1, 5}}, std::array<double, 1>{1}));
  EXPECT_FALSE(cochran_armitage(std::vector<Count>{{1, 5}, {2, 5}}, std::array<double, 1>{1}));
}

}  // namespace
}  // namespace repere::statistics
