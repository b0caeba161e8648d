#pragma once
#include <array>
#include <cstdint>
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

  /// Adds the rows at positions first .. end to the squares, each with own * common as its weights.
  /// Shape: own by position
  void add_squares(std::uint32_t first, std::uint32_t end, const double* own,
                   const std::array<double, 3>& common);
  /// Adds them to the sum, with weight * factor, or factor alone.
  /// Shape: weight by position, or nothing
  void add_sum(std::uint32_t first, std::uint32_t end, const double* weight, double factor);

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
