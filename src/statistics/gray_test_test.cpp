#include "statistics/gray_test.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "statistics/logrank.hpp"

namespace repere::statistics {
namespace {

// Sixty rows with many ties, made by arithmetic so that R can make them too:
// i <- 0:59; t <- (i*37)%%23+1; c <- (i*i*7+i%/%2)%%3; g <- (i*11)%%7%%3; s <- i%%2
struct Sixty {
  std::vector<double> time;
  std::vector<std::uint8_t> cause;
  std::vector<std::uint32_t> group, stratum;
  Sixty() {
    for (std::uint32_t i = 0; i < 60; ++i) {
      time.push_back((i * 37) % 23 + 1);
      cause.push_back(static_cast<std::uint8_t>((i * i * 7 + i / 2) % 3));
      group.push_back((i * 11) % 7 % 3);
      stratum.push_back(i % 2);
    }
  }
  CompetingRisks data() const { return {time, cause, 2, {}}; }
};

TEST(GrayTest, gives_the_answers_of_cmprsk) {
  // R 4.2.2, cmprsk 2.2-11: cuminc(t, c, g)$Tests and cuminc(t, c, g, s, rho = 1)$Tests
  const Sixty sixty;
  const auto plain = gray_test(sixty.data(), {sixty.group, 3}).value();
  EXPECT_NEAR(plain[0].test.chi2, 0.40058812314703507, 1e-12);
  EXPECT_NEAR(plain[0].test.p, 0.81849003121970343, 1e-12);
  EXPECT_EQ(plain[0].test.df, 2);
  EXPECT_NEAR(plain[1].test.chi2, 0.49388863593437310, 1e-12);
  const auto stratified = gray_test(sixty.data(), {sixty.group, 3}, {sixty.stratum, 2}, 1).value();
  EXPECT_NEAR(stratified[0].test.chi2, 4.357618335004083576, 1e-12);
  EXPECT_NEAR(stratified[1].test.chi2, 0.017076761985930285, 1e-12);
}

TEST(GrayTest, score_without_competing_causes_is_that_of_the_log_rank_test) {
  const Sixty sixty;
  std::vector<std::uint8_t> event;
  for (const auto cause : sixty.cause) event.push_back(cause == 1);
  const auto gray = gray_test({sixty.time, event, 1, {}}, {sixty.group, 3}).value().front();
  const auto logrank_test = logrank({sixty.time, event, {}, {}}, {sixty.group, 3}).value();
  // Equal where nothing is censored; here the sums differ only in how the groups' risk sets are brought to one.
  EXPECT_NEAR(gray.score[0], logrank_test.observed[0] - logrank_test.expected[0], 1e-12);
  EXPECT_NEAR(gray.score[1], logrank_test.observed[1] - logrank_test.expected[1], 1e-12);
}

TEST(GrayTest, is_worked_out_by_hand_for_two_rows_a_group) {
  // Group 0: cause 1 at 1, censored at 3; group 1: cause 2 at 2, censored at 3. Of the one event of cause 1, half was
  // to be expected in either group.
  const std::vector<double> time = {1, 3, 2, 3};
  const std::vector<std::uint8_t> cause = {1, 0, 2, 0};
  const std::vector<std::uint32_t> group = {0, 0, 1, 1};
  const auto tests = gray_test({time, cause, 2, {}}, {group, 2}).value();
  EXPECT_NEAR(tests[0].score[0], 0.5, 1e-15);
  // R 4.2.2, cmprsk 2.2-11
  EXPECT_NEAR(tests[0].test.chi2, 1, 1e-12);
}

TEST(GrayTest, passes_over_codes_without_rows) {
  const Sixty sixty;
  std::vector<std::uint32_t> sparse;
  for (const auto group : sixty.group) sparse.push_back(group * 3 + 1);
  const auto dense = gray_test(sixty.data(), {sixty.group, 3}).value();
  const auto with_gaps = gray_test(sixty.data(), {sparse, 9}).value();
  EXPECT_EQ(with_gaps[0].test.chi2, dense[0].test.chi2);
  EXPECT_EQ(with_gaps[0].test.df, 2);
}

TEST(GrayTest, has_no_answer_where_the_variance_is_singular) {
  const std::vector<double> time = {1, 2, 3, 4};
  const std::vector<std::uint8_t> cause = {2, 0, 2, 0};
  const std::vector<std::uint32_t> group = {0, 0, 1, 1};
  const auto tests = gray_test({time, cause, 2, {}}, {group, 2}).value();
  EXPECT_TRUE(std::isnan(tests[0].test.chi2));
  EXPECT_TRUE(std::isnan(tests[0].test.p));
  EXPECT_FALSE(std::isnan(tests[1].test.chi2));
}

TEST(GrayTest, has_no_answer_where_all_have_had_the_event_and_some_are_still_at_risk) {
  // Nobody is censored: when the first group has run out the pooled incidence comes to 1, but for rounding, before the last
  // two events. chi2 was 0.3 for rho 1/2 where cmprsk has 4e-5: both were rounding divided by rounding.
  const std::string groups = "113121323233212232322212231313";  // of 8, 12 and 10, by their times
  std::vector<double> time;
  std::vector<std::uint32_t> group;
  for (const char one : groups) {
    time.push_back(static_cast<double>(time.size() + 1));
    group.push_back(static_cast<std::uint32_t>(one - '1'));
  }
  const std::vector<std::uint8_t> cause(time.size(), 1);
  for (const double rho : {0.0, 0.5, 1.0})
    EXPECT_TRUE(std::isnan(gray_test({time, cause, 1, {}}, {group, 3}, {}, rho).value()[0].test.chi2)) << rho;
  EXPECT_FALSE(std::isnan(gray_test({time, cause, 1, {}}, {group, 3}, {}, 2).value()[0].test.chi2));
}

TEST(GrayTest, refuses_one_group_delayed_entry_and_weights) {
  const std::vector<double> time = {1, 2}, entry = {0, 1};
  const std::vector<std::uint8_t> cause = {1, 0};
  const std::vector<std::uint32_t> one = {1, 1}, two = {0, 1};
  EXPECT_EQ(gray_test({time, cause, 1, {}}, {one, 2}).error().message,
            "there is only one group: nothing to compare");
  EXPECT_EQ(gray_test({time, cause, 1, entry}, {two, 2}).error().kind, ErrorKind::unsupported);
  const std::vector<double> weight = {1, 2};
  EXPECT_EQ(gray_test({time, cause, 1, {}, weight}, {two, 2}).error().message,
            "Gray's test is not defined with case weights");
  EXPECT_FALSE(gray_test({time, cause, 1, {}}, {two, 2}, {}, std::nan("")));
}

}  // namespace
}  // namespace repere::statistics
