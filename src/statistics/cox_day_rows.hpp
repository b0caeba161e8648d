#pragma once
#include <memory>
#include <span>
#include <vector>

#include "statistics/cox_codes.hpp"
#include "statistics/cox_day_order.hpp"
#include "statistics/cox_rows.hpp"

namespace repere::statistics {

/// What the rows of a model with many rows are made from.
/// Lifetime: what is borrowed outlives the rows
struct DayRowsInput {
  const FollowUp& data;
  const CoxModel& model;
  const CoxRows& frame;
  const CoxDayOrder& order;
  unsigned threads;
};

/// The rows of a Cox model whose risk sets are counted by day (CoxDayOrder): what an evaluation does with each row.
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
  /// The sum of the vectors of each cell, and, in the same pass over the rows, the squares: the sum of expected events *
  /// x x', its upper half, a row being expected to have its risk times its cell's number.
  /// Shape: sums[cells * stride]; expected[cells], or empty, and then no squares
  virtual Matrix sum_up(std::span<double> sums, std::span<const double> expected) = 0;
  /// The squares alone, at the coefficients that are set and were summed up.
  virtual Matrix squares(std::span<const double> expected) = 0;
  /// Whether squares cost less in the pass of the sums than after it.
  virtual bool together_is_cheaper() const = 0;

 protected:
  explicit CoxDayRows(std::vector<std::size_t> columns) : columns_(std::move(columns)) {}
  CoxDayRows(const CoxDayRows&) = default;
  CoxDayRows& operator=(const CoxDayRows&) = default;

 private:
  std::vector<std::size_t> columns_;
};

std::unique_ptr<CoxDayRows> dense_rows(const DayRowsInput& input);
std::unique_ptr<CoxDayRows> coded_rows(const DayRowsInput& input, const CoxCodes& codes);

}  // namespace repere::statistics
