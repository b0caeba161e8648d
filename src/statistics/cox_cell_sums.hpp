#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// Rows of a Cox model that leave together, next to each other: those who die at an event time, or those who are censored
/// from then to before the next.
struct CoxCell {
  std::uint32_t first, end;      ///< positions
  double event;                  ///< 1 or 0
  std::array<double, 2> hazard;  ///< of the time until they leave: at the fit, and at coefficients of 0
};

/// What the squares of score residuals need of the rows (docs/methods.md, "Robust variance"), read once for a fit and for
/// coefficients of 0, where the risk is the weight w.
///
/// A cell's sums are five vectors, x with its covariates in the order of columns(), and 1 in the last place, each row being
/// weighted with what names them. Without case weights the last two are the first ones.
class CoxCellSums {
 public:
  enum class Sum : std::uint8_t { weight, risk, risk_squared, weight_squared, weight_risk };

  virtual ~CoxCellSums() = default;

  std::size_t stride() const { return (columns_.size() + 8) / 8 * 8; }
  /// From one cell's sums to the next.
  std::size_t cell_stride() const { return (weighted_ ? 5 : 3) * stride(); }
  /// Where the sum stands among those of a cell.
  std::size_t place(Sum sum) const {
    if (!weighted_ && sum == Sum::weight_squared) sum = Sum::weight;
    if (!weighted_ && sum == Sum::weight_risk) sum = Sum::risk;
    return static_cast<std::size_t>(sum) * stride();
  }
  const std::vector<std::size_t>& columns() const { return columns_; }

  /// Shape: cells one behind the other; sums[cells * cell_stride()]
  virtual void take(std::span<const CoxCell> cells, double* sums) = 0;
  /// Of the rows taken, sum of (w event - risk * hazard)^2 x x', the upper half: at the fit, and at 0.
  virtual std::array<Matrix, 2> squares() const = 0;

 protected:
  CoxCellSums(std::vector<std::size_t> columns, bool weighted)
      : columns_(std::move(columns)), weighted_(weighted) {}
  CoxCellSums(const CoxCellSums&) = default;
  CoxCellSums& operator=(const CoxCellSums&) = default;

 private:
  std::vector<std::size_t> columns_;
  bool weighted_;
};

/// Of coded rows, or of any.
/// Shape: risk by position
/// Lifetime: what is given outlives the sums
std::unique_ptr<CoxCellSums> cox_cell_sums(const CoxRows& rows, std::span<const double> risk);

}  // namespace repere::statistics
