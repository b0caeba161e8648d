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
    const auto fit =
        fit_cox({rows.time, rows.event, {}, {}}, {{{"x", rows.x}, {"z", rows.z}}, {rows.stratum, 2}, {}})
            .value();
    ASSERT_FALSE(fit.perhaps_infinite.empty()) << "seed " << seed;
    EXPECT_EQ(fit.perhaps_infinite.front(), 0U) << "seed " << seed;
    EXPECT_FALSE(fit.warnings.empty());
  }
}

// Whoever has the event has x = 1, and nobody else: when it is as good as certain who dies, what is left of the information
// is rounding. The model said that x had no coefficient and tested on no degree of freedom; a first step so far that risks
// overflowed gave a hazard ratio without bound, p < 0.0001 and no warning.
struct Foretold {
  std::vector<double> time, entry, x, z;
  std::vector<std::uint8_t> event;

  Foretold(std::uint32_t rows, std::uint32_t days, std::uint32_t seed) {
    std::mt19937 random(seed);
    for (std::uint32_t row = 0; row < rows; ++row) {
      time.push_back(static_cast<double>(1 + random() % days));
      entry.push_back(static_cast<double>(random() % static_cast<std::uint32_t>(time.back())));
      event.push_back(row == 0 || random() % 30 == 0);
      x.push_back(event.back());
      z.push_back(static_cast<double>(random() % 9));
    }
  }
};

TEST(Separation, of_all_who_have_the_event_leaves_a_coefficient_and_its_test) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed)
    for (const std::uint32_t days : {4U, 60U})
      for (const bool late : {false, true}) {
        const Foretold rows(seed % 2 ? 20 : 400, days, seed);
        const FollowUp data{rows.time, rows.event, late ? Times(rows.entry) : Times(), {}};
        std::vector<Covariate> covariates{{"x", rows.x}};
        if (rows.x.size() > 20)
          covariates.push_back({"z", rows.z});  // of few rows z foretells the events as well
        const auto fit = fit_cox(data, {covariates, {}, {}}).value();
        ASSERT_FALSE(fit.perhaps_infinite.empty()) << "seed " << seed;
        EXPECT_EQ(fit.perhaps_infinite.front(), 0U) << "seed " << seed;
        EXPECT_GT(fit.coefficient[0], 5) << "seed " << seed;
        EXPECT_LT(fit.coefficient[0], 100) << "seed " << seed;
        EXPECT_GT(fit.std_error[0], fit.coefficient[0]) << "seed " << seed;
        EXPECT_EQ(fit.likelihood_ratio.df, covariates.size()) << "seed " << seed;
      }
}

TEST(Separation, of_all_who_have_the_event_is_the_same_with_many_rows) {
  const Foretold rows(9000, 700, 5);
  const auto fit = fit_cox({rows.time, rows.event, {}, {}}, {{{"x", rows.x}, {"z", rows.z}}, {}, {}}).value();
  ASSERT_FALSE(fit.perhaps_infinite.empty());
  EXPECT_EQ(fit.perhaps_infinite.front(), 0U);
  EXPECT_GT(fit.coefficient[0], 5);
  EXPECT_LT(fit.coefficient[0], 100);
  EXPECT_EQ(fit.likelihood_ratio.df, 2);
}

TEST(Separation, is_always_warned_of_in_a_fine_gray_model) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const Separated rows(seed);
    const auto fit =
        fit_fine_gray({rows.time, rows.cause, 2, {}}, {1, {{"x", rows.x}, {"z", rows.z}}, {}}).value();
    ASSERT_FALSE(fit.perhaps_infinite.empty()) << "seed " << seed;
    EXPECT_EQ(fit.perhaps_infinite.front(), 0U) << "seed " << seed;
    EXPECT_FALSE(fit.warnings.empty());
  }
}

}  // namespace
}  // namespace repere::statistics
