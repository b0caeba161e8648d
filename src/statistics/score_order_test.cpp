#include "statistics/score_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

namespace repere::statistics {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// In the order that is promised: NaN outside the infinities, 0 and -0 as one.
std::uint64_t ordinal(double score) {
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);
  return bits >> 63 ? ~bits : bits | (std::uint64_t{1} << 63);
}

void expect_the_order_of_a_plain_sort(ScoreOrder& order, const std::vector<double>& scores) {
  const auto n = static_cast<std::uint32_t>(scores.size());
  LargeArray<ScoredRow> rows(n);
  order.begin(scores, rows);
  for (std::uint32_t row = 0; row < n; ++row) order.take({scores[row], 2 * row + 1, row});
  order.end();
  std::vector<std::uint32_t> plain(n);
  for (std::uint32_t row = 0; row < n; ++row) plain[row] = row;
  std::stable_sort(plain.begin(), plain.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return ordinal(scores[a]) < ordinal(scores[b]); });
  for (std::uint32_t i = 0; i < n; ++i) {
    ASSERT_EQ(rows[i].position, plain[i]) << "at " << i << " of " << n;
    ASSERT_EQ(rows[i].key, 2 * plain[i] + 1);
    if (i == 0) continue;
    const bool one = ordinal(scores[plain[i]]) == ordinal(scores[plain[i - 1]]);
    ASSERT_EQ(rows[i].score == rows[i - 1].score, one) << "at " << i << " of " << n;
  }
}

using Random = std::mt19937_64;
struct Kind {
  const char* name;
  std::function<double(Random&)> draw;
};

double normal(Random& random) { return std::normal_distribution<double>()(random); }

const std::vector<Kind> kinds = {
    {"spread", normal},
    {"few", [](Random& random) { return static_cast<double>(random() % 50) / 7 - 3; }},
    {"zeros_of_both_signs", [](Random& random) { return random() % 2 ? 0.0 : -0.0; }},
    {"skewed", [](Random& random) { return std::exp(20 * normal(random)); }},
    {"neighbours", [](Random& random) { return 1 + 0x1p-52 * static_cast<double>(random() % 300); }},
    {"neighbours_and_one_far",
     [](Random& random) {
       return random() % 50'000 == 0 ? 1e9 : 1 + 0x1p-52 * static_cast<double>(random() % 5000);
     }},
    {"over_the_whole_range",
     [](Random& random) { return (random() % 2 ? 1.7e308 : -1.7e308) * normal(random) / 9; }},
    {"tiny", [](Random& random) { return 5e-324 * static_cast<double>(random() % 100); }},
    {"not_all_finite",
     [](Random& random) {
       constexpr double odd[] = {infinity, -infinity, nan, -nan, 0.0, -0.0};
       return random() % 3 == 0 ? odd[random() % 6] : normal(random);
     }},
};

TEST(ScoreOrder, is_that_of_a_plain_sort_whatever_the_scores) {
  Random random(7);
  ScoreOrder order;
  for (const Kind& kind : kinds)
    // Around the most rows that are put in order together, and below it where bins are crowded.
    for (const std::size_t n : {0U, 1U, 2U, 3U, 63U, 64U, 65U, 3000U, 65'536U, 65'537U, 300'000U}) {
      SCOPED_TRACE(kind.name);
      std::vector<double> scores(n);
      for (double& score : scores) score = kind.draw(random);
      ASSERT_NO_FATAL_FAILURE(expect_the_order_of_a_plain_sort(order, scores));
    }
}

TEST(ScoreOrder, parts_again_what_one_parting_leaves_together) {
  // Each parting leaves all but some of the rows in the lowest piece.
  ScoreOrder order;
  std::vector<double> scores(200'000);
  Random random(8);
  for (double& score : scores) score = std::exp2(-static_cast<double>(random() % 1000));
  expect_the_order_of_a_plain_sort(order, scores);
}

}  // namespace
}  // namespace repere::statistics
