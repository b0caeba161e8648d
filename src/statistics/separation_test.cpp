// Separation: one side of a covariate has no event, so that its coefficient is infinite whatever else is in the model.
#include <gtest/gtest.h>

#include <random>

#include "statistics/cox.hpp"
#include "statistics/fine_gray.hpp"

namespace repere::statistics {
namespace {

struct Separated {
  std::vector<double> time, x, z;
  std::vector<std::uint8_t> cause, event;
  std::vector<std::uint32_t> stratum;

  explicit Separated(std::uint32_t seed) {
    std::mt19937 random(seed);
    for (std::uint32_t row = 0; row < 30; ++row) {
      time.push_back(static_cast<double>(1 + random() % 40));
      x.push_back(row % 2);
      z.push_back(static_cast<double>(random() % 9));
      stratum.push_back(row / 2 % 2);
      cause.push_back(static_cast<std::uint8_t>(random() % 3));
      if (cause.back() == 1 && row % 2 == 0) cause.back() = 0;
      event.push_back(cause.back() == 1);
    }
  }
};

TEST(Separation, is_always_warned_of_in_a_stratified_cox_model) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const Separated rows(seed);
    const auto fit = fit_cox({rows.time, rows.event, {}, {}},
                             {{{"x", rows.x}, {"z", rows.z}}, {rows.stratum, 2}, {}})
                         .value();
    ASSERT_FALSE(fit.perhaps_infinite.empty()) << "seed " << seed;
    EXPECT_EQ(fit.perhaps_infinite.front(), 0U) << "seed " << seed;
    EXPECT_FALSE(fit.warnings.empty());
  }
}

TEST(Separation, is_always_warned_of_in_a_fine_gray_model) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const Separated rows(seed);
    const auto fit = fit_fine_gray({rows.time, rows.cause, 2, {}}, {1, {{"x", rows.x}, {"z", rows.z}}, {}}).value();
    ASSERT_FALSE(fit.perhaps_infinite.empty()) << "seed " << seed;
    EXPECT_EQ(fit.perhaps_infinite.front(), 0U) << "seed " << seed;
    EXPECT_FALSE(fit.warnings.empty());
  }
}

}  // namespace
}  // namespace repere::statistics
