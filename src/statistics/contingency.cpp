#include "statistics/contingency.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace repere::statistics {

std::uint64_t ContingencyTable::row_total(std::size_t row) const {
  std::uint64_t sum = 0;
  for (std::size_t column = 0; column < columns; ++column) sum += at(row, column);
  return sum;
}

std::uint64_t ContingencyTable::column_total(std::size_t column) const {
  std::uint64_t sum = 0;
  for (std::size_t row = 0; row < rows; ++row) sum += at(row, column);
  return sum;
}

std::uint64_t ContingencyTable::total() const {
  std::uint64_t sum = 0;
  for (const auto count : counts) sum += count;
  return sum;
}

ContingencyTable ContingencyTable::without_empty() const {
  ContingencyTable kept;
  std::vector<std::size_t> full;
  for (std::size_t column = 0; column < columns; ++column)
    if (column_total(column) > 0) full.push_back(column);
  kept.columns = full.size();
  for (std::size_t row = 0; row < rows; ++row) {
    if (row_total(row) == 0) continue;
    ++kept.rows;
    for (const auto column : full) kept.counts.push_back(at(row, column));
  }
  return kept;
}

Result<IndependenceTest> chi_squared_independence(const ContingencyTable& table, Continuity continuity) {
  if (table.rows < 2 || table.columns < 2 || table.counts.size() != table.rows * table.columns)
    return fail(ErrorKind::incorrect, "a table needs two rows and two columns or more");
  // Counts beyond 2^53 are no longer exact in a double.
  constexpr std::uint64_t largest = std::uint64_t{1} << 53;
  for (const auto count : table.counts)
    if (count > largest) return fail(ErrorKind::incorrect, "a count above 2^53");
  for (std::size_t row = 0; row < table.rows; ++row)
    if (table.row_total(row) == 0)
      return fail(ErrorKind::incorrect,
                  "row " + std::to_string(row + 1) + " of the table holds nobody; leave it out");
  for (std::size_t column = 0; column < table.columns; ++column)
    if (table.column_total(column) == 0)
      return fail(ErrorKind::incorrect,
                  "column " + std::to_string(column + 1) + " of the table holds nobody; leave it out");

  const bool corrected = continuity == Continuity::yates && table.rows == 2 && table.columns == 2;
  const double n = static_cast<double>(table.total());
  IndependenceTest result{{}, {}, std::numeric_limits<double>::infinity(), corrected};
  double correction = corrected ? 0.5 : 0;
  std::vector<double> distance;
  for (std::size_t row = 0; row < table.rows; ++row)
    for (std::size_t column = 0; column < table.columns; ++column) {
      const double expected =
          static_cast<double>(table.row_total(row)) * static_cast<double>(table.column_total(column)) / n;
      result.expected.push_back(expected);
      result.smallest_expected = std::min(result.smallest_expected, expected);
      distance.push_back(std::abs(static_cast<double>(table.at(row, column)) - expected));
      correction = std::min(correction, distance.back());
    }
  double chi2 = 0;
  for (std::size_t i = 0; i < distance.size(); ++i) {
    const double left = distance[i] - correction;
    chi2 += left * left / result.expected[i];
  }
  result.test = chi_squared_test(chi2, static_cast<int>((table.rows - 1) * (table.columns - 1)));
  return result;
}

}  // namespace repere::statistics
