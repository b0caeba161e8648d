// Rows of any covariates: read from the model's columns twice an evaluation, a block at a time.
#include <algorithm>
#include <numeric>

#include "statistics/cox_day_rows.hpp"
#include "statistics/exponential.hpp"
#include "statistics/lanes.hpp"
#include "statistics/parallel.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8;

// Adds to the values of a block of rows what their covariates make of them.
REPERE_HOT_LOOP void add_linear_predictors(const double* x, const double* coefficient, std::size_t p,
                                           double* out) {
  for (std::size_t i = 0; i < block::rows; i += 2 * lanes) {
    Lanes a = load(out + i), b = load(out + i + lanes);
    for (std::size_t j = 0; j < p; ++j) {
      a += coefficient[j] * load(x + j * block::rows + i);
      b += coefficient[j] * load(x + j * block::rows + i + lanes);
    }
    store(out + i, a);
    store(out + i + lanes, b);
  }
}

// Adds risk[i] * (1, columns of row i) to its cell.
// Shape: x[p * rows] by columns; risk 0 where there is no row
REPERE_HOT_LOOP void scatter(const double* x, const double* risk, std::size_t p, std::size_t stride,
                             const std::uint32_t* cell, double* sums) {
  for (std::size_t i = 0; i < block::rows; i += lanes) {
    const Lanes of_rows = load(risk + i);
    for (std::size_t first = 0; first < stride; first += lanes) {
      Lanes v[lanes];
      for (std::size_t k = 0; k < lanes; ++k) {
        const std::size_t j = first + k;
        v[k] = j == 0 ? of_rows : j <= p ? load(x + (j - 1) * block::rows + i) * of_rows : Lanes{};
      }
      transpose(v);
      for (std::size_t k = 0; k < lanes; ++k) add_to(sums + cell[i + k] * stride + first, v[k]);
    }
  }
}

// exp of what stands there, unless it is all 0, times the weights; 0 where there is no row.
void make_risks(double* eta, std::size_t count, bool all_zero, const double* weight) {
  if (all_zero)
    std::fill(eta, eta + block::rows, 1.0);
  else
    exponentials({eta, block::rows});
  if (weight != nullptr)
    for (std::size_t i = 0; i < count; ++i) eta[i] *= weight[i];
  std::fill(eta + count, eta + block::rows, 0.0);
}

REPERE_HOT_LOOP void expected_events(const double* risk, const std::uint32_t* cell, const double* expected,
                                     double* out) {
  for (std::size_t i = 0; i < block::rows; ++i) out[i] = risk[i] * expected[cell[i]];
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
  CoxDenseRows(const FollowUp& data, const CoxModel& model, const CoxRows& frame,
               std::span<const std::uint32_t> cell, std::size_t cells, unsigned threads)
      : CoxDayRows(in_order(frame.covariates)),
        data_(data),
        model_(model),
        frame_(frame),
        cell_(cell),
        threads_(threads),
        pieces_(row_pieces(data.rows())),
        risk_(pieces_.back().end),
        own_sums_(pieces_.size() - 1, std::vector<double>(cells * stride())) {}

  void set(std::span<const double> coefficient) override {
    coefficient_.assign(coefficient.begin(), coefficient.end());
    with_offset_ = !model_.offset.empty();
    plain_ =
        !with_offset_ && std::all_of(coefficient.begin(), coefficient.end(), [](double b) { return b == 0; });
  }
  void set_weights_only() override { plain_ = true; }

  // The first piece adds to the sums of all, the others to their own; these are then added in the order of the pieces.
  void sum_by_cell(std::span<double> sums) override {
    in_parallel(threads_, pieces_.size(), [&](std::size_t i) {
      const std::span<double> to = i == 0 ? sums : std::span<double>(own_sums_[i - 1]);
      std::fill(to.begin(), to.end(), 0.0);
      add_rows(pieces_[i], to.data());
    });
    for (const auto& own : own_sums_) add_all(own.data(), own.size(), sums.data());
  }

  Matrix squares(std::span<const double> expected) override {
    std::vector<Matrix> of_pieces(pieces_.size());
    in_parallel(threads_, pieces_.size(),
                [&](std::size_t i) { of_pieces[i] = squares_of(pieces_[i], expected.data()); });
    Matrix sum(covariates());
    for (const Matrix& piece : of_pieces)
      for (std::size_t j = 0; j < covariates(); ++j)
        for (std::size_t k = j; k < covariates(); ++k) sum(j, k) += piece(j, k);
    return sum;
  }

 private:
  void add_rows(const RowPiece& piece, double* sums) {
    const std::size_t p = covariates();
    std::vector<double> x(p * block::rows);
    for (std::size_t row = piece.first; row < piece.end; row += block::rows) {
      const std::size_t count = read_block(row, x.data());
      double* risk = &risk_[row];
      for (std::size_t i = 0; i < block::rows; ++i)
        risk[i] = with_offset_ && i < count ? model_.offset[row + i] - frame_.offset_mean : 0;
      if (!plain_) add_linear_predictors(x.data(), coefficient_.data(), p, risk);
      make_risks(risk, count, plain_, data_.weight.empty() ? nullptr : &data_.weight[row]);
      scatter(x.data(), risk, p, stride(), &cell_[row], sums);
    }
  }

  Matrix squares_of(const RowPiece& piece, const double* expected) const {
    std::vector<double> x(covariates() * block::rows);
    double of_rows[block::rows];
    ColumnGram gram(covariates());
    for (std::size_t row = piece.first; row < piece.end; row += block::rows) {
      read_block(row, x.data());
      expected_events(&risk_[row], &cell_[row], expected, of_rows);
      gram.add(x.data(), of_rows);
    }
    return gram.products();
  }

  // How many rows there are.
  std::size_t read_block(std::size_t row, double* x) const {
    const std::size_t count = std::min(block::rows, data_.rows() - row);
    for (std::size_t j = 0; j < covariates(); ++j)
      block::centre(&model_.covariates[j].values[row], count, frame_.mean[j], frame_.scale[j],
                    x + j * block::rows);
    return count;
  }

  const FollowUp& data_;
  const CoxModel& model_;
  const CoxRows& frame_;
  std::span<const std::uint32_t> cell_;
  unsigned threads_;
  std::vector<RowPiece> pieces_;
  std::vector<double> coefficient_;
  bool with_offset_ = false, plain_ = true;
  LargeArray<double> risk_;
  std::vector<std::vector<double>> own_sums_;  // [cells * stride] each
};

}  // namespace

std::unique_ptr<CoxDayRows> dense_rows(const FollowUp& data, const CoxModel& model, const CoxRows& frame,
                                       std::span<const std::uint32_t> cell, std::size_t cells,
                                       unsigned threads) {
  return std::make_unique<CoxDenseRows>(data, model, frame, cell, cells, threads);
}

}  // namespace repere::statistics
