#include "statistics/cox_code_values.hpp"

#include <algorithm>

#include "statistics/cox_rows.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {

CoxCodeValues::CoxCodeValues(const CoxCodes& codes, const CoxRows& frame)
    : codes_(codes), of_level_(codes.value) {
  for (const std::uint64_t ones : codes.ones)
    for (std::size_t k = 0; k < coded(); ++k) {
      const std::size_t j = codes.coded[k];
      of_code_.push_back((static_cast<double>(ones >> k & 1U) - frame.mean[j]) * frame.scale[j]);
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

Matrix CoxCodeValues::squares(const double* by_code, std::size_t stride) const {
  constexpr std::size_t block_rows = ColumnGram::block_rows;
  const std::size_t q = measured(), coded = this->coded();
  Matrix result(q + coded);
  ColumnGram gram(coded);
  LargeArray<double> x(coded * block_rows, 0.0), weight(block_rows);
  for (std::size_t first = 0; first < codes_.count(); first += block_rows) {
    std::fill(weight.begin(), weight.end(), 0.0);
    for (std::size_t c = first; c < std::min(first + block_rows, codes_.count()); ++c) {
      const double* sum = by_code + c * stride;
      const auto value = of_code(c);
      weight[c - first] = sum[0];
      for (std::size_t k = 0; k < coded; ++k) {
        x[k * block_rows + c - first] = value[k];
        for (std::size_t m = 0; m < q; ++m) result(m, q + k) += sum[1 + m] * value[k];
      }
      const double* product = sum + 1 + q;
      for (std::size_t m = 0; m < q; ++m)
        for (std::size_t l = m; l < q; ++l) result(m, l) += *product++;
    }
    gram.add(x.data(), weight.data());
  }
  const Matrix of_codes = gram.products();
  for (std::size_t k = 0; k < coded; ++k)
    for (std::size_t l = k; l < coded; ++l) result(q + k, q + l) = of_codes(k, l);
  return result;
}

}  // namespace repere::statistics
