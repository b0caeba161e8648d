#include "statistics/funnel.hpp"

#include <gtest/gtest.h>

namespace repere::statistics {
namespace {

// R 4.2: r <- qbinom(p, n, t); (r - (pbinom(r, n, t) - p) / dbinom(r, n, t)) / n  (Spiegelhalter 2005, A.1.1)
TEST(Funnel, interpolates_the_exact_limits) {
  struct Case {
    std::uint64_t n;
    double target, level, lower, upper;
  };
  for (const auto& [n, target, level, lower, upper] :
       {Case{37, 0.23, 0.95, 0.087122717042666165, 0.35964805605164168},
        Case{37, 0.23, 0.998, 0.028751409399528662, 0.44960773703016466},
        Case{1200, 0.061, 0.95, 0.04739338475876001, 0.074478306881672382},
        Case{1200, 0.061, 0.998, 0.040291337949973791, 0.082964082355717686}}) {
    const auto limits = funnel_limits(n, target, level).value();
    EXPECT_NEAR(limits.lower, lower, 1e-13);
    EXPECT_NEAR(limits.upper, upper, 1e-13);
  }
}

TEST(Funnel, of_one_case_by_hand) {
  // P(X = 0) = 0.7, so that the lower limit is below no case: 0. Upper: r = 1, excess 0.025 of 0.3.
  const auto limits = funnel_limits(1, 0.3, 0.95).value();
  EXPECT_EQ(limits.lower, 0);
  EXPECT_NEAR(limits.upper, 1 - 0.025 / 0.3, 1e-15);
}

TEST(Funnel, narrows_with_the_number_of_cases) {
  double width = 1;
  for (std::uint64_t n = 20; n < 5000; n *= 2) {
    const auto limits = funnel_limits(n, 0.2, 0.998).value();
    EXPECT_LT(limits.upper - limits.lower, width);
    width = limits.upper - limits.lower;
  }
}

TEST(Funnel, places_a_centre_by_the_half_tail) {
  const auto position = funnel_position({3, 37}, 0.23).value();
  EXPECT_NEAR(position.p, 0.022093089777191675, 1e-14);
  EXPECT_LT(position.z, 0);
  EXPECT_FALSE(funnel_position({3, 0}, 0.2));
  EXPECT_FALSE(funnel_position({3, 2}, 0.2));
  EXPECT_FALSE(funnel_position({1, 2}, 1));
  EXPECT_FALSE(funnel_limits(0, 0.2, 0.95));
  EXPECT_FALSE(funnel_limits(5, 0, 0.95));
  EXPECT_FALSE(funnel_limits(5, 0.2, 1));
}

}  // namespace
}  // namespace repere::statistics
