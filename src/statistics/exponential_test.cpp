#include "statistics/exponential.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace repere::statistics {
namespace {

TEST(Exponentials, are_within_a_unit_of_the_last_digit) {
  std::vector<double> values;
  for (int i = -70'000; i <= 70'000; ++i) values.push_back(i * 0.01 + i * 1e-7);
  std::vector<double> results = values;
  exponentials(results);
  double worst = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const long double truth = std::exp(static_cast<long double>(values[i]));
    worst = std::max(worst, static_cast<double>(std::abs(results[i] / truth - 1)));
  }
  EXPECT_LT(worst, 2.3e-16);
}

TEST(Exponentials, know_the_ends_of_the_range) {
  std::vector<double> values{0, -0.0, 1, 709, 710, INFINITY, -708, -800, -INFINITY};
  exponentials(values);
  EXPECT_EQ(values[0], 1);
  EXPECT_EQ(values[1], 1);
  EXPECT_DOUBLE_EQ(values[2], std::exp(1.0));
  EXPECT_DOUBLE_EQ(values[3], std::exp(709.0));
  EXPECT_EQ(values[4], INFINITY);
  EXPECT_EQ(values[5], INFINITY);
  EXPECT_DOUBLE_EQ(values[6], std::exp(-708.0));
  EXPECT_EQ(values[7], values[6]);
  EXPECT_EQ(values[8], values[6]);
}

}  // namespace
}  // namespace repere::statistics
