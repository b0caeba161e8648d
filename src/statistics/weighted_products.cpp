#include "statistics/weighted_products.hpp"

#include <algorithm>

#include "statistics/lanes.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes_a_block = ColumnGram::block_rows / 8;

// Eight doubles wherever they stand.
struct Unaligned {
  Lanes lanes;
} __attribute__((packed, may_alias));

// Some columns against a weighted one, which is read once for all of them; each sum waits for itself alone.
template <std::size_t count>
[[gnu::always_inline]] inline void add_against(const Lanes* weighted, const double* x, std::size_t steps,
                                               Unaligned* out) {
  const auto* column = reinterpret_cast<const Unaligned*>(x);
  Lanes sums[count] = {};
  for (std::size_t i = 0; i < steps; ++i)
    for (std::size_t c = 0; c < count; ++c) sums[c] += weighted[i] * column[i + c * lanes_a_block].lanes;
  for (std::size_t c = 0; c < count; ++c) out[c].lanes += sums[c];
}

template <std::size_t fixed>
[[gnu::always_inline]] inline void add_products(const double* x, const double* weight, std::size_t any,
                                                std::size_t columns, Unaligned* products, Unaligned* sums) {
  const std::size_t steps = fixed ? fixed : any;
  Lanes weighted[lanes_a_block];
  for (std::size_t j = 0; j < columns; ++j) {
    const auto* xj = reinterpret_cast<const Unaligned*>(x + j * ColumnGram::block_rows);
    Lanes sum = {};
    const auto* w = reinterpret_cast<const Unaligned*>(weight);
    for (std::size_t i = 0; i < steps; ++i) sum += weighted[i] = w[i].lanes * xj[i].lanes;
    sums[j].lanes += sum;
    std::size_t k = j;
    Unaligned* out = products + j * columns;
    for (; k + 4 <= columns; k += 4) add_against<4>(weighted, x + k * ColumnGram::block_rows, steps, out + k);
    const double* left = x + k * ColumnGram::block_rows;
    if (columns - k == 3) add_against<3>(weighted, left, steps, out + k);
    if (columns - k == 2) add_against<2>(weighted, left, steps, out + k);
    if (columns - k == 1) add_against<1>(weighted, left, steps, out + k);
  }
}

REPERE_HOT_LOOP void add_block(const double* x, const double* weight, std::size_t columns,
                               Unaligned* products, Unaligned* sums) {
  add_products<lanes_a_block>(x, weight, 0, columns, products, sums);
}
REPERE_HOT_LOOP void add_part(const double* x, const double* weight, std::size_t steps, std::size_t columns,
                              Unaligned* products, Unaligned* sums) {
  add_products<0>(x, weight, steps, columns, products, sums);
}

REPERE_HOT_LOOP void add_multiple(const double* x, double factor, std::size_t count, double* out) {
  for (std::size_t i = 0; i < count; i += 8) add_to(out + i, factor * load(x + i));
}

double sum_of_eight(const double* sums) {
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

}  // namespace

ColumnGram::ColumnGram(std::size_t columns)
    : columns_(columns), products_(8 * columns * columns, 0.0), sums_(8 * columns, 0.0) {}

void ColumnGram::add(const double* x, const double* weight, std::size_t rows) {
  auto* products = reinterpret_cast<Unaligned*>(products_.data());
  auto* sums = reinterpret_cast<Unaligned*>(sums_.data());
  const std::size_t steps = (rows + 7) / 8;
  if (steps == lanes_a_block)
    add_block(x, weight, columns_, products, sums);
  else
    add_part(x, weight, steps, columns_, products, sums);
}

void ColumnGram::add(const ColumnGram& other, double factor) {
  for (std::size_t j = 0; j < columns_; ++j) {
    const std::size_t diagonal = 8 * j * (columns_ + 1);
    add_multiple(&other.products_[diagonal], factor, 8 * (columns_ - j), &products_[diagonal]);
  }
  add_multiple(other.sums_.data(), factor, sums_.size(), sums_.data());
}

void ColumnGram::clear() {
  std::fill(products_.begin(), products_.end(), 0.0);
  std::fill(sums_.begin(), sums_.end(), 0.0);
}

Matrix ColumnGram::products() const {
  Matrix result(columns_);
  for (std::size_t j = 0; j < columns_; ++j)
    for (std::size_t k = j; k < columns_; ++k)
      result(j, k) = sum_of_eight(&products_[8 * (j * columns_ + k)]);
  return result;
}

std::vector<double> ColumnGram::sums() const {
  std::vector<double> result;
  for (std::size_t j = 0; j < columns_; ++j) result.push_back(sum_of_eight(&sums_[8 * j]));
  return result;
}

REPERE_HOT_LOOP void turn_into_columns(const double* rows, std::size_t stride, std::size_t columns,
                                       std::size_t count, double* out) {
  constexpr std::size_t lanes = 8, block_rows = ColumnGram::block_rows;
  const std::size_t whole = columns < lanes ? 0 : count / lanes * lanes;
  for (std::size_t i = 0; i < whole; i += lanes)
    for (std::size_t begin = 0; begin < columns; begin += lanes) {
      const std::size_t first = vector_start(begin, columns);
      Lanes v[lanes];
      for (std::size_t k = 0; k < lanes; ++k) v[k] = load(rows + (i + k) * stride + first);
      transpose(v);
      for (std::size_t k = 0; k < lanes; ++k) store(out + (first + k) * block_rows + i, v[k]);
    }
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t i = whole; i < count; ++i) out[j * block_rows + i] = rows[i * stride + j];
    for (std::size_t i = count; i < block_rows; ++i) out[j * block_rows + i] = 0;
  }
}

// Four rows at a time: each element of the matrix is then read and written once for four rows, and the inner
// loop runs along a row of it without waiting for its own result.
void add_weighted_gram(Matrix& gram, std::span<const double> x, std::span<const double> weight) {
  const std::size_t p = gram.size(), n = weight.size();
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    const double* x0 = &x[i * p];
    const double* x1 = x0 + p;
    const double* x2 = x1 + p;
    const double* x3 = x2 + p;
    for (std::size_t j = 0; j < p; ++j) {
      const double a0 = weight[i] * x0[j], a1 = weight[i + 1] * x1[j];
      const double a2 = weight[i + 2] * x2[j], a3 = weight[i + 3] * x3[j];
      double* out = &gram(j, 0);
      for (std::size_t k = j; k < p; ++k) out[k] += (a0 * x0[k] + a1 * x1[k]) + (a2 * x2[k] + a3 * x3[k]);
    }
  }
  for (; i < n; ++i)
    for (std::size_t j = 0; j < p; ++j) {
      const double a = weight[i] * x[i * p + j];
      for (std::size_t k = j; k < p; ++k) gram(j, k) += a * x[i * p + k];
    }
}

void subtract_outer(Matrix& matrix, const double* a, const double* b, double aa, double ab, double bb) {
  const std::size_t p = matrix.size();
  for (std::size_t j = 0; j < p; ++j) {
    const double with_a = aa * a[j] + ab * b[j];
    const double with_b = ab * a[j] + bb * b[j];
    double* out = &matrix(j, 0);
    for (std::size_t k = j; k < p; ++k) out[k] -= with_a * a[k] + with_b * b[k];
  }
}

}  // namespace repere::statistics
