// Rows whose covariates are a code, of few combinations of 0 and 1, and at most three measured columns. What the
// combinations have in common is computed once for each: a row costs an exponential of its measured part. The rows are
// held in the order of their cells, so that a cell's sum is made in one go and each cell by one thread.
#include <algorithm>

#include "statistics/cox_day_rows.hpp"
#include "statistics/exponential.hpp"
#include "statistics/lanes.hpp"
#include "statistics/parallel.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8, block_rows = ColumnGram::block_rows;
constexpr std::size_t most_measured = 3;

// The rows of one cell, and what their sum is made of: risk times the vector of the code, in the places 1 to q times the
// measured columns, too.
struct Cell {
  const std::uint16_t* code;
  const double* risk;
  const double* measured[most_measured];
  std::size_t rows;
};

[[gnu::always_inline]] inline void sum_first(const Cell& cell, const double* vectors, std::size_t stride,
                                             std::size_t q, double* out) {
  Lanes others = Lanes{} + 1, unit[most_measured] = {}, sum = {};
  for (std::size_t m = 0; m < q; ++m) {
    others[1 + m] = 0;
    unit[m][1 + m] = 1;
  }
  for (std::size_t i = 0; i < cell.rows; ++i) {
    Lanes factor = others;
    for (std::size_t m = 0; m < q; ++m) factor += unit[m] * cell.measured[m][i];
    sum += (cell.risk[i] * factor) * load(vectors + cell.code[i] * stride);
  }
  store(out, sum);
}

[[gnu::always_inline]] inline void sum_first_two(const Cell& cell, const double* vectors, std::size_t stride,
                                                 double* out) {
  Lanes others = Lanes{} + 1, unit = {}, first = {}, second = {};
  others[1] = 0;
  unit[1] = 1;
  for (std::size_t i = 0; i < cell.rows; ++i) {
    const double* from = vectors + cell.code[i] * stride;
    const double risk = cell.risk[i];
    first += (risk * (others + unit * cell.measured[0][i])) * load(from);
    second += risk * load(from + lanes);
  }
  store(out, first);
  store(out + lanes, second);
}

REPERE_HOT_LOOP void sum_cell(const Cell& cell, const double* vectors, std::size_t stride, std::size_t q,
                              double* out) {
  std::size_t k = lanes;
  if (q == 1 && stride > lanes) {
    sum_first_two(cell, vectors, stride, out);
    k = 2 * lanes;
  } else {
    sum_first(cell, vectors, stride, q, out);
  }
  for (; k < stride; k += lanes) {
    Lanes sum = {};
    for (std::size_t i = 0; i < cell.rows; ++i)
      sum += cell.risk[i] * load(vectors + cell.code[i] * stride + k);
    store(out + k, sum);
  }
}

// exp(b x) of up to three columns and an offset, times the weight.
REPERE_HOT_LOOP void add_multiple(double factor, const double* x, std::size_t count, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] += factor * x[i];
}
REPERE_HOT_LOOP void multiply_by(const double* x, std::size_t count, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] *= x[i];
}

class CoxCodedRows final : public CoxDayRows {
 public:
  CoxCodedRows(const DayRowsInput& input, const CoxCodes& codes)
      : CoxDayRows(in_order(codes)),
        input_(input),
        codes_(codes),
        with_offset_(!input.model.offset.empty()),
        start_(input.cells + 1),
        risk_(input.data.rows()),
        values_(codes.count() * stride(), 0.0),
        vectors_(values_.size()),
        risk_of_code_(codes.count()) {
    sort_rows();
    cut_cells();
    for (std::size_t c = 0; c < codes.count(); ++c) {
      double* value = &values_[c * stride()];
      std::fill_n(value, 1 + measured(), 1.0);
      for (std::size_t k = 0; k < codes.coded.size(); ++k) {
        const std::size_t j = codes.coded[k];
        value[1 + measured() + k] =
            (static_cast<double>(codes.ones[c] >> k & 1U) - input.frame.mean[j]) * input.frame.scale[j];
      }
    }
  }

  void set(std::span<const double> coefficient) override {
    of_measured_.clear();
    for (const std::size_t j : codes_.measured) of_measured_.push_back(coefficient[j]);
    plain_ = !with_offset_ &&
             std::all_of(of_measured_.begin(), of_measured_.end(), [](double b) { return b == 0; });
    for (std::size_t c = 0; c < codes_.count(); ++c) {
      risk_of_code_[c] = 0;
      for (std::size_t k = 0; k < codes_.coded.size(); ++k)
        risk_of_code_[c] += coefficient[codes_.coded[k]] * values_[c * stride() + 1 + measured() + k];
    }
    exponentials(risk_of_code_);
    make_vectors();
  }
  void set_weights_only() override {
    plain_ = true;
    std::fill(risk_of_code_.begin(), risk_of_code_.end(), 1.0);
    make_vectors();
  }

  Matrix sum_up(std::span<double> sums, std::span<const double> expected) override {
    in_parallel(input_.threads, pieces_.size(), [&](std::size_t i) { sum_piece(pieces_[i], sums.data()); });
    return expected.empty() ? Matrix() : squares(expected);
  }
  Matrix squares(std::span<const double> expected) override;
  bool together_is_cheaper() const override { return false; }

 private:
  static std::vector<std::size_t> in_order(const CoxCodes& codes) {
    std::vector<std::size_t> columns = codes.measured;
    columns.insert(columns.end(), codes.coded.begin(), codes.coded.end());
    return columns;
  }
  std::size_t measured() const { return codes_.measured.size(); }
  // By code: expected events, these times each measured column, and times each product of two of them.
  std::size_t width() const { return (1 + measured()) * (2 + measured()) / 2; }

  void sort_rows();
  void cut_cells();
  void sum_piece(const RowPiece& cells, double* sums);
  void add_by_code(const RowPiece& cells, const double* expected, double* sums) const;
  Matrix squares_of_codes(const std::vector<double>& by_code) const;

  void make_vectors() {
    for (std::size_t c = 0; c < codes_.count(); ++c)
      for (std::size_t k = 0; k < stride(); ++k)
        vectors_[c * stride() + k] = risk_of_code_[c] * values_[c * stride() + k];
  }

  // What is kept as a row's risk is that of its measured columns, offset and weight: the code's is part of the vectors.
  void compute_risks(std::size_t first, std::size_t end) {
    const std::size_t count = end - first;
    double* risk = risk_.data() + first;
    if (plain_) {
      std::fill(risk, risk + count, 1.0);
    } else {
      if (with_offset_)
        std::copy_n(&offset_[first], count, risk);
      else
        std::fill(risk, risk + count, 0.0);
      for (std::size_t m = 0; m < measured(); ++m)
        add_multiple(of_measured_[m], &measured_[m][first], count, risk);
      exponentials({risk, count});
    }
    if (!weight_.empty()) multiply_by(&weight_[first], count, risk);
  }

  DayRowsInput input_;
  const CoxCodes& codes_;
  bool with_offset_, plain_ = true;
  // In the order of the cells:
  std::vector<std::size_t> start_;  // [cells + 1] where each begins
  LargeArray<std::uint16_t> code_;
  LargeArray<double> measured_[most_measured], weight_, offset_, risk_;
  std::vector<RowPiece> pieces_;     // runs of cells
  std::vector<double> of_measured_;  // [q] coefficients
  LargeArray<double> values_,
      vectors_;  // [codes * stride] 1, 1 for each measured column, coded columns; times risk
  std::vector<double> risk_of_code_;
};

// A counting sort: of each piece of rows it is known where its rows of each cell go.
void CoxCodedRows::sort_rows() {
  const FollowUp& data = input_.data;
  const CoxModel& model = input_.model;
  const CoxRows& frame = input_.frame;
  const std::span<const std::uint32_t> cell = input_.cell;
  const std::size_t n = data.rows(), cells = input_.cells;
  code_.resize(n);
  weight_.resize(data.weight.size());
  offset_.resize(model.offset.size());
  for (std::size_t m = 0; m < measured(); ++m) measured_[m].resize(n);
  const auto pieces = row_pieces(n);
  std::vector<std::vector<std::uint32_t>> next(pieces.size(), std::vector<std::uint32_t>(cells));
  in_parallel(input_.threads, pieces.size(), [&](std::size_t i) {
    for (std::size_t row = pieces[i].first; row < std::min(pieces[i].end, n); ++row) ++next[i][cell[row]];
  });
  std::uint32_t place = 0;
  for (std::size_t c = 0; c < cells; ++c) {
    start_[c] = place;
    for (auto& of_piece : next) {
      const std::uint32_t rows = of_piece[c];
      of_piece[c] = place;
      place += rows;
    }
  }
  start_[cells] = place;
  in_parallel(input_.threads, pieces.size(), [&](std::size_t i) {
    for (std::size_t row = pieces[i].first; row < std::min(pieces[i].end, n); ++row) {
      const std::uint32_t to = next[i][cell[row]]++;
      code_[to] = codes_.code[row];
      for (std::size_t m = 0; m < measured(); ++m) {
        const std::size_t j = codes_.measured[m];
        measured_[m][to] = (model.covariates[j].values[row] - frame.mean[j]) * frame.scale[j];
      }
      if (!data.weight.empty()) weight_[to] = data.weight[row];
      if (with_offset_) offset_[to] = model.offset[row] - frame.offset_mean;
    }
  });
}

// Into runs of about as many rows.
void CoxCodedRows::cut_cells() {
  const std::size_t cells = start_.size() - 1, n = start_.back();
  const std::size_t count = row_pieces(n).size() == 1 ? 1 : 8;
  for (std::size_t i = 0, first = 0; i < count; ++i) {
    const auto found = std::lower_bound(start_.begin(), start_.end(), n * (i + 1) / count);
    const std::size_t end =
        i + 1 == count ? cells : std::min(cells, static_cast<std::size_t>(found - start_.begin()));
    pieces_.push_back({first, end});
    first = end;
  }
}

void CoxCodedRows::sum_piece(const RowPiece& cells, double* sums) {
  compute_risks(start_[cells.first], start_[cells.end]);
  for (std::size_t cell = cells.first; cell < cells.end; ++cell) {
    const std::size_t first = start_[cell];
    Cell rows{&code_[first], &risk_[first], {}, start_[cell + 1] - first};
    for (std::size_t m = 0; m < measured(); ++m) rows.measured[m] = &measured_[m][first];
    sum_cell(rows, vectors_.data(), stride(), measured(), &sums[cell * stride()]);
  }
}

void CoxCodedRows::add_by_code(const RowPiece& cells, const double* expected, double* sums) const {
  const std::size_t q = measured(), numbers = width();
  for (std::size_t cell = cells.first; cell < cells.end; ++cell)
    for (std::size_t i = start_[cell]; i < start_[cell + 1]; ++i) {
      double* to = sums + code_[i] * numbers;
      const double of_row = risk_[i] * expected[cell];
      *to++ += of_row;
      for (std::size_t m = 0; m < q; ++m) *to++ += of_row * measured_[m][i];
      for (std::size_t m = 0; m < q; ++m)
        for (std::size_t l = m; l < q; ++l) *to++ += of_row * measured_[m][i] * measured_[l][i];
    }
}

Matrix CoxCodedRows::squares(std::span<const double> expected) {
  std::vector<std::vector<double>> by_code(pieces_.size());
  in_parallel(input_.threads, pieces_.size(), [&](std::size_t i) {
    by_code[i].assign(codes_.count() * width(), 0);
    add_by_code(pieces_[i], expected.data(), by_code[i].data());
  });
  for (std::size_t i = 1; i < by_code.size(); ++i)
    add_multiple(1, by_code[i].data(), by_code[i].size(), by_code[0].data());
  return squares_of_codes(by_code[0]);
}

Matrix CoxCodedRows::squares_of_codes(const std::vector<double>& by_code) const {
  const std::size_t p = covariates(), q = measured(), numbers = width(), coded = p - q;
  Matrix result(p);
  ColumnGram gram(coded);
  std::vector<double> x(coded * block_rows), weight(block_rows);
  for (std::size_t first = 0; first < codes_.count(); first += block_rows) {
    std::fill(weight.begin(), weight.end(), 0.0);
    for (std::size_t c = first; c < std::min(first + block_rows, codes_.count()); ++c) {
      const double* of_code = &by_code[c * numbers];
      const double* value = &values_[c * stride() + 1 + q];
      weight[c - first] = risk_of_code_[c] * of_code[0];
      for (std::size_t k = 0; k < coded; ++k) {
        x[k * block_rows + c - first] = value[k];
        for (std::size_t m = 0; m < q; ++m) result(m, q + k) += risk_of_code_[c] * of_code[1 + m] * value[k];
      }
      const double* product = of_code + 1 + q;
      for (std::size_t m = 0; m < q; ++m)
        for (std::size_t l = m; l < q; ++l) result(m, l) += risk_of_code_[c] * *product++;
    }
    gram.add(x.data(), weight.data());
  }
  const Matrix of_codes = gram.products();
  for (std::size_t k = 0; k < coded; ++k)
    for (std::size_t l = k; l < coded; ++l) result(q + k, q + l) = of_codes(k, l);
  return result;
}

}  // namespace

std::unique_ptr<CoxDayRows> coded_rows(const DayRowsInput& input, const CoxCodes& codes) {
  return std::make_unique<CoxCodedRows>(input, codes);
}

}  // namespace repere::statistics
