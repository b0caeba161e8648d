#include "statistics/cox_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "statistics/instruction_sets.hpp"
#include "statistics/parallel.hpp"

namespace repere::statistics {
namespace {

// What one pass through a column tells.
struct Pass {
  double sum = 0;
  bool constant = true, indicator = true;  // one value only; only -1, 0 and 1
};

// Eight sums side by side, so that vector instructions can be used; the order is the same everywhere.
REPERE_HOT_LOOP Pass pass_through(const double* v, std::size_t n) {
  constexpr std::uint64_t one = 0x3FF0000000000000U << 1;  // without the sign
  constexpr std::size_t held = 2048;
  double sums[8] = {};
  std::uint64_t first, others = 0, beyond = 0;
  std::memcpy(&first, v, sizeof first);
  const std::size_t whole = n - n % 8;
  for (std::size_t begin = 0; begin < whole; begin += held) {
    const std::size_t end = std::min(whole, begin + held);
    for (std::size_t row = begin; row < end; row += 8)
      for (std::size_t k = 0; k < 8; ++k) sums[k] += v[row + k];
    if (others != 0 && beyond != 0) continue;
    for (std::size_t row = begin; row < end; ++row) {
      std::uint64_t bits;
      std::memcpy(&bits, &v[row], sizeof bits);
      others |= bits ^ first;
      const std::uint64_t size = bits << 1;
      beyond |= size == 0 || size == one ? 0U : 1U;
    }
  }
  Pass pass;
  for (const double sum : sums) pass.sum += sum;
  for (std::size_t row = whole; row < n; ++row) {
    pass.sum += v[row];
    beyond |= v[row] == 0 || std::abs(v[row]) == 1 ? 0U : 1U;
    others |= v[row] == v[0] ? 0U : 1U;
  }
  // 0 and -0 have different bits and are one value.
  pass.constant = others == 0 || (others == std::uint64_t{1} << 63 && v[0] == 0);
  pass.indicator = beyond == 0;
  return pass;
}

// Only if the sum is not: finite values may overflow it.
Result<void> check_finite(std::span<const double> values, const std::string& name) {
  for (std::size_t row = 0; row < values.size(); ++row)
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
    if (covariate.values.size() != data.rows())
      return fail(ErrorKind::incorrect, covariate.name + ": not one value a row");
  if (model.offset.empty()) return {};
  if (model.offset.size() != data.rows())
    return fail(ErrorKind::incorrect, "the offset: not one value a row");
  return check_finite(model.offset, "the offset");
}

struct Spread {
  double mean = 0;
  double scale = 1;
  bool constant = false;
};

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

// A column is scaled by its mean distance from its mean, as R has it, so that the same columns are found
// collinear.
Result<Spread> spread_of(const Covariate& covariate, std::span<const double> weight) {
  const std::span<const double> values = covariate.values;
  const Pass pass = pass_through(values.data(), values.size());
  if (!std::isfinite(pass.sum))
    if (auto good = check_finite(values, covariate.name); !good) return tl::unexpected(good.error());
  if (pass.constant) return Spread{values[0], 1, true};
  Spread spread;
  spread.mean =
      weight.empty() ? pass.sum / static_cast<double>(values.size()) : weighted_mean(values, weight);
  if (pass.indicator) return spread;
  if (const double distance = mean_distance(values, weight, spread.mean); distance > 0)
    spread.scale = 1 / distance;
  return spread;
}

// The weight of the rows of each code, or level.
std::vector<double> weights_by(const CoxCodes& codes, const std::vector<std::uint32_t>& rows,
                               std::uint32_t number_of(std::uint32_t), std::span<const double> weight) {
  if (weight.empty()) return {rows.begin(), rows.end()};
  std::vector<double> result(rows.size());
  for (std::size_t row = 0; row < weight.size(); ++row) result[number_of(codes.pattern[row])] += weight[row];
  return result;
}

// Of columns of 0 and 1: their share of 1.
std::vector<Spread> spread_of_codes(const CoxCodes& codes, std::span<const double> weight) {
  const auto of_code = weights_by(codes, codes.rows_of_code, CoxCodes::code_of, weight);
  std::vector<Spread> spreads(codes.coded.size());
  for (std::size_t k = 0; k < spreads.size(); ++k) {
    double with = 0, without = 0;
    for (std::size_t c = 0; c < codes.count(); ++c) (codes.ones[c] >> k & 1U ? with : without) += of_code[c];
    spreads[k] = {with / (with + without), 1, with == 0 || without == 0};
  }
  return spreads;
}

// Of the columns of levels: as spread_of has it.
Spread spread_of_levels(const CoxCodes& codes, std::size_t m, std::span<const double> weight_of_level) {
  const auto value = [&](std::size_t level) { return codes.value[level * codes.measured.size() + m]; };
  double sum = 0, all = 0, distance = 0;
  bool constant = true, indicator = true;
  for (std::size_t l = 0; l < codes.levels(); ++l) {
    sum += weight_of_level[l] * value(l);
    all += weight_of_level[l];
    constant = constant && value(l) == value(0);
    indicator = indicator && (value(l) == 0 || std::abs(value(l)) == 1);
  }
  if (constant) return {value(0), 1, true};
  Spread spread{sum / all, 1, false};
  for (std::size_t l = 0; l < codes.levels(); ++l)
    distance += weight_of_level[l] * std::abs(value(l) - spread.mean);
  if (!indicator && distance > 0) spread.scale = all / distance;
  return spread;
}

void copy_columns(CoxRows& rows, const CoxModel& model) {
  const std::size_t p = rows.covariates, n = rows.rows();
  std::vector<const double*> columns;
  for (const auto& covariate : model.covariates) columns.push_back(covariate.values.data());
  rows.x.resize(n * p + 8);
  std::fill(rows.x.end() - 8, rows.x.end(), 0.0);
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

CoxCodes cox_codes(const FollowUp& data, const CoxModel& model, unsigned threads) {
  std::vector<const double*> columns;
  for (const auto& covariate : model.covariates) {
    if (covariate.values.size() != data.rows()) return {};
    columns.push_back(covariate.values.data());
  }
  CoxCodes codes = find_codes(columns, data.rows(), threads);
  const auto finite = [](double value) { return std::isfinite(value); };
  // What is wrong is said by who looks at each row.
  return std::all_of(codes.value.begin(), codes.value.end(), finite) ? std::move(codes) : CoxCodes();
}

Result<CoxRows> cox_frame(const FollowUp& data, const CoxModel& model, const CoxCodes& codes,
                          unsigned threads) {
  if (auto good = check_model(data, model); !good) return tl::unexpected(good.error());
  CoxRows frame;
  frame.covariates = model.covariates.size();
  std::vector<Result<Spread>> spreads(frame.covariates);
  if (codes.count() > 0) {
    const std::vector<Spread> of_codes = spread_of_codes(codes, data.weight);
    for (std::size_t k = 0; k < of_codes.size(); ++k) spreads[codes.coded[k]] = of_codes[k];
    const auto of_level = weights_by(codes, codes.rows_of_level, CoxCodes::level_of, data.weight);
    for (std::size_t m = 0; m < codes.measured.size(); ++m)
      spreads[codes.measured[m]] = spread_of_levels(codes, m, of_level);
  } else {
    in_parallel(threads, spreads.size(),
                [&](std::size_t j) { spreads[j] = spread_of(model.covariates[j], data.weight); });
  }
  for (const auto& spread : spreads) {
    if (!spread) return tl::unexpected(spread.error());
    frame.mean.push_back(spread->mean);
    frame.scale.push_back(spread->scale);
    frame.constant.push_back(spread->constant);
  }
  if (!model.offset.empty()) frame.offset_mean = weighted_mean(model.offset, {});
  return frame;
}

CoxRows cox_rows(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame) {
  CoxRows rows = frame;
  rows.sets = risk_sets(data, axis, model.strata);
  rows.weight = rows.sets.in_order(data.weight);
  rows.offset = rows.sets.in_order(model.offset);
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
