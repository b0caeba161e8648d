#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace repere::statistics {

/// The different rows among many: each row's number, and one row of each number.
/// Shape: number[n] < count(); first_row[count()]; both empty where there are too many to be of use
struct CoxPatterns {
  std::vector<std::uint32_t> number;
  std::vector<std::uint32_t> first_row;

  std::size_t count() const { return first_row.size(); }
};

/// Looks for few distinct values in each column, then for few combinations of them. Gives up as soon as a column
/// has more than a thousand.
/// Shape: columns[p] of n finite values each
CoxPatterns find_patterns(std::span<const double* const> columns, std::size_t rows, unsigned threads);

}  // namespace repere::statistics
