#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/large_array.hpp"

namespace repere::statistics {

/// Rows with few distinct patterns of covariates: columns that hold 0 and 1 only, taken together, and at most three others
/// whose values occur in few combinations, such as an age in whole years or that and a size in whole millimetres. Each row
/// is the code of its combination of 0 and 1 and the level of its other values.
/// Shape: pattern[n]; ones[count()]: bit k is the value of column coded[k]; all empty where it is of no use
struct CoxCodes {
  LargeArray<std::uint32_t> pattern;  ///< code + 65,536 * level
  std::vector<std::uint64_t> ones;
  std::vector<double> value;                               ///< [levels() * measured.size()], by levels
  std::vector<std::uint32_t> rows_of_code, rows_of_level;  ///< how many rows have them
  std::vector<std::size_t> coded, measured;                ///< the columns

  std::size_t count() const { return ones.size(); }
  std::size_t levels() const { return rows_of_level.size(); }
  /// The codes and levels alone, for other rows.
  CoxCodes tables() const { return {{}, ones, value, rows_of_code, rows_of_level, coded, measured}; }
  static std::uint32_t code_of(std::uint32_t pattern) { return pattern & 0xFFFFU; }
  static std::uint32_t level_of(std::uint32_t pattern) { return pattern >> 16; }
};

/// Shape: columns[p] of n values each
CoxCodes find_codes(std::span<const double* const> columns, std::size_t rows, unsigned threads);

}  // namespace repere::statistics
