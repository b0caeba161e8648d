#include "statistics/cox_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/instruction_sets.hpp"

namespace repere::statistics {
namespace {

REPERE_HOT_LOOP bool all_finite(std::span<const double> values) {
  bool others = false;
  for (const double v : values) others |= !(std::abs(v) <= std::numeric_limits<double>::max());
  return !others;
}

Result<void> check_column(std::span<const double> values, std::size_t rows, const std::string& name) {
  if (values.size() != rows) return fail(ErrorKind::incorrect, name + ": not one value a row");
  if (all_finite(values)) return {};
  for (std::size_t row = 0; row < rows; ++row)
    if (!std::isfinite(values[row]))
      return fail(ErrorKind::incorrect,
                  "row " + std::to_string(row + 1) + ": " + name + " is not a finite number");
  return {};
}

Result<void> check_model(const FollowUp& data, const CoxModel& model) {
  if (auto good = check(data, ZeroWeights::refused); !good) return good;
  if (auto good = check(model.strata, data.rows(), "strata"); !good) return good;
  if (model.covariates.empty()) return fail(ErrorKind::incorrect, "the model has no covariate");
  for (const auto& covariate : model.covariates)
    if (auto good = check_column(covariate.values, data.rows(), covariate.name); !good) return good;
  if (model.offset.empty()) return {};
  return check_column(model.offset, data.rows(), "the offset");
}

struct Spread {
  double mean = 0;
  double scale = 1;
  bool constant = false;
};

// Eight sums side by side, so that vector instructions can be used; the order is the same everywhere.
REPERE_HOT_LOOP double weighted_mean(std::span<const double> values, std::span<const double> weight) {
  double sums[8] = {}, weights[8] = {};
  const std::size_t n = values.size(), whole = n - n % 8;
  const double* v = values.data();
  if (weight.empty()) {
    for (std::size_t row = 0; row < whole; row += 8)
      for (std::size_t k = 0; k < 8; ++k) sums[k] += v[row + k];
    for (std::size_t row = whole; row < n; ++row) sums[0] += v[row];
    weights[0] = static_cast<double>(n);
  } else {
    for (std::size_t row = 0; row < n; ++row) {
      sums[row % 8] += weight[row] * v[row];
      weights[row % 8] += weight[row];
    }
  }
  double sum = 0, all = 0;
  for (std::size_t k = 0; k < 8; ++k) sum += sums[k], all += weights[k];
  return sum / all;
}

REPERE_HOT_LOOP double mean_distance(std::span<const double> values, std::span<const double> weight,
                                     double mean) {
  double sums[8] = {}, weights[8] = {};
  const std::size_t n = values.size(), whole = n - n % 8;
  const double* v = values.data();
  if (weight.empty()) {
    for (std::size_t row = 0; row < whole; row += 8)
      for (std::size_t k = 0; k < 8; ++k) sums[k] += std::abs(v[row + k] - mean);
    for (std::size_t row = whole; row < n; ++row) sums[0] += std::abs(v[row] - mean);
    weights[0] = static_cast<double>(n);
  } else {
    for (std::size_t row = 0; row < n; ++row) {
      sums[row % 8] += weight[row] * std::abs(v[row] - mean);
      weights[row % 8] += weight[row];
    }
  }
  double sum = 0, all = 0;
  for (std::size_t k = 0; k < 8; ++k) sum += sums[k], all += weights[k];
  return sum / all;
}

REPERE_HOT_LOOP bool is_indicator(std::span<const double> values) {
  bool others = false;
  for (const double v : values) others |= !(v == 0 || v == 1 || v == -1);
  return !others;
}

REPERE_HOT_LOOP bool is_constant(std::span<const double> values) {
  bool others = false;
  const double first = values[0];
  for (const double v : values) others |= v != first;
  return !others;
}

// A column is scaled by its mean distance from its mean, as R has it, so that the same columns are found
// collinear.
Spread spread_of(std::span<const double> values, std::span<const double> weight) {
  if (is_constant(values)) return {values[0], 1, true};
  Spread spread;
  spread.mean = weighted_mean(values, weight);
  if (is_indicator(values.first(std::min<std::size_t>(values.size(), 64))) && is_indicator(values))
    return spread;
  if (const double distance = mean_distance(values, weight, spread.mean); distance > 0)
    spread.scale = 1 / distance;
  return spread;
}

std::vector<double> in_order(std::span<const double> values, const std::vector<std::uint32_t>& order) {
  std::vector<double> result(values.empty() ? 0 : order.size());
  for (std::size_t position = 0; position < result.size(); ++position)
    result[position] = values[order[position]];
  return result;
}

void copy_columns(CoxRows& rows, const CoxModel& model) {
  const std::size_t p = rows.covariates, n = rows.rows();
  std::vector<const double*> columns;
  for (const auto& covariate : model.covariates) columns.push_back(covariate.values.data());
  rows.x.resize(n * p);
  // Columns are read from top to bottom and each row is written in one piece: far fewer misses than the other
  // way.
  std::vector<std::uint32_t> position(n);
  for (std::uint32_t i = 0; i < n; ++i) position[rows.sets.row[i]] = i;
  for (std::size_t row = 0; row < n; ++row) {
    double* out = &rows.x[position[row] * p];
    for (std::size_t j = 0; j < p; ++j) out[j] = (columns[j][row] - rows.mean[j]) * rows.scale[j];
  }
}

}  // namespace

Result<CoxRows> cox_frame(const FollowUp& data, const CoxModel& model) {
  if (auto good = check_model(data, model); !good) return tl::unexpected(good.error());
  CoxRows frame;
  frame.covariates = model.covariates.size();
  for (const auto& covariate : model.covariates) {
    const Spread spread = spread_of(covariate.values, data.weight);
    frame.mean.push_back(spread.mean);
    frame.scale.push_back(spread.scale);
    frame.constant.push_back(spread.constant);
  }
  if (!model.offset.empty()) frame.offset_mean = weighted_mean(model.offset, {});
  return frame;
}

CoxRows cox_rows(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame) {
  CoxRows rows = frame;
  rows.sets = risk_sets(data, axis, model.strata);
  rows.weight = in_order(data.weight, rows.sets.row);
  rows.offset = in_order(model.offset, rows.sets.row);
  for (double& offset : rows.offset) offset -= rows.offset_mean;
  copy_columns(rows, model);
  return rows;
}

Result<CoxRows> cox_rows(const FollowUp& data, const CoxModel& model) {
  auto frame = cox_frame(data, model);
  if (!frame) return frame;
  const auto axis = TimeAxis::of(data);
  if (!axis) return tl::unexpected(axis.error());
  return cox_rows(data, *axis, model, *frame);
}

}  // namespace repere::statistics
