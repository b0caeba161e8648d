#include "statistics/matrix.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "statistics/distributions.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

Matrix matrix_of(std::size_t n, std::vector<double> values) {
  Matrix matrix(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) matrix(i, j) = values[i * n + j];
  return matrix;
}

TEST(Factors, solve_and_invert) {
  const Factors factors(matrix_of(2, {4, 2, 2, 3}), 1e-12);
  EXPECT_EQ(factors.rank(), 2U);
  const auto x = factors.solve(std::vector<double>{8, 8});
  EXPECT_DOUBLE_EQ(x[0], 1);
  EXPECT_DOUBLE_EQ(x[1], 2);
  const Matrix inverse = factors.inverse();
  EXPECT_DOUBLE_EQ(inverse(0, 0), 3.0 / 8);
  EXPECT_DOUBLE_EQ(inverse(1, 0), -2.0 / 8);
  EXPECT_DOUBLE_EQ(inverse(0, 1), -2.0 / 8);
}

TEST(Factors, leave_out_a_column_that_the_ones_before_determine) {
  const Factors factors(matrix_of(3, {4, 2, 2, 2, 1, 1, 2, 1, 3}), 1e-12);
  EXPECT_EQ(factors.rank(), 2U);
  EXPECT_FALSE(factors.has_pivot(1));
  const auto x = factors.solve(std::vector<double>{6, 3, 5});
  EXPECT_DOUBLE_EQ(x[0], 1);
  EXPECT_EQ(x[1], 0);
  EXPECT_DOUBLE_EQ(x[2], 1);
  EXPECT_EQ(factors.inverse()(1, 1), 0);
  EXPECT_EQ(Factors(matrix_of(1, {0}), 1e-12).rank(), 0U);
  EXPECT_EQ(Factors(matrix_of(1, {std::nan("")}), 1e-12).rank(), 0U);
}

TEST(WeightedGram, is_the_sum_over_rows_for_any_number_of_them) {
  for (const std::size_t n : {1U, 3U, 4U, 5U, 11U}) {
    std::vector<double> x, weight;
    Matrix expected(2), gram(2);
    for (std::size_t i = 0; i < n; ++i) {
      const double a = 1.0 + static_cast<double>(i), b = 2.0 - static_cast<double>(i), w = 0.5;
      x.insert(x.end(), {a, b});
      weight.push_back(w);
      expected(0, 0) += w * a * a, expected(0, 1) += w * a * b, expected(1, 1) += w * b * b;
    }
    add_weighted_gram(gram, x, weight);
    for (const auto& [i, j] : {std::pair{0U, 0U}, std::pair{0U, 1U}, std::pair{1U, 1U}})
      EXPECT_DOUBLE_EQ(gram(i, j), expected(i, j));
  }
}

TEST(Distributions, agree_with_tables) {
  EXPECT_NEAR(normal_quantile_of_level(0.95), 1.959963984540054, 1e-15);
  EXPECT_NEAR(chi_squared_upper_tail(3.841458820694124, 1), 0.05, 1e-15);
  EXPECT_NEAR(chi_squared_upper_tail(500, 1) / 9.5053977665540927e-111, 1, 1e-10);
  EXPECT_NEAR(normal_two_sided(1.959963984540054), 0.05, 1e-15);
  EXPECT_NEAR(normal_upper_tail(-1), 0.8413447460685429, 1e-15);
  EXPECT_EQ(chi_squared_upper_tail(0, 0), 1);
  EXPECT_TRUE(std::isnan(chi_squared_upper_tail(std::nan(""), 1)));
  EXPECT_TRUE(std::isnan(chi_squared_upper_tail(-1, 1)));
}

}  // namespace
}  // namespace repere::statistics
