#include "statistics/cox_day_terms.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "statistics/cox_event_sums.hpp"

namespace repere::statistics {
namespace {

// Days of few and of many deaths, which are a small part of the risk or a large one, also where eight days side by side are all
// of one kind.
struct Days {
  std::vector<double> terms, weight, left, deaths;

  explicit Days(bool weighted) {
    for (const double part : {1e-14, 1e-5, 0.003, 0.0099, 0.0101, 0.3, 40.0})
      for (const double n : {1.0, 2.0, 4.0, 5.0, 6.0, 17.0, 100.0, 2000.0})
        for (int day = 0; day < 8; ++day) {
          terms.push_back(n + (n > 2 ? day % 2 : 0));
          weight.push_back(weighted ? 0.5 + 0.25 * day : 1);
          left.push_back(std::exp(3.0 * day - 9));
          deaths.push_back(part * left.back());
        }
  }
};

TEST(CoxDayTerms, sum_what_terms_one_by_one_do) {
  for (const bool weighted : {false, true}) {
    const Days days(weighted);
    CoxDayTerms terms(days.terms, days.weight);
    terms.sum_up(days.left, days.deaths);
    double logs = 0, size = 0;
    for (std::size_t e = 0; e < days.terms.size(); ++e) {
      const auto n = static_cast<std::uint32_t>(days.terms[e]);
      const double rounding = 5e-15 + 4e-17 * n;  // of many sums one after the other
      const EventSums sums = event_sums(n, days.terms[e] * days.weight[e], days.left[e], days.deaths[e]);
      EXPECT_NEAR(terms.hazard()[e] / sums.hazard, 1, rounding) << e;
      EXPECT_NEAR(terms.hazard_of_deaths()[e] / sums.hazard_of_deaths, 1, rounding) << e;
      EXPECT_NEAR(terms.left_left()[e] / sums.left_left, 1, rounding) << e;
      EXPECT_NEAR(terms.left_deaths()[e] / sums.left_deaths, 1, rounding) << e;
      EXPECT_NEAR(terms.deaths_deaths()[e] / sums.deaths_deaths, 1, rounding) << e;
      logs += sums.log_denominators;
      size += std::abs(sums.log_denominators);
    }
    EXPECT_NEAR(terms.log_denominators(), logs, 1e-14 * size);
  }
}

TEST(CoxDayTerms, takes_days_that_do_not_fill_a_vector) {
  CoxDayTerms terms({7, 9, 12}, {1, 1, 1});
  ASSERT_EQ(terms.days(), 8U);
  std::vector<double> left(8, 1), deaths(8, 0);
  for (std::size_t e = 0; e < 3; ++e) left[e] = 1000, deaths[e] = 3;
  terms.sum_up(left, deaths);
  double logs = 0;
  for (const std::uint32_t n : {7U, 9U, 12U}) logs += event_sums(n, n, 1000, 3).log_denominators;
  EXPECT_NEAR(terms.log_denominators(), logs, 1e-13 * logs);
}

}  // namespace
}  // namespace repere::statistics
