#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "statistics/cox_codes.hpp"
#include "statistics/cox_rows.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {

/// A run of whole blocks of rows, which one thread takes at a time.
struct RowPiece {
  std::size_t first, end;  ///< the last end is beyond the rows, at the end of a block
};

/// How rows are cut: into few pieces, which depend on their number only.
std::vector<RowPiece> row_pieces(std::size_t rows);

/// The rows of a Cox model whose risk sets are counted by day (CoxDays): what an evaluation does with each row.
///
/// A row's vector is (1, x) with its covariates in the order of columns(), times its risk, weight * exp(offset + x'b).
class CoxDayRows {
 public:
  virtual ~CoxDayRows() = default;

  std::size_t covariates() const { return columns_.size(); }
  /// From one vector to the next, a multiple of 8.
  std::size_t stride() const { return (columns_.size() + 8) / 8 * 8; }
  /// The model's covariate at each place of the vectors after the first.
  const std::vector<std::size_t>& columns() const { return columns_; }

  /// Sets the coefficients, on the scale of the frame and in the model's order. Without them, and without the offset, the
  /// risk is the weight.
  virtual void set(std::span<const double> coefficient) = 0;
  virtual void set_weights_only() = 0;
  /// The sum of the vectors of each cell. Shape: sums[cells * stride]
  virtual void sum_by_cell(std::span<double> sums) = 0;
  /// With the risks that sum_by_cell() found: the sum over the rows of expected events * x x', its upper half. A row is
  /// expected to have its risk times its cell's number. Shape: expected[cells]
  virtual Matrix squares(std::span<const double> expected) = 0;

 protected:
  explicit CoxDayRows(std::vector<std::size_t> columns) : columns_(std::move(columns)) {}
  CoxDayRows(const CoxDayRows&) = default;
  CoxDayRows& operator=(const CoxDayRows&) = default;

 private:
  std::vector<std::size_t> columns_;
};

/// Shape: cell[n, rounded up to whole blocks], each below cells
/// Lifetime: what is borrowed outlives the rows
std::unique_ptr<CoxDayRows> dense_rows(const FollowUp& data, const CoxModel& model, const CoxRows& frame,
                                       std::span<const std::uint32_t> cell, std::size_t cells,
                                       unsigned threads);
std::unique_ptr<CoxDayRows> coded_rows(const FollowUp& data, const CoxModel& model, const CoxRows& frame,
                                       const CoxCodes& codes, std::span<const std::uint32_t> cell,
                                       std::size_t cells, unsigned threads);

/// Rows are read in blocks.
namespace block {
inline constexpr std::size_t rows = ColumnGram::block_rows;

/// out = (in - mean) * scale; 0 where there is no row. Shape: out[rows]
void centre(const double* in, std::size_t count, double mean, double scale, double* out);
}  // namespace block

}  // namespace repere::statistics
