#include "statistics/rates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace repere::statistics {
namespace {

// R 4.2: poisson.test(137, 24.19893), poisson.test(0, 10)
TEST(PoissonRate, gives_the_exact_limits_of_R) {
  const auto rate = poisson_rate({137, 24.19893}, 0.95).value();
  EXPECT_NEAR(rate.lower, 4.7531248048487482, 1e-13);
  EXPECT_NEAR(rate.upper, 6.6927093341760706, 1e-13);
  const auto none = poisson_rate({0, 10}, 0.95).value();
  EXPECT_EQ(none.lower, 0);
  EXPECT_NEAR(none.upper, -std::log(0.025) / 10, 1e-15);  // by hand: exp(-10 u) = 0.025
}

// Garwood 1936: 10 events, limits 4.795 and 18.39.
TEST(PoissonRate, gives_the_published_limits) {
  const auto rate = poisson_rate({10, 1}, 0.95).value();
  EXPECT_NEAR(rate.lower, 4.795, 5e-4);
  EXPECT_NEAR(rate.upper, 18.39, 5e-3);
  EXPECT_NEAR(standardised_ratio(10, 5, 0.95)->upper, 18.39 / 5, 1e-3);
}

TEST(PoissonRate, refuses_no_person_time) {
  EXPECT_FALSE(poisson_rate({1, 0}, 0.95));
  EXPECT_FALSE(poisson_rate({1, -2}, 0.95));
  EXPECT_FALSE(poisson_rate({1, 1}, 0));
  EXPECT_FALSE(standardised_ratio(3, 0, 0.95));
}

TEST(StandardisedRate, is_the_weighted_mean_by_hand) {
  // Rates 0.01 and 0.05, three quarters and one quarter: 0.02
  const std::vector<RateCount> strata{{10, 1000}, {5, 100}};
  EXPECT_NEAR(directly_standardised_rate(strata, std::vector<double>{3, 1}, 0.95)->value, 0.02, 1e-16);
}

// Cancer deaths of white men in the United States 1960, standard 1940 (Selvin 2001, the example of epitools::
// ageadjust.direct); its formula in R 4.2.
TEST(StandardisedRate, gives_the_limits_of_epitools) {
  const std::vector<RateCount> strata{{141, 1784033},   {926, 7065148},   {1253, 15658730}, {1080, 10482916},
                                      {1869, 9939972},  {4891, 10563872}, {14956, 9114202}, {30888, 6850263},
                                      {41725, 4702482}, {26501, 1874619}, {5928, 330915}};
  const std::vector<double> standard{906897,  3794573, 10003544, 10629526, 9465330, 8249558,
                                     7294330, 5022499, 2920220,  1019504,  142532};
  const auto rate = directly_standardised_rate(strata, standard, 0.95).value();
  EXPECT_NEAR(rate.value / 0.0014391762640812511, 1, 1e-13);
  EXPECT_NEAR(rate.lower / 0.0014312596895400124, 1, 1e-12);
  EXPECT_NEAR(rate.upper / 0.0014471314982537524, 1, 1e-12);
}

// R 4.2: the formula of epitools::ageadjust.direct, and with the means of Tiwari 2006.
TEST(StandardisedRate, of_few_events_depends_on_the_method) {
  const std::vector<RateCount> strata{{2, 1000}, {5, 800}, {0, 90}};
  const std::vector<double> standard{50, 30, 20};
  const auto wide = directly_standardised_rate(strata, standard, 0.95).value();
  const auto narrow = directly_standardised_rate(strata, standard, 0.95, RateLimits::tiwari).value();
  EXPECT_NEAR(wide.lower, 0.0011437728749078705, 1e-15);
  EXPECT_NEAR(wide.upper, 0.010978991856095355, 1e-15);
  EXPECT_EQ(narrow.lower, wide.lower);
  EXPECT_NEAR(narrow.upper, 0.0079463859127428295, 1e-15);
}

TEST(StandardisedRate, without_events_starts_at_0) {
  const std::vector<RateCount> strata{{0, 10}, {0, 20}};
  const auto rate = directly_standardised_rate(strata, std::vector<double>{1, 1}, 0.95).value();
  EXPECT_EQ(rate.value, 0);
  EXPECT_EQ(rate.lower, 0);
  EXPECT_GT(rate.upper, 0);
}

TEST(StandardisedRate, refuses_a_stratum_nobody_was_followed_in) {
  const std::vector<RateCount> strata{{0, 0}, {1, 20}};
  EXPECT_FALSE(directly_standardised_rate(strata, std::vector<double>{1, 1}, 0.95));
  EXPECT_TRUE(directly_standardised_rate(strata, std::vector<double>{0, 1}, 0.95));
  EXPECT_FALSE(directly_standardised_rate(strata, std::vector<double>{0, 0}, 0.95));
  EXPECT_FALSE(directly_standardised_rate(strata, std::vector<double>{1}, 0.95));
}

}  // namespace
}  // namespace repere::statistics
