#include "statistics/cox_rows.hpp"

#include <algorithm>
#include <cmath>

namespace repere::statistics {
namespace {

Result<void> check_column(std::span<const double> values, std::size_t rows, const std::string& name) {
  if (values.size() != rows) return fail(ErrorKind::incorrect, name + ": not one value a row");
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

double weighted_mean(std::span<const double> values, std::span<const double> weight) {
  double sum = 0, weights = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    const double w = weight.empty() ? 1 : weight[row];
    sum += w * values[row];
    weights += w;
  }
  return sum / weights;
}

// A column is scaled by its mean distance from its mean, as R has it, so that the same columns are found
// collinear.
Spread spread_of(std::span<const double> values, std::span<const double> weight) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if (*least == *most) return {*least, 1, true};
  Spread spread;
  spread.mean = weighted_mean(values, weight);
  const bool indicator =
      std::all_of(values.begin(), values.end(), [](double v) { return v == 0 || v == 1 || v == -1; });
  if (indicator) return spread;
  std::vector<double> distance(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) distance[row] = std::abs(values[row] - spread.mean);
  if (const double mean_distance = weighted_mean(distance, weight); mean_distance > 0)
    spread.scale = 1 / mean_distance;
  return spread;
}

std::vector<double> in_order(std::span<const double> values, const std::vector<std::uint32_t>& order) {
  std::vector<double> result(values.empty() ? 0 : order.size());
  for (std::size_t position = 0; position < result.size(); ++position)
    result[position] = values[order[position]];
  return result;
}

void fill_columns(CoxRows& rows, const FollowUp& data, const CoxModel& model) {
  const std::size_t p = rows.covariates, n = rows.rows();
  std::vector<const double*> columns;
  for (const auto& covariate : model.covariates) {
    const Spread spread = spread_of(covariate.values, data.weight);
    rows.mean.push_back(spread.mean);
    rows.scale.push_back(spread.scale);
    rows.constant.push_back(spread.constant);
    columns.push_back(covariate.values.data());
  }
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

Result<CoxRows> cox_rows(const FollowUp& data, const CoxModel& model) {
  if (auto good = check_model(data, model); !good) return tl::unexpected(good.error());
  const auto axis = TimeAxis::of(data);
  if (!axis) return tl::unexpected(axis.error());
  CoxRows rows;
  rows.sets = risk_sets(data, *axis, model.strata);
  rows.covariates = model.covariates.size();
  rows.weight = in_order(data.weight, rows.sets.row);
  rows.offset = in_order(model.offset, rows.sets.row);
  if (!rows.offset.empty()) {
    const double mean = weighted_mean(rows.offset, {});
    for (double& offset : rows.offset) offset -= mean;
  }
  fill_columns(rows, data, model);
  return rows;
}

}  // namespace repere::statistics
