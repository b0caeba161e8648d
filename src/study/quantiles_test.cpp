#include "study/quantiles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace repere::study {
namespace {

// R: quantile(c(...), c(.25, .5, .75))
TEST(Quartiles, are_those_of_r) {
  struct Case {
    std::vector<double> values;
    double q1, median, q3;
  };
  for (Case one : {Case{{7}, 7, 7, 7}, Case{{2, 1}, 1.25, 1.5, 1.75}, Case{{3, 1, 2}, 1.5, 2, 2.5},
                   Case{{4, 1, 3, 2}, 1.75, 2.5, 3.25}, Case{{5, 4, 1, 3, 2}, 2, 3, 4},
                   Case{{10, 20, 30, 40, 50, 60}, 22.5, 35, 47.5}, Case{{1, 1, 1, 9}, 1, 1, 3}}) {
    const Quartiles found = quartiles_of(one.values);
    EXPECT_DOUBLE_EQ(found.q1, one.q1);
    EXPECT_DOUBLE_EQ(found.median, one.median);
    EXPECT_DOUBLE_EQ(found.q3, one.q3);
  }
}

TEST(Quartiles, agree_with_sorting_whatever_the_order) {
  std::mt19937 random(7);
  for (std::size_t n = 1; n < 60; ++n) {
    std::vector<double> values(n);
    for (double& value : values) value = static_cast<double>(random() % 20);
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&](double p) {
      const double h = p * static_cast<double>(n - 1);
      const auto low = static_cast<std::size_t>(h);
      const double next = sorted[std::min(low + 1, n - 1)];
      return sorted[low] + (h - static_cast<double>(low)) * (next - sorted[low]);
    };
    const Quartiles found = quartiles_of(values);
    EXPECT_DOUBLE_EQ(found.q1, at(0.25)) << n;
    EXPECT_DOUBLE_EQ(found.median, at(0.5)) << n;
    EXPECT_DOUBLE_EQ(found.q3, at(0.75)) << n;
  }
}

}  // namespace
}  // namespace repere::study
