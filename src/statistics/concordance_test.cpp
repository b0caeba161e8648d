#include "statistics/concordance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "statistics/score_ranks.hpp"

namespace repere::statistics {
namespace {

struct Sample {
  std::vector<std::int32_t> time;
  std::vector<std::uint8_t> event;
  std::vector<double> score;
  std::vector<std::int32_t> entry = {};
  std::vector<double> weight = {};
  std::vector<std::uint32_t> stratum = {};
  std::vector<std::uint32_t> cluster = {};

  FollowUp view() const { return {time, event, entry, weight}; }
  double w(std::size_t row) const { return weight.empty() ? 1 : weight[row]; }

  // Weights of 1 are counted by another walk than no weights.
  Concordance compute(bool with_weights_of_one = false) const {
    const auto axis = TimeAxis::of(view());
    const RiskSets sets = risk_sets(view(), *axis, {stratum, 4});
    std::vector<double> by_position, weights;
    for (const auto row : sets.row) {
      by_position.push_back(score[row]);
      if (!weight.empty() || with_weights_of_one) weights.push_back(w(row));
    }
    return concordance(sets, by_position, weights, {cluster, 5});
  }

  // Every pair looked at.
  Concordance by_pairs() const {
    const std::size_t n = time.size();
    Concordance c;
    std::vector<double> balance(n), pairs(n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        if (i == j || !event[i] || (!stratum.empty() && stratum[i] != stratum[j])) continue;
        if (!entry.empty() && entry[j] >= time[i]) continue;
        if (time[j] < time[i]) continue;
        const double both = w(i) * w(j);
        if (time[j] == time[i] && event[j]) {
          if (j > i) (score[i] == score[j] ? c.tied_xy : c.tied_y) += both;
          continue;
        }
        const double sign = score[i] > score[j] ? 1 : score[i] < score[j] ? -1 : 0;
        (sign > 0 ? c.concordant : sign < 0 ? c.discordant : c.tied_x) += both;
        balance[i] += sign * w(j), balance[j] += sign * w(i);
        pairs[i] += w(j), pairs[j] += w(i);
      }
    const double all = c.concordant + c.discordant + c.tied_x;
    if (!(all > 0)) return c;
    const double overall = (c.concordant - c.discordant) / all;
    std::vector<double> change(cluster.empty() ? n : 5);
    for (std::size_t i = 0; i < n; ++i)
      change[cluster.empty() ? i : cluster[i]] += w(i) * (balance[i] - pairs[i] * overall) / (2 * all);
    double variance = 0;
    for (const double one : change) variance += one * one;
    c.value = (overall + 1) / 2;
    c.std_error = std::sqrt(variance);
    return c;
  }
};

TEST(Concordance, counts_pairs_by_hand) {
  // Events at 1 (score 3), 2 (scores 5 and 1); censored at 2 (score 1) and 4 (score 2).
  const Concordance c = Sample{{1, 2, 2, 2, 4}, {1, 1, 1, 0, 0}, {3, 5, 1, 1, 2}}.compute();
  EXPECT_EQ(c.concordant, 3 + 2 + 0);  // of the first event: 1, 1, 2; of the score 5: 1 and 2
  EXPECT_EQ(c.discordant, 1 + 0 + 1);
  EXPECT_EQ(c.tied_x, 1);
  EXPECT_EQ(c.tied_y, 1);
  EXPECT_EQ(c.tied_xy, 0);
  EXPECT_DOUBLE_EQ(c.value, 5.5 / 8);
}

TEST(Concordance, gives_nothing_where_no_pair_can_be_compared) {
  const Concordance none = Sample{{1, 2}, {0, 0}, {1, 2}}.compute();
  EXPECT_TRUE(std::isnan(none.value));
  EXPECT_TRUE(std::isnan(none.std_error));
  const Concordance last = Sample{{1, 2}, {0, 1}, {1, 2}}.compute();
  EXPECT_EQ(last.concordant + last.discordant + last.tied_x, 0);
  EXPECT_TRUE(std::isnan(last.value));
}

TEST(Concordance, is_exactly_one_or_a_half_where_it_is) {
  Sample perfect{{1, 2, 3, 4}, {1, 1, 1, 1}, {4, 3, 2, 1}, {}, {0.1, 0.7, 1.3, 0.4}};
  EXPECT_EQ(perfect.compute().value, 1);
  EXPECT_EQ(perfect.compute().discordant, 0);
  EXPECT_EQ(perfect.compute().std_error, 0);
  perfect.score = {2, 2, 2, -0.0};
  perfect.score[3] = 2;
  EXPECT_EQ(perfect.compute().value, 0.5);
}

TEST(Concordance, agrees_with_looking_at_every_pair) {
  std::mt19937_64 random(20240611);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = 1 + below(round % 10 == 0 ? 900 : 60);
    Sample s;
    const std::uint64_t days = 1 + below(40), scores = 1 + below(round % 3 == 0 ? 3 : 400);
    const bool delayed = below(2), weighted = below(2), stratified = below(2), clustered = below(2);
    for (std::size_t i = 0; i < n; ++i) {
      s.time.push_back(static_cast<std::int32_t>(1 + below(days)));
      s.event.push_back(below(3) > 0);
      s.score.push_back(static_cast<double>(below(scores)) - 3);
      if (delayed) s.entry.push_back(static_cast<std::int32_t>(below(static_cast<std::uint64_t>(s.time[i]))));
      if (weighted) s.weight.push_back(0.1 + static_cast<double>(below(1000)) / 300);
      if (stratified) s.stratum.push_back(static_cast<std::uint32_t>(below(4)));
      if (clustered) s.cluster.push_back(static_cast<std::uint32_t>(below(5)));
    }
    const Concordance ours = s.compute(), exact = s.by_pairs();
    const double tolerance = weighted ? 1e-12 * (1 + exact.concordant + exact.discordant + exact.tied_x) : 0;
    ASSERT_NEAR(ours.concordant, exact.concordant, tolerance) << round;
    ASSERT_NEAR(ours.discordant, exact.discordant, tolerance) << round;
    ASSERT_NEAR(ours.tied_x, exact.tied_x, tolerance) << round;
    ASSERT_NEAR(ours.tied_y, exact.tied_y, tolerance) << round;
    ASSERT_NEAR(ours.tied_xy, exact.tied_xy, tolerance) << round;
    ASSERT_EQ(std::isnan(ours.value), std::isnan(exact.value)) << round;
    if (std::isnan(exact.value)) continue;
    ASSERT_NEAR(ours.value, exact.value, 1e-13) << round;
    ASSERT_NEAR(ours.std_error, exact.std_error, 1e-12) << round;
  }
}

void expect_same(const Concordance& ours, const Concordance& exact) {
  EXPECT_EQ(ours.concordant, exact.concordant);
  EXPECT_EQ(ours.discordant, exact.discordant);
  EXPECT_EQ(ours.tied_x, exact.tied_x);
  EXPECT_EQ(ours.tied_y, exact.tied_y);
  EXPECT_EQ(ours.tied_xy, exact.tied_xy);
  EXPECT_NEAR(ours.value, exact.value, 1e-14);
  EXPECT_NEAR(ours.std_error, exact.std_error, 1e-13);
}

Sample sample_of(std::size_t n, std::uint64_t times, std::uint64_t scores, std::mt19937_64& random) {
  Sample s;
  for (std::size_t i = 0; i < n; ++i) {
    s.time.push_back(static_cast<std::int32_t>(1 + (i < times ? i : random() % times)));
    s.event.push_back(i < times || random() % 3 > 0);
    s.score.push_back(static_cast<double>(random() % scores) / 3 - 5);
  }
  return s;
}

// Nodes of sixteen times, of sixteen nodes and so on; each time has an event.
TEST(Concordance, agrees_with_looking_at_every_pair_whatever_the_number_of_times) {
  std::mt19937_64 random(5);
  for (const std::uint64_t times :
       {1U, 2U, 14U, 15U, 16U, 17U, 254U, 255U, 256U, 257U, 4094U, 4095U, 4096U, 4097U})
    for (const std::uint64_t scores : {2U, 40U, 1'000'000U}) {
      SCOPED_TRACE(std::to_string(times) + " times, " + std::to_string(scores) + " scores");
      const Sample s = sample_of(times + 300, times, scores, random);
      expect_same(s.compute(), s.by_pairs());
    }
}

TEST(Concordance, agrees_with_the_walk_through_time_where_rows_are_many) {
  std::mt19937_64 random(6);
  for (const std::uint64_t scores : {2U, 500U, 1'000'000'000U}) {
    Sample s = sample_of(150'000, 5000, scores, random);
    expect_same(s.compute(), s.compute(true));
    for (std::size_t i = 0; i < s.time.size(); ++i) {
      s.stratum.push_back(static_cast<std::uint32_t>(random() % 10 < 7 ? 0 : random() % 4));
      s.cluster.push_back(static_cast<std::uint32_t>(random() % 5));
    }
    expect_same(s.compute(), s.compute(true));
  }
}

TEST(Concordance, takes_scores_that_are_no_finite_numbers_in_the_order_of_ranks) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  std::mt19937_64 random(9);
  Sample s = sample_of(400, 30, 20, random), ranked = s;
  for (std::size_t i = 0; i < s.score.size(); ++i) {
    if (s.score[i] < -4.5) s.score[i] = -infinity, ranked.score[i] = -100;
    if (s.score[i] > 0.5) s.score[i] = infinity, ranked.score[i] = 100;
    if (i % 7 == 0) s.score[i] = nan, ranked.score[i] = 200;
  }
  expect_same(s.compute(), ranked.by_pairs());
}

TEST(ScoreRanks, are_those_of_a_plain_sort_whatever_the_share_of_distinct_scores) {
  std::mt19937_64 random(1);
  for (const std::size_t n : {0U, 1U, 300U, 20'000U})
    for (const std::uint64_t distinct : {1U, 7U, 3000U, 1'000'000U}) {
      std::vector<double> score(n);
      for (double& value : score) value = (static_cast<double>(random() % distinct) - 3) / 7;
      if (n > 2) score[0] = 0.0, score[1] = -0.0;
      std::vector<double> sorted = score;
      std::sort(sorted.begin(), sorted.end());
      sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
      std::vector<std::uint32_t> rank(n);
      ASSERT_EQ(rank_scores(score, rank), sorted.size());
      for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(sorted[rank[i]], score[i]);
    }
}

}  // namespace
}  // namespace repere::statistics
