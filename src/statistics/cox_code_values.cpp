#include "statistics/cox_code_values.hpp"

#include <algorithm>

#include "statistics/cox_rows.hpp"
#include "statistics/lanes.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {

CoxCodeValues::CoxCodeValues(const CoxCodes& codes, const CoxRows& frame)
    : codes_(codes), of_level_(codes.value) {
  of_code_.resize(codes.count() * coded());
  for (std::size_t k = 0; k < coded(); ++k) {
    const std::size_t j = codes.coded[k];
    const double value[] = {(0 - frame.mean[j]) * frame.scale[j], (1 - frame.mean[j]) * frame.scale[j]};
    for (std::size_t c = 0; c < codes.count(); ++c)
      of_code_[c * coded() + k] = value[codes.ones[c] >> k & 1U];
  }
  for (std::size_t i = 0; i < of_level_.size(); ++i) {
    const std::size_t j = codes.measured[i % measured()];
    of_level_[i] = (of_level_[i] - frame.mean[j]) * frame.scale[j];
  }
}

std::vector<std::size_t> CoxCodeValues::columns(const CoxCodes& codes) {
  std::vector<std::size_t> columns = codes.measured;
  columns.insert(columns.end(), codes.coded.begin(), codes.coded.end());
  return columns;
}

LargeArray<double> CoxCodeValues::products() const {
  const std::size_t width = CoxCodeValues::width(measured());
  LargeArray<double> result(codes_.levels() * width, 0.0);
  for (std::size_t l = 0; l < codes_.levels(); ++l) {
    double* out = &result[l * width];
    const auto value = of_level(l);
    *out++ = 1;
    for (const double v : value) *out++ = v;
    for (std::size_t m = 0; m < value.size(); ++m)
      for (std::size_t k = m; k < value.size(); ++k) *out++ = value[m] * value[k];
  }
  return result;
}

namespace {

constexpr std::size_t block_rows = ColumnGram::block_rows;

// Of measured columns, as they stand in the upper half.
void add_products(const double* products, std::size_t measured, Matrix& to) {
  for (std::size_t m = 0; m < measured; ++m)
    for (std::size_t l = m; l < measured; ++l) to(m, l) += *products++;
}

// Adds the sums of weight * column. Shape: x[columns * block_rows] by columns; out[columns]
REPERE_HOT_LOOP void add_weighted_columns(const double* x, const double* weight, std::size_t columns,
                                          double* out) {
  for (std::size_t j = 0; j < columns; ++j) {
    Lanes sum = {};
    for (std::size_t i = 0; i < block_rows; i += 8) sum += load(weight + i) * load(x + j * block_rows + i);
    out[j] += sum_of(sum);
  }
}

}  // namespace

std::vector<Matrix> CoxCodeValues::squares(const double* by_code, std::size_t stride, std::size_t weights,
                                           const double* products) const {
  const std::size_t q = measured(), coded = this->coded(), width = CoxCodeValues::width(q);
  std::vector<Matrix> result(weights, Matrix(q + coded));
  std::vector<ColumnGram> grams(weights, ColumnGram(coded));
  LargeArray<double> x(coded * block_rows), weight(block_rows);
  for (std::size_t first = 0; first < codes_.count(); first += block_rows) {
    const std::size_t count = std::min(block_rows, codes_.count() - first);
    turn_into_columns(of_code_.data() + first * coded, coded, coded, count, x.data());
    std::fill(weight.begin(), weight.end(), 0.0);
    for (std::size_t of = 0; of < weights; ++of) {
      const double* sums = by_code + first * stride + of * width;
      for (std::size_t m = 0; m <= q; ++m) {
        for (std::size_t c = 0; c < count; ++c) weight[c] = sums[c * stride + m];
        if (m == 0)
          grams[of].add(x.data(), weight.data(), count);
        else
          add_weighted_columns(x.data(), weight.data(), coded, &result[of](m - 1, 0) + q);
      }
      for (std::size_t c = 0; c < count && products == nullptr; ++c)
        add_products(sums + c * stride + 1 + q, q, result[of]);
    }
  }
  if (products != nullptr) add_products(products, q, result[0]);
  for (std::size_t of = 0; of < weights; ++of) {
    const Matrix of_codes = grams[of].products();
    for (std::size_t k = 0; k < coded; ++k)
      for (std::size_t l = k; l < coded; ++l) result[of](q + k, q + l) = of_codes(k, l);
  }
  return result;
}

}  // namespace repere::statistics
