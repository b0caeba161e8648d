#include "statistics/contingency.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <random>

namespace repere::statistics {
namespace {

ContingencyTable table(std::size_t rows, std::size_t columns, std::vector<std::uint64_t> counts) {
  return {rows, columns, std::move(counts)};
}

TEST(ChiSquared, is_the_sum_of_squares_over_expected_by_hand) {
  // 10 10 / 5 15: expected 7.5 12.5 twice, each cell 2.5 away: 2 * 6.25 (1/7.5 + 1/12.5)
  const auto plain = chi_squared_independence(table(2, 2, {10, 10, 5, 15}), Continuity::none).value();
  EXPECT_NEAR(plain.test.chi2, 2 * 6.25 * (1 / 7.5 + 1 / 12.5), 1e-14);
  EXPECT_EQ(plain.test.df, 1);
  EXPECT_EQ(plain.smallest_expected, 7.5);
  const auto yates = chi_squared_independence(table(2, 2, {10, 10, 5, 15}), Continuity::yates).value();
  EXPECT_NEAR(yates.test.chi2, 2 * 4 * (1 / 7.5 + 1 / 12.5), 1e-14);
  EXPECT_TRUE(yates.corrected);
}

// Agresti 2007, An Introduction to Categorical Data Analysis, p. 39: gender and party, chi2 30.07.
// R 4.2: chisq.test(rbind(c(762, 327, 468), c(484, 239, 477)))
TEST(ChiSquared, gives_the_published_statistic) {
  const auto result =
      chi_squared_independence(table(2, 3, {762, 327, 468, 484, 239, 477}), Continuity::yates).value();
  EXPECT_NEAR(result.test.chi2, 30.070149095754672, 1e-12);
  EXPECT_NEAR(result.test.p / 2.9535891832117569e-07, 1, 1e-12);
  EXPECT_EQ(result.test.df, 2);
  EXPECT_FALSE(result.corrected);
}

// R 4.2: chisq.test(matrix(c(12, 5, 7, 7), 2))
TEST(ChiSquared, corrects_as_R_does) {
  const auto yates = chi_squared_independence(table(2, 2, {12, 7, 5, 7}), Continuity::yates).value();
  EXPECT_NEAR(yates.test.chi2, 0.64112026389503174, 1e-14);
  EXPECT_NEAR(yates.test.p, 0.42330542432241836, 1e-14);
  // A difference below one half is corrected to none, not beyond.
  EXPECT_EQ(chi_squared_independence(table(2, 2, {5, 5, 5, 6}), Continuity::yates)->test.chi2, 0);
}

TEST(ChiSquared, refuses_small_tables_and_empty_margins) {
  EXPECT_FALSE(chi_squared_independence(table(1, 2, {1, 2}), Continuity::none));
  EXPECT_FALSE(chi_squared_independence(table(2, 2, {1, 2, 3}), Continuity::none));
  EXPECT_FALSE(chi_squared_independence(table(2, 2, {0, 0, 3, 4}), Continuity::none));
  EXPECT_FALSE(chi_squared_independence(table(2, 2, {0, 1, 0, 4}), Continuity::none));
  const auto kept = table(3, 3, {1, 0, 2, 0, 0, 0, 3, 0, 4}).without_empty();
  EXPECT_EQ(kept.rows, 2U);
  EXPECT_EQ(kept.counts, (std::vector<std::uint64_t>{1, 2, 3, 4}));
}

// Fisher 1935, The Design of Experiments: the tea-tasting lady. R: fisher.test(matrix(c(3, 1, 1, 3), 2))
TEST(Fisher, is_the_hypergeometric_tail_by_hand) {
  const auto test = fisher_exact(table(2, 2, {3, 1, 1, 3}), 0.95).value();
  EXPECT_NEAR(test.p_greater, 17.0 / 70, 1e-15);
  EXPECT_NEAR(test.p, 34.0 / 70, 1e-15);
  EXPECT_NEAR(test.p_less, 69.0 / 70, 1e-15);
  EXPECT_NEAR(test.odds_ratio, 6.40830886700587, 2e-5 * 6.4);  // R stops at 1e-4
  EXPECT_NEAR(test.upper, 621.9337505454173, 1e-2 * 622);      // R solves for 1 / upper, to 1e-4
}

// Fisher 1962: criminal twins. R: fisher.test(matrix(c(2, 10, 15, 3), 2, byrow = TRUE)): p 0.0005367, one-sided 0.0004652
TEST(Fisher, gives_the_published_p_values) {
  const auto test = fisher_exact(table(2, 2, {2, 10, 15, 3}), 0.95).value();
  EXPECT_NEAR(test.p / 0.00053672411914343593, 1, 1e-12);
  EXPECT_NEAR(test.p_less / 0.00046518094336290585, 1, 1e-12);
  EXPECT_NEAR(test.odds_ratio, 0.046936608827698928, 1e-4);
  EXPECT_NEAR(test.lower, 0.0033257640338593131, 1e-4);
  EXPECT_NEAR(test.upper, 0.36318227147489657, 1e-4);
}

TEST(Fisher, has_an_estimate_and_limits_that_solve_their_equations_by_hand) {
  // Margins 12 and 18, 17 and 13, observed 2: weights C(17, x) C(13, 12 - x) ratio^x.
  const auto test = fisher_exact(table(2, 2, {2, 10, 15, 3}), 0.9).value();
  const auto choose = [](double n, double k) {
    return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1));
  };
  const auto sums = [&](double ratio) {
    double all = 0, mean = 0, below = 0, above = 0;
    for (int x = 0; x <= 12; ++x) {
      const double weight = choose(17, x) * choose(13, 12 - x) * std::pow(ratio, x);
      all += weight;
      mean += weight * x;
      if (x <= 2) below += weight;
      if (x >= 2) above += weight;
    }
    return std::array{mean / all, below / all, above / all};
  };
  EXPECT_NEAR(sums(test.odds_ratio)[0], 2, 1e-11);
  EXPECT_NEAR(sums(test.upper)[1], 0.05, 1e-12);
  EXPECT_NEAR(sums(test.lower)[2], 0.05, 1e-12);
}

TEST(Fisher, has_defined_ends) {
  const auto none = fisher_exact(table(2, 2, {0, 10, 5, 5}), 0.95).value();
  EXPECT_EQ(none.odds_ratio, 0);
  EXPECT_EQ(none.lower, 0);
  EXPECT_GT(none.upper, 0);
  const auto all = fisher_exact(table(2, 2, {10, 0, 5, 5}), 0.95).value();
  EXPECT_EQ(all.odds_ratio, std::numeric_limits<double>::infinity());
  EXPECT_EQ(all.upper, std::numeric_limits<double>::infinity());
  const auto empty = fisher_exact(table(2, 2, {0, 0, 5, 5}), 0.95).value();
  EXPECT_EQ(empty.p, 1);
  EXPECT_TRUE(std::isnan(empty.odds_ratio));
  EXPECT_FALSE(fisher_exact(table(2, 3, {1, 2, 3, 4, 5, 6}), 0.95));
  EXPECT_FALSE(fisher_exact(table(2, 2, {1, 2, 3, 4}), 1));
}

// R 4.2: fisher.test(matrix(c(3000, 2000, 2000, 3000), 2))$p.value, phyper for the one side
TEST(Fisher, keeps_its_digits_in_the_far_tail) {
  const auto test = fisher_exact(table(2, 2, {3000, 2000, 2000, 3000}), 0.95).value();
  EXPECT_NEAR(test.p / test.p_greater, 2, 1e-9);
  EXPECT_LT(test.p, 1e-80);
  EXPECT_GT(test.p, 1e-100);
}

// Agresti 2002, p. 57: job satisfaction and income. R: fisher.test(Job)$p.value 0.7827
TEST(FisherOfAnySize, gives_the_published_p_value) {
  EXPECT_NEAR(fisher_exact_p(table(4, 4, {1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11})).value(),
              0.78268493896563884, 1e-7);
  EXPECT_NEAR(fisher_exact_p(table(3, 5, {2, 0, 1, 2, 6, 1, 3, 1, 1, 1, 1, 0, 3, 1, 0})).value(),
              0.057497855788337972, 1e-7);
}

// Some tables are less likely than the observed one by 1e-7 to 3e-7 of it. R 4.2.2: fisher.test
TEST(FisherOfAnySize, counts_as_equally_likely_what_R_does) {
  EXPECT_NEAR(fisher_exact_p(table(4, 3, {38, 22, 32, 24, 26, 24, 20, 21, 20, 16, 14, 11})).value(),
              0.66077205107094643, 1e-11);
}

// Every table with the margins, written down.
double by_enumeration(const ContingencyTable& observed) {
  std::vector<std::uint64_t> rows, columns;
  for (std::size_t i = 0; i < observed.rows; ++i) rows.push_back(observed.row_total(i));
  for (std::size_t j = 0; j < observed.columns; ++j) columns.push_back(observed.column_total(j));
  const auto value = [](const std::vector<std::uint64_t>& cells) {
    double sum = 0;
    for (const auto cell : cells) sum -= std::lgamma(static_cast<double>(cell) + 1);
    return sum;
  };
  const double limit = value(observed.counts) + 1e-7;
  std::vector<std::uint64_t> cells(observed.counts.size());
  double all = 0, unlikely = 0;
  std::function<void(std::size_t)> fill = [&](std::size_t place) {
    if (place == cells.size()) {
      for (const auto left : rows)
        if (left) return;
      for (const auto left : columns)
        if (left) return;
      const double here = value(cells);
      all += std::exp(here);
      if (here <= limit) unlikely += std::exp(here);
      return;
    }
    auto &row = rows[place / observed.columns], &column = columns[place % observed.columns];
    const auto most = std::min(row, column);
    for (std::uint64_t cell = 0; cell <= most; ++cell) {
      cells[place] = cell;
      row -= cell;
      column -= cell;
      fill(place + 1);
      row += cell;
      column += cell;
    }
  };
  fill(0);
  return unlikely / all;
}

TEST(FisherOfAnySize, agrees_with_every_table_written_down) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const std::size_t rows = 2 + random() % 2, columns = 2 + random() % 3;
    ContingencyTable drawn{rows, columns, {}};
    for (std::size_t i = 0; i < rows * columns; ++i) drawn.counts.push_back(random() % 4);
    if (drawn.without_empty().rows < 2 || drawn.without_empty().columns < 2) continue;
    EXPECT_NEAR(fisher_exact_p(drawn).value(), by_enumeration(drawn), 1e-12);
  }
}

TEST(FisherOfAnySize, says_when_a_table_is_too_large) {
  const auto huge = fisher_exact_p(table(3, 3, {20000, 10000, 3000, 7000, 9000, 4000, 5000, 6000, 8000}));
  ASSERT_FALSE(huge);
  EXPECT_EQ(huge.error().kind, ErrorKind::unsupported);
  EXPECT_EQ(fisher_exact_p(table(2, 3, {1, 2, 3, 0, 0, 0})).value(), 1);
  EXPECT_FALSE(fisher_exact_p(table(1, 3, {1, 2, 3})));
}

}  // namespace
}  // namespace repere::statistics
