#include "statistics/weighted_products.hpp"

#include "statistics/instruction_sets.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes_a_block = ColumnGram::block_rows / 8;

// Eight doubles wherever they stand.
struct Unaligned {
  Lanes lanes;
} __attribute__((packed, may_alias));

// Four columns against one at a time: the weighted one is read once for the four.
REPERE_HOT_LOOP void add_products(const double* x, const double* weight, std::size_t columns,
                                  Unaligned* products, Unaligned* sums) {
  Lanes weighted[lanes_a_block];
  for (std::size_t j = 0; j < columns; ++j) {
    const auto* xj = reinterpret_cast<const Unaligned*>(x + j * ColumnGram::block_rows);
    Lanes sum = {};
    const auto* w = reinterpret_cast<const Unaligned*>(weight);
    for (std::size_t i = 0; i < lanes_a_block; ++i) sum += weighted[i] = w[i].lanes * xj[i].lanes;
    sums[j].lanes += sum;
    std::size_t k = j;
    for (; k + 4 <= columns; k += 4) {
      const auto* xk = reinterpret_cast<const Unaligned*>(x + k * ColumnGram::block_rows);
      Lanes a = {}, b = {}, c = {}, d = {};
      for (std::size_t i = 0; i < lanes_a_block; ++i) {
        a += weighted[i] * xk[i].lanes;
        b += weighted[i] * xk[i + lanes_a_block].lanes;
        c += weighted[i] * xk[i + 2 * lanes_a_block].lanes;
        d += weighted[i] * xk[i + 3 * lanes_a_block].lanes;
      }
      Unaligned* out = products + j * columns + k;
      out[0].lanes += a;
      out[1].lanes += b;
      out[2].lanes += c;
      out[3].lanes += d;
    }
    for (; k < columns; ++k) {
      const auto* xk = reinterpret_cast<const Unaligned*>(x + k * ColumnGram::block_rows);
      Lanes a = {};
      for (std::size_t i = 0; i < lanes_a_block; ++i) a += weighted[i] * xk[i].lanes;
      products[j * columns + k].lanes += a;
    }
  }
}

double sum_of_eight(const double* sums) {
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

}  // namespace

ColumnGram::ColumnGram(std::size_t columns)
    : columns_(columns), products_(8 * columns * columns), sums_(8 * columns) {}

void ColumnGram::add(const double* x, const double* weight) {
  add_products(x, weight, columns_, reinterpret_cast<Unaligned*>(products_.data()),
               reinterpret_cast<Unaligned*>(sums_.data()));
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
