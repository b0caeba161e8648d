#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "statistics/distributions.hpp"

namespace repere::statistics {

/// Counts of cases by two classifications.
/// Shape: counts[rows * columns], by rows
struct ContingencyTable {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::uint64_t> counts;

  std::uint64_t at(std::size_t row, std::size_t column) const { return counts[row * columns + column]; }
  std::uint64_t row_total(std::size_t row) const;
  std::uint64_t column_total(std::size_t column) const;
  std::uint64_t total() const;
  /// The same without rows and columns that hold nobody.
  ContingencyTable without_empty() const;
};

/// Pearson's test that two classifications have nothing to do with each other.
/// Units: expected[rows * columns] are counts; the smallest says whether the test can be trusted (5 is the custom)
struct IndependenceTest {
  ChiSquaredTest test;
  std::vector<double> expected;
  double smallest_expected = 0;
  bool corrected = false;  ///< Yates' correction was applied
};

enum class Continuity { none, yates };

/// Chi-squared; Yates' correction (of at most the difference itself) in a table of 2 x 2 only.
/// Shape:  2 rows and 2 columns or more
/// Errors: incorrect if the table is smaller, a row or a column holds nobody (name it, or take it out:
///   without_empty), or a total exceeds 2^53
/// Source: Pearson 1900; Yates 1934, doi:10.2307/2983604; docs/methods.md, "Contingency tables"
Result<IndependenceTest> chi_squared_independence(const ContingencyTable& table, Continuity continuity);

/// Fisher's exact test of a table of 2 x 2.
/// Units: odds_ratio is the conditional maximum likelihood estimate (not the cross product), 0 or infinite at the ends;
///   its limits hold it with the level from both sides, NaN where a margin is 0 (every odds ratio is possible)
struct FisherTest {
  double p;          ///< two-sided: all tables at most as likely as the observed one
  double p_less;     ///< the first cell as small as this or smaller
  double p_greater;  ///< as large or larger
  double odds_ratio;
  double lower;
  double upper;
};

/// Errors: incorrect if the table is not 2 x 2 or the level not in ]0, 1[; unsupported if the smallest margin exceeds
///   10,000,000,000
/// Source: Fisher 1935; Cornfield 1956; R fisher.test; docs/methods.md, "Fisher's exact test"
Result<FisherTest> fisher_exact(const ContingencyTable& table, double level);

/// The share of tables with these margins, by their probability, that are at most as likely as the observed one.
/// Shape:  2 rows and 2 columns or more
/// Errors: incorrect if the table is smaller; unsupported, with what to do instead, when the ways to fill the table are
///   too many (more than 20 million steps): there is no answer rather than an approximate one
/// Source: Freeman & Halton 1951, doi:10.1093/biomet/38.1-2.141; Mehta & Patel 1983, doi:10.2307/2288652;
///   docs/methods.md, "Fisher's exact test"
Result<double> fisher_exact_p(const ContingencyTable& table);

}  // namespace repere::statistics
