#include "statistics/order_of_reals.hpp"

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
std::uint64_t ordinal(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
  return bits >> 63 ? ~bits : bits | (std::uint64_t{1} << 63);
}

void expect_the_order_of_a_plain_sort(OrderOfReals& order, const std::vector<double>& values) {
  const auto n = static_cast<std::uint32_t>(values.size());
  LargeArray<PlacedReal> reals(n);
  order.begin(values, reals);
  for (std::uint32_t place = 0; place < n; ++place) order.take({values[place], 2 * place + 1, place});
  order.end();
  std::vector<std::uint32_t> plain(n);
  for (std::uint32_t place = 0; place < n; ++place) plain[place] = place;
  std::stable_sort(plain.begin(), plain.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return ordinal(values[a]) < ordinal(values[b]); });
  for (std::uint32_t i = 0; i < n; ++i) {
    ASSERT_EQ(reals[i].place, plain[i]) << "at " << i << " of " << n;
    ASSERT_EQ(reals[i].key, 2 * plain[i] + 1);
    if (i == 0) continue;
    const bool one = ordinal(values[plain[i]]) == ordinal(values[plain[i - 1]]);
    ASSERT_EQ(reals[i].value == reals[i - 1].value, one) << "at " << i << " of " << n;
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

TEST(OrderOfReals, is_that_of_a_plain_sort_whatever_the_numbers) {
  Random random(7);
  OrderOfReals order;
  for (const Kind& kind : kinds)
    // Around what is far out of place, and around as many as are put in order together.
    for (const std::size_t n : {0U, 1U, 2U, 3U, 63U, 64U, 65U, 3000U, 65'536U, 65'537U, 300'000U}) {
      SCOPED_TRACE(kind.name);
      std::vector<double> values(n);
      for (double& value : values) value = kind.draw(random);
      ASSERT_NO_FATAL_FAILURE(expect_the_order_of_a_plain_sort(order, values));
    }
}

TEST(OrderOfReals, parts_again_what_one_parting_leaves_together) {
  // Each parting leaves all but some of them in the lowest piece.
  OrderOfReals order;
  std::vector<double> values(200'000);
  Random random(8);
  for (double& value : values) value = std::exp2(-static_cast<double>(random() % 1000));
  expect_the_order_of_a_plain_sort(order, values);
}

}  // namespace
}  // namespace repere::statistics
