// Rows of any covariates: read from the model's columns once an evaluation, a block at a time.
#include <algorithm>
#include <numeric>

#include "statistics/cox_day_rows.hpp"
#include "statistics/exponential.hpp"
#include "statistics/lanes.hpp"
#include "statistics/parallel.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8, block_rows = ColumnGram::block_rows;

// out = (in - mean) * scale; 0 where there is no row. Shape: out[block_rows]
REPERE_HOT_LOOP void centre(const double* in, std::size_t count, double mean, double scale, double* out) {
  if (count == block_rows) {
    for (std::size_t i = 0; i < block_rows; i += lanes) store(out + i, (load(in + i) - mean) * scale);
    return;
  }
  for (std::size_t i = 0; i < count; ++i) out[i] = (in[i] - mean) * scale;
  for (std::size_t i = count; i < block_rows; ++i) out[i] = 0;
}

// Adds to the values of a block of rows what their covariates make of them.
REPERE_HOT_LOOP void add_linear_predictors(const double* x, const double* coefficient, std::size_t p,
                                           double* out) {
  for (std::size_t i = 0; i < block_rows; i += 2 * lanes) {
    Lanes a = load(out + i), b = load(out + i + lanes);
    for (std::size_t j = 0; j < p; ++j) {
      a += coefficient[j] * load(x + j * block_rows + i);
      b += coefficient[j] * load(x + j * block_rows + i + lanes);
    }
    store(out + i, a);
    store(out + i + lanes, b);
  }
}

// Adds risk[i] * (1, columns of row i) to its cell. Meanwhile memory is asked for a block that comes soon, into the second
// cache (the first has not the places to wait for so much): only so is it read while something is computed.
// Shape: x[p * block_rows] by columns; risk 0 where there is no row; asked[p], where that block's columns begin
REPERE_HOT_LOOP void scatter(const double* x, const double* risk, std::size_t p, std::size_t stride,
                             const std::uint32_t* cell, const double* const* asked, double* sums) {
  for (std::size_t i = 0; i < block_rows; i += lanes) {
    const Lanes of_rows = load(risk + i);
    for (std::size_t j = 0; j < p; ++j) __builtin_prefetch(asked[j] + i, 0, 2);
    for (std::size_t first = 0; first < stride; first += lanes) {
      Lanes v[lanes];
      for (std::size_t k = 0; k < lanes; ++k) {
        const std::size_t j = first + k;
        v[k] = j == 0 ? of_rows : j <= p ? load(x + (j - 1) * block_rows + i) * of_rows : Lanes{};
      }
      transpose(v);
      for (std::size_t k = 0; k < lanes; ++k) add_to(sums + cell[i + k] * stride + first, v[k]);
    }
  }
}

REPERE_HOT_LOOP void expected_events(const double* risk, const std::uint32_t* cell, const double* expected,
                                     double* out) {
  for (std::size_t i = 0; i < block_rows; ++i) out[i] = risk[i] * expected[cell[i]];
}

REPERE_HOT_LOOP void add_all(const double* x, std::size_t count, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] += x[i];
}

std::vector<std::size_t> in_order(std::size_t p) {
  std::vector<std::size_t> columns(p);
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  return columns;
}

class CoxDenseRows final : public CoxDayRows {
 public:
  explicit CoxDenseRows(const DayRowsInput& input)
      : CoxDayRows(in_order(input.frame.covariates)),
        in_(input),
        pieces_(row_pieces(input.data.rows())),
        own_sums_(pieces_.size() - 1, LargeArray<double>(input.order.cells() * stride())) {}

  void set(std::span<const double> coefficient) override {
    coefficient_.assign(coefficient.begin(), coefficient.end());
    zero_ = std::all_of(coefficient.begin(), coefficient.end(), [](double b) { return b == 0; });
    with_offset_ = !in_.model.offset.empty();
  }
  void set_weights_only() override { zero_ = true, with_offset_ = false; }

  // The first piece adds to the sums of all, the others to their own; these are then added in the order of the pieces.
  Matrix sum_up(std::span<double> sums, std::span<const double> expected) override {
    Matrix squares = pass([&](std::size_t i) {
      const std::span<double> to = i == 0 ? sums : std::span<double>(own_sums_[i - 1]);
      std::fill(to.begin(), to.end(), 0.0);
      return sum_piece(pieces_[i], to.data(), expected.empty() ? nullptr : expected.data());
    });
    if (own_sums_.empty()) return squares;
    constexpr std::size_t parts = 4;
    in_parallel(in_.threads, parts, [&](std::size_t i) {
      const std::size_t first = sums.size() * i / parts, end = sums.size() * (i + 1) / parts;
      for (const auto& own : own_sums_) add_all(&own[first], end - first, &sums[first]);
    });
    return squares;
  }
  // The risks are computed again, which costs less than reading them.
  Matrix squares(std::span<const double> expected) override {
    return pass([&](std::size_t i) { return sum_piece(pieces_[i], nullptr, expected.data()); });
  }
  bool together_is_cheaper() const override { return true; }

 private:
  template <class Take>
  Matrix pass(Take take) const {
    std::vector<Matrix> squares(pieces_.size());
    in_parallel(in_.threads, pieces_.size(), [&](std::size_t i) { squares[i] = take(i); });
    Matrix sum(covariates());
    for (const Matrix& piece : squares)
      for (std::size_t j = 0; j < piece.size(); ++j)
        for (std::size_t k = j; k < piece.size(); ++k) sum(j, k) += piece(j, k);
    return sum;
  }

  // Without sums, or without squares.
  Matrix sum_piece(const RowPiece& piece, double* sums, const double* expected) const {
    const std::size_t p = covariates();
    LargeArray<double> x(p * block_rows);
    std::vector<const double*> asked(p);
    alignas(64) double risk[block_rows], of_rows[block_rows];
    ColumnGram gram(p);
    for (std::size_t row = piece.first; row < piece.end; row += block_rows) {
      const std::size_t count = read_block(row, x.data(), asked);
      compute_risks(x.data(), row, count, risk);
      if (sums != nullptr)
        scatter(x.data(), risk, p, stride(), &in_.order.cell_of_row()[row], asked.data(), sums);
      if (expected == nullptr) continue;
      expected_events(risk, &in_.order.cell_of_row()[row], expected, of_rows);
      gram.add(x.data(), of_rows);
    }
    return expected == nullptr ? Matrix() : gram.products();
  }

  // How many rows there are; and where those stand that memory is asked for meanwhile, two blocks on.
  std::size_t read_block(std::size_t row, double* x, std::vector<const double*>& asked) const {
    const std::size_t count = std::min(block_rows, in_.data.rows() - row);
    const std::size_t after = row + 3 * block_rows <= in_.data.rows() ? row + 2 * block_rows : row;
    for (std::size_t j = 0; j < covariates(); ++j) {
      const double* column = in_.model.covariates[j].values.data();
      centre(column + row, count, in_.frame.mean[j], in_.frame.scale[j], x + j * block_rows);
      asked[j] = column + after;
    }
    return count;
  }

  // exp of offset and linear predictor, times the weight; 0 where there is no row.
  void compute_risks(const double* x, std::size_t row, std::size_t count, double* risk) const {
    if (zero_ && !with_offset_) {
      std::fill(risk, risk + block_rows, 1.0);
    } else {
      for (std::size_t i = 0; i < block_rows; ++i)
        risk[i] = with_offset_ && i < count ? in_.model.offset[row + i] - in_.frame.offset_mean : 0;
      if (!zero_) add_linear_predictors(x, coefficient_.data(), covariates(), risk);
      exponentials({risk, block_rows});
    }
    if (!in_.data.weight.empty())
      for (std::size_t i = 0; i < count; ++i) risk[i] *= in_.data.weight[row + i];
    std::fill(risk + count, risk + block_rows, 0.0);
  }

  DayRowsInput in_;
  std::vector<RowPiece> pieces_;
  std::vector<double> coefficient_;
  bool zero_ = true, with_offset_ = false;
  std::vector<LargeArray<double>> own_sums_;  // [cells * stride] each
};

}  // namespace

std::unique_ptr<CoxDayRows> dense_rows(const DayRowsInput& input) {
  return std::make_unique<CoxDenseRows>(input);
}

}  // namespace repere::statistics
