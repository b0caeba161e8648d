#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/cox_code_values.hpp"
#include "statistics/large_array.hpp"
#include "statistics/matrix.hpp"

namespace repere::statistics {

/// Sums over coded rows of x x' with three weights each, and of x with a fourth: a row adds a few numbers to its code, and the
/// products are made once a code.
class CoxCodeMoments {
 public:
  /// Shape: rows that kept their codes, which outlive it
  explicit CoxCodeMoments(const CoxRows& rows);

  /// Rows next to each other.
  struct Cell {
    std::uint32_t first, end;       ///< positions
    std::array<double, 3> hazards;  ///< times the row's risk its weights of the squares
    double drift;                   ///< times the row's weight that of the sum; 0: none
  };
  /// Shape: risk by position; weight by position, or nothing
  void add(std::span<const Cell> cells, const double* risk, const double* weight);

  /// In the model's order. Shape: p x p; [p]
  std::array<Matrix, 3> squares() const;
  std::vector<double> sum() const;

 private:
  const CoxCodes& codes_;
  CoxCodeValues values_;
  std::vector<std::size_t> columns_;
  std::size_t width_;
  LargeArray<double> levels_;   // [levels * width] 1, values, products
  LargeArray<double> by_code_;  // [codes * (3 * width + 4)] three sums of these, and one of 1 and values
};

}  // namespace repere::statistics
