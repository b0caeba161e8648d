#include "statistics/rank_tests.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace repere::statistics {
namespace {

using Values = std::vector<double>;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Hollander & Wolfe 1973, p. 69: permeability of the chorioamnion. R: wilcox.test(x, y, conf.int = TRUE): W = 35, p = 0.2544
const Values at_term{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
const Values weeks_12_to_26{1.15, 0.88, 0.90, 0.74, 1.21};

TEST(RankSum, gives_the_published_exact_test) {
  const auto test = rank_sum_test(at_term, weeks_12_to_26, 0.95).value();
  EXPECT_EQ(test.w, 35);
  EXPECT_NEAR(test.p, 0.2544122544122544, 1e-15);
  EXPECT_NEAR(test.shift, 0.305, 1e-15);
  EXPECT_NEAR(test.shift_lower, -0.15, 1e-15);
  EXPECT_NEAR(test.shift_upper, 0.76, 1e-15);
  EXPECT_TRUE(test.exact);
}

TEST(RankSum, counts_orders_by_hand) {
  // 3 above 1 and 2: one order of the three has w = 2, one w = 1, one w = 0.
  const auto test = rank_sum_test(Values{3}, Values{1, 2}, 0.95).value();
  EXPECT_EQ(test.w, 2);
  EXPECT_NEAR(test.p, 2.0 / 3, 1e-15);
  EXPECT_EQ(test.shift, 1.5);
  EXPECT_EQ(test.shift_lower, 1);
  EXPECT_EQ(test.shift_upper, 2);
}

// R 4.2: wilcox.test(Ozone ~ Month, airquality, subset = Month %in% c(5, 8), exact = FALSE, conf.int = TRUE); its shift
// and limits are found to 1e-4 only.
TEST(RankSum, corrects_the_normal_approximation_for_ties) {
  const Values may{41, 36, 12, 18, 28, 23, 19, 8, 7,  16, 11, 14,  18,
                   14, 34, 6,  30, 11, 1,  11, 4, 32, 23, 45, 115, 37};
  const Values august{39, 9,  16, 78, 35, 66, 122, 89,  110, 44, 28,  65, 22,
                      59, 23, 31, 44, 21, 9,  45,  168, 73,  76, 118, 84, 85};
  const auto test = rank_sum_test(may, august, 0.95).value();
  EXPECT_EQ(test.w, 127.5);
  EXPECT_NEAR(test.p / 0.00012080783076877442, 1, 1e-12);
  EXPECT_EQ(test.shift, -32);
  EXPECT_EQ(test.shift_lower, -53);
  EXPECT_EQ(test.shift_upper, -15);
  EXPECT_FALSE(test.exact);
}

TEST(RankSum, finds_every_difference_without_writing_them_down) {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  for (int round = 0; round < 50; ++round) {
    Values a(1 + random() % 60), b(1 + random() % 60), differences;
    for (auto& value : a) value = round % 2 ? normal(random) : std::round(3 * normal(random));
    for (auto& value : b) value = round % 2 ? normal(random) : std::round(3 * normal(random));
    for (const double x : a)
      for (const double y : b) differences.push_back(x - y);
    std::sort(differences.begin(), differences.end());
    const auto test = rank_sum_test(a, b, 0.9).value();
    EXPECT_EQ(test.shift, quantile_of_sorted(differences, 0.5));
    EXPECT_TRUE(std::isnan(test.shift_lower) ||
                std::binary_search(differences.begin(), differences.end(), test.shift_lower));
    EXPECT_LE(test.shift_lower, test.shift);
    EXPECT_GE(test.shift_upper, test.shift);
  }
}

TEST(RankSum, of_equal_values_has_no_p) {
  const auto test = rank_sum_test(Values{1, 1}, Values{1, 1, 1}, 0.95).value();
  EXPECT_TRUE(std::isnan(test.p));
  EXPECT_EQ(test.shift, 0);
  EXPECT_FALSE(rank_sum_test(Values{}, Values{1}, 0.95));
  EXPECT_FALSE(rank_sum_test(Values{nan}, Values{1}, 0.95));
  EXPECT_FALSE(rank_sum_test(Values{1}, Values{1}, 95));
}

TEST(KruskalWallis, is_the_spread_of_mean_ranks_by_hand) {
  // Ranks 1 2 | 3 4: mean ranks 1.5 and 3.5 around 2.5: H = 12/20 (2 + 2) = 2.4
  const std::vector<std::uint32_t> group{0, 0, 1, 1};
  const auto test = kruskal_wallis(Values{1, 2, 3, 4}, {group, 2}).value();
  EXPECT_NEAR(test.chi2, 2.4, 1e-15);
  EXPECT_EQ(test.df, 1);
}

// Hollander & Wolfe 1973, p. 116: mucociliary efficiency. R: kruskal.test: 0.77143, df 2, p 0.68
TEST(KruskalWallis, gives_the_published_statistic) {
  const Values values{2.9, 3.0, 2.5, 2.6, 3.2, 3.8, 2.7, 4.0, 2.4, 2.8, 3.4, 3.7, 2.2, 2.0};
  const std::vector<std::uint32_t> group{0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2};
  const auto test = kruskal_wallis(values, {group, 3}).value();
  EXPECT_NEAR(test.chi2, 0.77143, 5e-6);
  EXPECT_NEAR(test.p, 0.68, 5e-4);
}

TEST(KruskalWallis, refuses_one_group_and_leaves_empty_ones_out) {
  const std::vector<std::uint32_t> one{0, 0};
  EXPECT_FALSE(kruskal_wallis(Values{1, 2}, {one, 1}));
  const std::vector<std::uint32_t> gap{0, 2, 2};
  EXPECT_EQ(kruskal_wallis(Values{1, 2, 3}, {gap, 4})->df, 1);
  EXPECT_TRUE(std::isnan(kruskal_wallis(Values{5, 5, 5}, {gap, 4})->chi2));
}

TEST(Median, has_limits_that_are_values_by_hand) {
  // Of 10 values P(X < 2) = 11/1024 = 0.0107 <= 0.025 < P(X < 3): the second and the ninth.
  const Values values{10, 1, 9, 2, 8, 3, 7, 4, 6, 5};
  const auto median = median_with_limits(values, 0.95).value();
  EXPECT_EQ(median.median, 5.5);
  EXPECT_EQ(median.lower, 2);
  EXPECT_EQ(median.upper, 9);
  EXPECT_NEAR(median.level, 1 - 22.0 / 1024, 1e-15);
}

TEST(Median, of_few_values_has_no_limits) {
  const auto median = median_with_limits(Values{1, 2, 3, 4, 5}, 0.95).value();
  EXPECT_EQ(median.median, 3);
  EXPECT_TRUE(std::isnan(median.lower) && std::isnan(median.upper) && std::isnan(median.level));
  EXPECT_EQ(median_with_limits(Values{1, 2, 3, 4, 5, 6}, 0.95)->lower, 1);
  EXPECT_FALSE(median_with_limits(Values{}, 0.95));
}

TEST(Median, takes_quantiles_as_R_s_type_7) {
  EXPECT_EQ(quantile_of_sorted(Values{1, 2, 4, 8}, 0.25), 1.75);
  EXPECT_EQ(quantile_of_sorted(Values{1, 2, 4, 8}, 1), 8);
  EXPECT_EQ(quantile_of_sorted(Values{7}, 0.3), 7);
}

}  // namespace
}  // namespace repere::statistics
