#include "synthetic/quota.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace repere::synthetic {
namespace {

TEST(Quota, gives_out_exactly_its_counts_whatever_the_seed) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed, 0);
    Quota quota({5, 0, 17, 1});
    std::vector<int> given(4);
    while (quota.remaining() > 0) ++given[quota.draw(random)];
    EXPECT_EQ(given, (std::vector{5, 0, 17, 1}));
  }
}

TEST(Quota, gives_every_case_the_same_chance) {
  std::vector<int> first(3), last(3);
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Random random(seed, 0);
    Quota quota({2, 5, 3});
    ++first[quota.draw(random)];
    while (quota.remaining() > 1) quota.draw(random);
    ++last[quota.draw(random)];
  }
  const std::vector expected{0.2, 0.5, 0.3};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(first[i] / 20'000.0, expected[i], 0.012);
    EXPECT_NEAR(last[i] / 20'000.0, expected[i], 0.012);
  }
}

TEST(Quota, spreads_bands_evenly) {
  for (const std::int64_t total : {0, 1, 7, 40, 41, 1000}) {
    Random random(1, 0);
    Quota bands = even_bands(total, 40);
    EXPECT_EQ(bands.remaining(), total);
    std::vector<std::int64_t> given(40);
    while (bands.remaining() > 0) ++given[bands.draw(random)];
    for (const std::int64_t count : given) {
      EXPECT_GE(count, total / 40);
      EXPECT_LE(count, total / 40 + 1);
    }
  }
}

TEST(Apportioned, adds_up_and_stays_next_to_the_shares) {
  const std::vector shares{9266.0, 12274.0, 22435.0};
  EXPECT_EQ(apportioned(43'975, shares), (std::vector<std::int64_t>{9266, 12274, 22435}));
  for (std::int64_t total : {0, 1, 2, 7, 1000, 999'983}) {
    const auto counts = apportioned(total, shares);
    EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}), total);
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_NEAR(static_cast<double>(counts[i]), static_cast<double>(total) * shares[i] / 43'975, 1);
  }
  EXPECT_EQ(apportioned(0, std::vector<double>{}), std::vector<std::int64_t>{});
}

// By hand: half the patients, odds 1 and 1/3: 1/2 and 1/4, together 3/8.
TEST(OddsRatio, splits_a_total) {
  const auto [first, second] = split_by_odds_ratio(0.375, 0.5, 3);
  EXPECT_NEAR(first, 0.5, 1e-12);
  EXPECT_NEAR(second, 0.25, 1e-12);
  EXPECT_NEAR(with_odds_ratio(0.25, 3), 0.5, 1e-15);
  EXPECT_NEAR(split_by_odds_ratio(0.4, 0, 3).second, 0.4, 1e-12);
  EXPECT_NEAR(split_by_odds_ratio(0, 0.3, 3).first, 0, 1e-12);
}

TEST(EvenPairs, fill_the_square_more_evenly_than_chance) {
  EvenPairs pairs(0.3, 0.9);
  int inside = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto [a, b] = pairs.next();
    ASSERT_TRUE(0 < a && a < 1 && 0 < b && b < 1);
    inside += a * a + b * b < 1;
  }
  EXPECT_NEAR(inside / 1000.0, 0.785398, 0.008);  // chance alone: 0.013 standard deviation
}

}  // namespace
}  // namespace repere::synthetic
