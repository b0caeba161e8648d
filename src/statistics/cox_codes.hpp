#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/large_array.hpp"

namespace repere::statistics {

/// Columns that hold 0 and 1 only, taken together: few combinations of them occur, and each row is the code of one.
/// Shape: code[n], below count(); ones[count()]: bit k is the value of column coded[k]; all empty where it is of no use
struct CoxCodes {
  LargeArray<std::uint16_t> code;
  std::vector<std::uint64_t> ones;
  std::vector<double> rows;           ///< [count()] how many have the code
  std::vector<std::size_t> coded;     ///< the columns
  std::vector<std::size_t> measured;  ///< the others, few

  std::size_t count() const { return ones.size(); }
};

/// Shape: columns[p] of n values each
CoxCodes find_codes(std::span<const double* const> columns, std::size_t rows, unsigned threads);

}  // namespace repere::statistics
