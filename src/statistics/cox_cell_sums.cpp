#include "statistics/cox_cell_sums.hpp"

#include <algorithm>
#include <numeric>

#include "statistics/cox_code_values.hpp"
#include "statistics/lanes.hpp"
#include "statistics/row_runs.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8;

// Some places of the sums of a cell, in registers while its rows are added: eight, or one.
template <bool weighted, class Value = Lanes>
struct Places {
  Value weight = {}, risk = {}, risk_squared = {}, weight_squared = {}, weight_risk = {};

  [[gnu::always_inline]] inline void add(const Value& x, double w, double r) {
    const Value with_risk = r * x;
    risk += with_risk;
    risk_squared += r * with_risk;
    if (!weighted) {
      weight += x;
      return;
    }
    const Value with_weight = w * x;
    weight += with_weight;
    weight_squared += w * with_weight;
    weight_risk += r * with_weight;
  }
  [[gnu::always_inline]] inline void store_to(double* sums, std::size_t stride) const {
    __builtin_memcpy(sums, &weight, sizeof weight);
    __builtin_memcpy(sums + stride, &risk, sizeof weight);
    __builtin_memcpy(sums + 2 * stride, &risk_squared, sizeof weight);
    if (!weighted) return;
    __builtin_memcpy(sums + 3 * stride, &weight_squared, sizeof weight);
    __builtin_memcpy(sums + 4 * stride, &weight_risk, sizeof weight);
  }
};

// What a row's martingale residual, times its weight, is squared.
[[gnu::always_inline]] inline double square_of(double w, double event, double risk, double hazard) {
  const double residual = w * event - risk * hazard;
  return residual * residual;
}

// --- coded rows ---

// A level's vector is multiplied with the first eight places of a code's: it has its values in the places of the measured
// columns, where the code has 1.
struct Coded {
  const std::uint32_t* pattern;
  const double* risk;
  const double* weight;  // or nothing
  const double* codes;   // [codes * stride]
  const double* levels;  // [levels * 8]
  std::size_t stride;
  const double* products;  // [levels * width] 1, values, their products
  std::size_t width;
  double* by_code;  // [codes * 2 * width] sums of these with the squares of residuals, at the fit and at 0
};

template <bool weighted, bool two>
[[gnu::always_inline]] inline void take_coded_cell(const Coded& of, const CoxCell& cell, double* sums) {
  Places<weighted> first, second;
  for (std::size_t i = cell.first; i < cell.end; ++i) {
    const std::size_t code = CoxCodes::code_of(of.pattern[i]), level = CoxCodes::level_of(of.pattern[i]);
    const double* x = of.codes + code * of.stride;
    const double w = weighted ? of.weight[i] : 1, r = of.risk[i];
    first.add(load(of.levels + level * lanes) * load(x), w, r);
    if (two) second.add(load(x + lanes), w, r);
    const double at_fit = square_of(w, cell.event, r, cell.hazard[0]);
    const double at_zero = square_of(w, cell.event, w, cell.hazard[1]);
    double* to = of.by_code + code * 2 * of.width;
    const double* from = of.products + level * of.width;
    for (std::size_t k = 0; k < of.width; k += four) {
      add_to<Four>(to + k, at_fit * load_four(from + k));
      add_to<Four>(to + of.width + k, at_zero * load_four(from + k));
    }
  }
  first.store_to(sums, of.stride);
  if (two) second.store_to(sums + lanes, of.stride);
  for (std::size_t k = 2 * lanes; k < of.stride; k += lanes) {
    Places<weighted> further;
    for (std::size_t i = cell.first; i < cell.end; ++i)
      further.add(load(of.codes + CoxCodes::code_of(of.pattern[i]) * of.stride + k),
                  weighted ? of.weight[i] : 1, of.risk[i]);
    further.store_to(sums + k, of.stride);
  }
}
template <bool weighted>
[[gnu::always_inline]] inline void take_coded_cells(Coded of, std::span<const CoxCell> cells, double* sums) {
  const std::size_t cell_stride = (weighted ? 5 : 3) * of.stride;
  if (of.stride == 2 * lanes && of.width == four) {  // known to the compiler
    of.stride = 2 * lanes, of.width = four;
    for (std::size_t c = 0; c < cells.size(); ++c)
      take_coded_cell<weighted, true>(of, cells[c], sums + c * cell_stride);
  } else if (of.stride > lanes) {
    for (std::size_t c = 0; c < cells.size(); ++c)
      take_coded_cell<weighted, true>(of, cells[c], sums + c * cell_stride);
  } else {
    for (std::size_t c = 0; c < cells.size(); ++c)
      take_coded_cell<weighted, false>(of, cells[c], sums + c * cell_stride);
  }
}
REPERE_HOT_LOOP void take_coded(const Coded& of, std::span<const CoxCell> cells, double* sums) {
  if (of.weight == nullptr)
    take_coded_cells<false>(of, cells, sums);
  else
    take_coded_cells<true>(of, cells, sums);
}

class CodedCellSums final : public CoxCellSums {
 public:
  CodedCellSums(const CoxRows& rows, std::span<const double> risk)
      : CoxCellSums(CoxCodeValues::columns(rows.codes), !rows.weight.empty()),
        rows_(rows),
        risk_(risk),
        values_(rows.codes, rows),
        width_(CoxCodeValues::width(values_.measured())),
        codes_(rows.codes.count() * stride(), 0.0),
        levels_(rows.codes.levels() * lanes, 1.0),
        products_(values_.products()),
        by_code_(rows.codes.count() * 2 * width_, 0.0) {
    for (std::size_t c = 0; c < rows.codes.count(); ++c) {
      double* x = &codes_[c * stride()];
      const auto value = values_.of_code(c);
      std::copy(value.begin(), value.end(), std::fill_n(x, values_.measured(), 1.0));
      x[stride() - 1] = 1;
    }
    for (std::size_t l = 0; l < rows.codes.levels(); ++l) {
      const auto value = values_.of_level(l);
      std::copy(value.begin(), value.end(), &levels_[l * lanes]);
    }
  }

  void take(std::span<const CoxCell> cells, double* sums) override {
    take_coded(
        {rows_.codes.pattern.data(), risk_.data(), rows_.weight.empty() ? nullptr : rows_.weight.data(),
         codes_.data(), levels_.data(), stride(), products_.data(), width_, by_code_.data()},
        cells, sums);
  }
  std::array<Matrix, 2> squares() const override {
    const auto squares = values_.squares(by_code_.data(), 2 * width_, 2);
    return {squares[0], squares[1]};
  }

 private:
  const CoxRows& rows_;
  std::span<const double> risk_;
  CoxCodeValues values_;
  std::size_t width_;
  LargeArray<double> codes_, levels_, products_, by_code_;
};

// --- any rows ---

struct Dense {
  const double* x;
  std::size_t p;
  const double* risk;
  const double* weight;  // or nothing
  std::size_t stride;
  double *at_fit, *at_zero;  // by position, squares of residuals
};

// What is read behind a row's numbers, of the next row, stands in places that mean nothing.
template <bool weighted>
[[gnu::always_inline]] inline void take_dense_cell(const Dense& of, const CoxCell& cell, double* sums) {
  for (std::size_t k = 0; k < of.stride; k += 2 * lanes) {
    const bool two = k + lanes < of.stride;
    Places<weighted> first, second;
    const double* x = of.x + cell.first * of.p + k;
    for (std::size_t i = cell.first; i < cell.end; ++i, x += of.p) {
      const double w = weighted ? of.weight[i] : 1, r = of.risk[i];
      first.add(load(x), w, r);
      if (two) second.add(load(x + lanes), w, r);
    }
    first.store_to(sums + k, of.stride);
    if (two) second.store_to(sums + k + lanes, of.stride);
  }
  Places<weighted, double> last;
  for (std::size_t i = cell.first; i < cell.end; ++i) {
    const double w = weighted ? of.weight[i] : 1, r = of.risk[i];
    last.add(1, w, r);
    of.at_fit[i] = square_of(w, cell.event, r, cell.hazard[0]);
    of.at_zero[i] = square_of(w, cell.event, w, cell.hazard[1]);
  }
  last.store_to(sums + of.stride - 1, of.stride);
}
REPERE_HOT_LOOP void take_dense(const Dense& of, std::span<const CoxCell> cells, double* sums) {
  const std::size_t cell_stride = (of.weight == nullptr ? 3 : 5) * of.stride;
  for (std::size_t c = 0; c < cells.size(); ++c)
    if (of.weight == nullptr)
      take_dense_cell<false>(of, cells[c], sums + c * cell_stride);
    else
      take_dense_cell<true>(of, cells[c], sums + c * cell_stride);
}

std::vector<std::size_t> all_columns(const CoxRows& rows) {
  std::vector<std::size_t> columns(rows.covariates);
  std::iota(columns.begin(), columns.end(), 0U);
  return columns;
}

class DenseCellSums final : public CoxCellSums {
 public:
  DenseCellSums(const CoxRows& rows, std::span<const double> risk)
      : CoxCellSums(all_columns(rows), !rows.weight.empty()),
        rows_(rows),
        risk_(risk),
        grams_(rows.covariates, 2) {}

  void take(std::span<const CoxCell> cells, double* sums) override {
    const std::size_t first = cells.front().first, end = cells.back().end, p = rows_.covariates;
    for (auto& squares : squares_) squares.resize(std::max(squares.size(), end - first));
    take_dense({rows_.x.data(), p, risk_.data(), rows_.weight.empty() ? nullptr : rows_.weight.data(),
                stride(), squares_[0].data() - first, squares_[1].data() - first},
               cells, sums);
    for (std::size_t i = first; i < end; i += RowGrams::block) {
      const std::size_t count = std::min(RowGrams::block, end - i);
      for (std::size_t k = 0; k < 2; ++k) std::copy_n(&squares_[k][i - first], count, grams_.weight(k));
      grams_.add(rows_.row(i), p, count);
    }
  }
  std::array<Matrix, 2> squares() const override { return {grams_.products(0), grams_.products(1)}; }

 private:
  const CoxRows& rows_;
  std::span<const double> risk_;
  RowGrams grams_;
  LargeArray<double> squares_[2];
};

}  // namespace

std::unique_ptr<CoxCellSums> cox_cell_sums(const CoxRows& rows, std::span<const double> risk) {
  if (rows.codes.count() > 0) return std::make_unique<CodedCellSums>(rows, risk);
  return std::make_unique<DenseCellSums>(rows, risk);
}

}  // namespace repere::statistics
