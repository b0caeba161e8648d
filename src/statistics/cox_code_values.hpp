#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "statistics/cox_codes.hpp"
#include "statistics/matrix.hpp"

namespace repere::statistics {

struct CoxRows;

/// What codes and levels stand for on the scale of a model's rows, and the products of their values. The columns are in the
/// order measured, then coded.
/// Lifetime: the codes outlive it
class CoxCodeValues {
 public:
  CoxCodeValues(const CoxCodes& codes, const CoxRows& frame);

  /// The model's covariates in the order of this class.
  static std::vector<std::size_t> columns(const CoxCodes& codes);
  /// How many numbers a level has for its squares: 1, its values and the products of two, in whole vectors of four.
  static std::size_t width(std::size_t measured) { return ((1 + measured) * (2 + measured) / 2 + 3) / 4 * 4; }

  std::size_t measured() const { return codes_.measured.size(); }
  std::size_t coded() const { return codes_.coded.size(); }
  /// Shape: [coded()], [measured()]
  std::span<const double> of_code(std::size_t code) const {
    return std::span(of_code_).subspan(code * coded(), coded());
  }
  std::span<const double> of_level(std::size_t level) const {
    return std::span(of_level_).subspan(level * measured(), measured());
  }
  /// Of each level 1, its values and the products of two; 0 up to the width.
  /// Shape: [levels * width(measured())]
  LargeArray<double> products() const;
  /// The sum over rows of weight * x x', its upper half, from each code's sums of weight, weight * values of the level and
  /// weight * their products.
  /// Shape: by_code: code c's begin at c * stride, without the last if the products of all rows are given
  Matrix squares(const double* by_code, std::size_t stride, const double* products = nullptr) const {
    return squares(by_code, stride, 1, products)[0];
  }
  /// The same with several weights each, whose sums stand one behind the other, width(measured()) numbers apart.
  std::vector<Matrix> squares(const double* by_code, std::size_t stride, std::size_t weights,
                              const double* products = nullptr) const;

 private:
  const CoxCodes& codes_;
  std::vector<double> of_code_, of_level_;
};

}  // namespace repere::statistics
