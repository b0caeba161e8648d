#include "statistics/logrank.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace repere::statistics {
namespace {

// Freireich 1963, remission under 6-mercaptopurine and under placebo.
const std::vector<double> weeks = {6,  6,  6,  6,  7,  9,  10, 10, 11, 13, 16, 17, 19, 20,
                                   22, 23, 25, 32, 32, 34, 35, 1,  1,  2,  2,  3,  4,  4,
                                   5,  5,  8,  8,  8,  8,  11, 11, 12, 12, 15, 17, 22, 23};
const std::vector<std::uint8_t> relapse = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0,
                                           1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

std::vector<std::uint32_t> arms() {
  std::vector<std::uint32_t> arm(42, 0);
  std::fill(arm.begin() + 21, arm.end(), 1);
  return arm;
}

TEST(LogRank, gives_the_published_test_of_the_remission_trial) {
  const auto arm = arms();
  const auto result = logrank({weeks, relapse, {}, {}}, {arm, 2}).value();
  EXPECT_NEAR(result.test.chi2, 16.79, 5e-3);  // Cox & Oakes 1984
  EXPECT_EQ(result.test.df, 1);
  EXPECT_NEAR(result.expected[0], 19.25, 5e-3);
  EXPECT_NEAR(result.expected[1], 10.75, 5e-3);
  EXPECT_NEAR(logrank({weeks, relapse, {}, {}}, {arm, 2}, {}, 1).value().test.chi2, 14.457150818717125,
              1e-12);
}

TEST(LogRank, is_worked_out_by_hand) {
  // Times 1 (A), 2 (B), 3 (A, B): expected of A 2/4 + 1/3 + 2 * 1/2.
  const std::vector<double> time = {1, 3, 2, 3};
  const std::vector<std::uint8_t> event = {1, 1, 1, 1};
  const std::vector<std::uint32_t> group = {0, 0, 1, 1};
  const auto result = logrank({time, event, {}, {}}, {group, 2}).value();
  EXPECT_NEAR(result.expected[0], 0.5 + 1.0 / 3 + 1, 1e-15);
  const double variance = 0.25 + 2.0 / 9;
  EXPECT_NEAR(result.variance(0, 0), variance, 1e-15);
  EXPECT_NEAR(result.variance(0, 1), -variance, 1e-15);
  EXPECT_NEAR(result.test.chi2, std::pow(2 - 11.0 / 6, 2) / variance, 1e-14);
}

TEST(LogRank, adds_strata_and_is_the_same_by_either_way_of_counting) {
  // The second sample has as many strata as rows would need and times too far apart to count by day.
  std::vector<double> time, far;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> group, stratum;
  std::uint32_t state = 1;
  for (std::uint32_t i = 0; i < 600; ++i) {
    state = state * 1664525U + 1013904223U;
    time.push_back((state >> 16) % 40);
    far.push_back(1e6 * time.back());
    event.push_back((state >> 8) % 3 != 0);
    group.push_back((state >> 12) % 3);
    stratum.push_back(i % 97);
  }
  const auto near = logrank({time, event, {}, {}}, {group, 3}, {stratum, 97}, 0.5).value();
  const auto wide = logrank({far, event, {}, {}}, {group, 3}, {stratum, 97}, 0.5).value();
  EXPECT_DOUBLE_EQ(near.test.chi2, wide.test.chi2);
  double observed = 0, expected = 0;
  for (std::size_t g = 0; g < 3; ++g) observed += near.observed[g], expected += near.expected[g];
  EXPECT_NEAR(observed, expected, 1e-10);
}

TEST(LogRank, takes_delayed_entry) {
  // At 3 only rows 1 and 2 are at risk, at 5 only row 3.
  const std::vector<double> time = {3, 4, 5}, entry = {0, 1, 4};
  const std::vector<std::uint8_t> event = {1, 0, 1};
  const std::vector<std::uint32_t> group = {0, 1, 1};
  const auto result = logrank({time, event, entry, {}}, {group, 2}).value();
  EXPECT_DOUBLE_EQ(result.expected[0], 0.5);
  EXPECT_DOUBLE_EQ(result.expected[1], 1.5);
  EXPECT_DOUBLE_EQ(result.variance(0, 0), 0.25);
}

TEST(LogRank, says_when_there_is_nothing_to_test) {
  const std::vector<double> time = {1, 2, 3};
  const std::vector<std::uint8_t> none = {0, 0, 0}, late = {0, 0, 1}, all = {1, 1, 1};
  const std::vector<std::uint32_t> group = {0, 0, 1};
  const auto no_event = logrank({time, none, {}, {}}, {group, 2}).value();
  EXPECT_TRUE(std::isnan(no_event.test.chi2));
  EXPECT_TRUE(std::isnan(no_event.test.p));
  const auto one_exposed = logrank({time, late, {}, {}}, {group, 2}).value();
  EXPECT_EQ(one_exposed.test.chi2, 0);
  EXPECT_EQ(one_exposed.test.df, 0);
  EXPECT_EQ(one_exposed.test.p, 1);
  const std::vector<double> same = {4, 4, 4};
  const auto all_at_once = logrank({same, all, {}, {}}, {group, 2}).value();
  EXPECT_TRUE(std::isnan(all_at_once.test.chi2));
  EXPECT_EQ(all_at_once.test.df, 1);
}

TEST(LogRank, refuses_one_group_and_weights) {
  const std::vector<double> time = {1, 2};
  const std::vector<std::uint8_t> event = {1, 1};
  const std::vector<std::uint32_t> group = {0, 1};
  EXPECT_FALSE(logrank({time, event, {}, {}}, {}));
  EXPECT_FALSE(logrank({time, event, {}, time}, {group, 2}));
  EXPECT_FALSE(logrank({time, event, {}, {}}, {group, 2}, {}, NAN));
  EXPECT_FALSE(logrank({time, event, {}, {}}, {group, 1}));
}

}  // namespace
}  // namespace repere::statistics
