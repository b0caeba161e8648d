#include "statistics/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace repere::statistics {
namespace {

// R 4.2: qgamma(c(1e-10, .3), 2.5, scale = 3), qgamma(1e-12, 4, lower.tail = FALSE), qbeta(c(1e-9, .4), 3, 7.5),
// 2 * pt(-40, 5), 2 * pt(-.3, 11), pchisq(300, 2.5, lower.tail = FALSE)
TEST(Distributions, agree_with_R_in_the_middle_and_far_out) {
  EXPECT_NEAR(gamma_quantile(1e-10, 2.5, 3) / 0.000485033571937454, 1, 1e-13);
  EXPECT_NEAR(gamma_quantile(0.3, 2.5, 3) / 4.4998621991398604, 1, 1e-14);
  EXPECT_NEAR(gamma_upper_quantile(1e-12, 4) / 36.733009533082303, 1, 1e-13);
  EXPECT_NEAR(beta_quantile(1e-9, 3, 7.5) / 0.00021484938675231399, 1, 1e-13);
  EXPECT_NEAR(beta_upper_quantile(0.6, 3, 7.5) / 0.23723489727395181, 1, 1e-14);
  EXPECT_NEAR(t_two_sided(40, 5) / 1.8411962171772952e-07, 1, 1e-13);
  EXPECT_NEAR(t_two_sided(-0.3, 11) / 0.76977035788937198, 1, 1e-14);
  EXPECT_NEAR(chi_squared_upper_tail_of(300, 2.5) / 2.7749112361135009e-65, 1, 1e-12);
}

// dbinom(3, 37, .23), pbinom(3, 37, .23)
TEST(Distributions, count_draws) {
  EXPECT_NEAR(binomial_mass(3, 37, 0.23), 0.013070409149174485, 1e-16);
  EXPECT_NEAR(binomial_lower_tail(3, 37, 0.23), 0.017581749463183079, 1e-16);
  EXPECT_NEAR(binomial_lower_tail(3, 37, 0.23) + binomial_upper_tail(4, 37, 0.23), 1, 1e-15);
  EXPECT_EQ(binomial_quantile(0.5, 10, 0.5), 5U);
  EXPECT_EQ(binomial_quantile(1e-9, 10, 0.5), 0U);
  EXPECT_EQ(binomial_lower_tail(10, 10, 0.5), 1);
  EXPECT_EQ(binomial_upper_tail(0, 10, 0.5), 1);
}

TEST(Distributions, have_no_answer_outside_their_range) {
  EXPECT_TRUE(std::isnan(gamma_quantile(1.5, 1)));
  EXPECT_TRUE(std::isnan(gamma_quantile(0.5, -1)));
  EXPECT_TRUE(std::isnan(beta_quantile(0.5, 0, 1)));
  EXPECT_TRUE(std::isnan(t_two_sided(1, 0)));
  EXPECT_TRUE(std::isnan(binomial_mass(3, 2, 0.5)));
  EXPECT_EQ(gamma_quantile(1, 2), std::numeric_limits<double>::infinity());
  EXPECT_EQ(gamma_quantile(0, 2), 0);
}

}  // namespace
}  // namespace repere::statistics
