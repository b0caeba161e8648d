#include "statistics/logrank.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "statistics/reference_answers.hpp"

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
  EXPECT_EQ(no_event.test.chi2, 0);
  EXPECT_TRUE(std::isnan(no_event.test.p));
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

// R 4.2.2, survival 3.8-6, veteran: u = sum(s (obs - exp)) of survdiff(Surv(time, status) ~ celltype), s = 1:4.
TEST(LogRankTrend, agrees_with_what_survdiff_gives) {
  const auto folder = reference::folder_of("veteran");
  if (folder.empty()) GTEST_SKIP() << "the reference answers are not on this machine";
  const reference::Table table(folder + "data.csv");
  const auto rows = reference::follow_up(table, "time", "status");
  const std::vector<std::string> order = {"squamous", "smallcell", "adeno", "large"};
  std::vector<std::uint32_t> cell;
  for (const auto& name : table.texts("celltype"))
    cell.push_back(static_cast<std::uint32_t>(std::find(order.begin(), order.end(), name) - order.begin()));
  const auto test = logrank(rows.view(), {cell, 4}).value();
  const std::vector<double> scores = {1, 2, 3, 4};
  const auto trend = logrank_trend(test, scores);
  EXPECT_NEAR(trend.z, 0.73905240069284772, 1e-12);
  EXPECT_NEAR(trend.test.chi2, 0.54619845096986164, 1e-12);
  EXPECT_NEAR(trend.test.p, 0.45987517883655948, 1e-12);
  EXPECT_EQ(trend.test.df, 1);

  // And survdiff on the rows of each pair, with p.adjust(p, "holm").
  const auto pairs = logrank_pairs(rows.view(), {cell, 4}).value();
  const std::vector<double> chi2 = {1.1573673919989016e+01, 1.2045483641080130e+01, 0.82259397865615580,
                                    0.096843191971004633,   9.3709041481837740406,  1.7669321529323053e+01};
  const std::vector<double> holm = {0.00267568490016588129, 0.00259590074641978964, 0.72884567496820584775,
                                    0.75565132868712114877, 0.00661370255688535549, 0.00015769901270857933};
  ASSERT_EQ(pairs.size(), 6U);
  EXPECT_EQ(pairs[3].first, 1U);
  EXPECT_EQ(pairs[3].second, 2U);
  for (std::size_t pair = 0; pair < 6; ++pair) {
    EXPECT_NEAR(pairs[pair].test.chi2, chi2[pair], 1e-11);
    EXPECT_NEAR(pairs[pair].p_holm, holm[pair], 1e-12);
  }
}

TEST(LogRankTrend, is_the_score_test_of_cox_where_no_times_are_tied) {
  const std::vector<double> time = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const std::vector<std::uint8_t> event = {1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0};
  const std::vector<std::uint32_t> group = {0, 1, 2, 0, 2, 1, 0, 1, 2, 2, 0, 1};
  const auto test = logrank({time, event, {}, {}}, {group, 3}).value();
  const auto trend = logrank_trend(test, std::vector<double>{1, 2, 3});
  EXPECT_NEAR(trend.test.chi2, 0.17914940021810252, 1e-14);  // R: coxph(...)$score
  EXPECT_LT(trend.z, 0);
  // Where scores lie and how far apart does not matter, their order and distances do.
  EXPECT_NEAR(logrank_trend(test, std::vector<double>{-1e6, -1e6 + 5, -1e6 + 10}).test.chi2, trend.test.chi2,
              1e-9);
  EXPECT_NEAR(logrank_trend(test, std::vector<double>{3, 2, 1}).z, -trend.z, 1e-14);
  EXPECT_TRUE(std::isnan(logrank_trend(test, std::vector<double>{2, 2, 2}).test.chi2));
}

TEST(LogRankTrend, of_two_groups_is_their_test) {
  const auto arm = arms();
  const auto test = logrank({weeks, relapse, {}, {}}, {arm, 2}).value();
  EXPECT_NEAR(logrank_trend(test, std::vector<double>{0, 1}).test.chi2, test.test.chi2, 1e-12);
  EXPECT_GT(logrank_trend(test, std::vector<double>{0, 1}).z, 0);
}

TEST(Holm, steps_down_and_leaves_out_what_was_not_tested) {
  const std::vector<double> p = {0.01, NAN, 0.04, 0.03};
  const auto adjusted = holm_adjusted(p);
  EXPECT_DOUBLE_EQ(adjusted[0], 0.03);
  EXPECT_TRUE(std::isnan(adjusted[1]));
  EXPECT_DOUBLE_EQ(adjusted[2], 0.06);
  EXPECT_DOUBLE_EQ(adjusted[3], 0.06);
  EXPECT_EQ(holm_adjusted(std::vector<double>{0.9, 0.8})[1], 1);
}

TEST(LogRankPairs, are_the_tests_of_their_rows_alone) {
  std::vector<double> time;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> group, stratum;
  std::uint32_t state = 7;
  for (std::uint32_t i = 0; i < 300; ++i) {
    state = state * 1664525U + 1013904223U;
    time.push_back((state >> 16) % 30);
    event.push_back((state >> 8) % 3 != 0);
    group.push_back((state >> 12) % 3);
    stratum.push_back(i % 4);
  }
  const auto pairs = logrank_pairs({time, event, {}, {}}, {group, 3}, {stratum, 4}, -0.5).value();
  std::vector<double> time_2;
  std::vector<std::uint8_t> event_2;
  std::vector<std::uint32_t> group_2, stratum_2;
  for (std::size_t i = 0; i < 300; ++i) {
    if (group[i] == 1) continue;
    time_2.push_back(time[i]), event_2.push_back(event[i]);
    group_2.push_back(group[i] / 2), stratum_2.push_back(stratum[i]);
  }
  const auto alone = logrank({time_2, event_2, {}, {}}, {group_2, 2}, {stratum_2, 4}, -0.5).value();
  EXPECT_EQ(pairs[1].second, 2U);
  EXPECT_NEAR(pairs[1].test.chi2, alone.test.chi2, 1e-12);
}

TEST(LogRank, is_the_same_for_any_number_of_threads) {
  std::vector<std::int32_t> day;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> group;
  std::uint32_t state = 3;
  for (std::uint32_t i = 0; i < 400'000; ++i) {
    state = state * 1664525U + 1013904223U;
    day.push_back(static_cast<std::int32_t>((state >> 16) % 3000));
    event.push_back((state >> 8) % 3 == 0);
    group.push_back((state >> 12) % 3);
  }
  const FollowUp data{day, event, {}, {}};
  const double one = logrank(data, {group, 3}, {}, 0, 1).value().test.chi2;
  EXPECT_EQ(logrank(data, {group, 3}, {}, 0, 2).value().test.chi2, one);
  EXPECT_EQ(logrank(data, {group, 3}, {}, 0, 5).value().test.chi2, one);
}

TEST(LogRank, says_that_weights_without_bound_test_nothing) {
  // rho below 0, and an entry after the pooled survival has come to 0: the weight of day 5 has no bound.
  const std::vector<double> time = {2, 2, 5, 6}, entry = {0, 0, 3, 3};
  const std::vector<std::uint8_t> event = {1, 1, 1, 1};
  const std::vector<std::uint32_t> group = {0, 1, 0, 1};
  EXPECT_TRUE(std::isnan(logrank({time, event, entry, {}}, {group, 2}, {}, -1).value().test.chi2));
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
