// Rows with few distinct patterns: each is a code, of few combinations of 0 and 1, and a level, of few combinations of up to
// three other values. With the risk of a row being that of its code times that of its level, an evaluation computes exponentials and
// vectors once for each code and level, and a row costs no more than looking them up.
#include <algorithm>
#include <array>

#include "statistics/cox_code_values.hpp"
#include "statistics/cox_day_rows.hpp"
#include "statistics/exponential.hpp"
#include "statistics/lanes.hpp"
#include "statistics/parallel.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8;

// What a pass over rows in the order of their cells reads. A level's vector is multiplied with the first eight places of a
// code's: it has the level's risk, in the places of the measured columns times their values; its last place is plain.
struct Tables {
  const std::uint32_t* pattern;  // [n]
  const double* factor;          // [n] weight and exp of the offset, or nothing
  const std::uint32_t* start;    // [cells + 1]
  const double* codes;           // [codes * stride]
  const double* levels;          // [levels * 8]
  std::size_t stride;
  // [levels * (head + tail)] the level's risk, times 1 and its values; times their products
  const double* squares;
  std::size_t squares_head, squares_tail;
  const double* risk_of_code;  // [codes]
};

[[gnu::always_inline]] inline double factor_of(const Tables& of, std::size_t i) {
  return of.factor == nullptr ? 1 : of.factor[i];
}

// The first two vectors of each cell's sum, in one go.
[[gnu::always_inline]] inline void sum_first_two(const Tables& of, std::size_t cell, bool two, double* out) {
  Lanes first = {}, second = {};
  for (std::size_t i = of.start[cell]; i < of.start[cell + 1]; ++i) {
    const double* code = of.codes + CoxCodes::code_of(of.pattern[i]) * of.stride;
    const double* level = of.levels + CoxCodes::level_of(of.pattern[i]) * lanes;
    const double factor = factor_of(of, i);
    first += (factor * load(level)) * load(code);
    if (two) second += (factor * level[lanes - 1]) * load(code + lanes);
  }
  store(out, first);
  if (two) store(out + lanes, second);
}

REPERE_HOT_LOOP void sum_cells(const Tables& of, const RowPiece& cells, double* sums) {
  for (std::size_t cell = cells.first; cell < cells.end; ++cell) {
    double* out = sums + cell * of.stride;
    if (of.factor == nullptr && of.stride == 2 * lanes)
      sum_first_two(of, cell, true, out);
    else
      sum_first_two(of, cell, of.stride > lanes, out);
    for (std::size_t k = 2 * lanes; k < of.stride; k += lanes) {
      Lanes sum = {};
      for (std::size_t i = of.start[cell]; i < of.start[cell + 1]; ++i) {
        const double* level = of.levels + CoxCodes::level_of(of.pattern[i]) * lanes;
        sum += (factor_of(of, i) * level[lanes - 1]) *
               load(of.codes + CoxCodes::code_of(of.pattern[i]) * of.stride + k);
      }
      store(out + k, sum);
    }
  }
}

using Two = double __attribute__((vector_size(16)));

// Adds to each code, of its rows: the expected events without the code's own risk, and these times the values of the level. What
// measured columns have with each other needs no code: it is added up on the way.
template <class Head, class Tail>
[[gnu::always_inline]] inline void sum_squares_of(const Tables tables, const RowPiece& cells,
                                                  const double* expected, double* by_code, double* products) {
  constexpr std::size_t head = sizeof(Head) / sizeof(double), tail = sizeof(Tail) / sizeof(double);
  const std::uint32_t* start = tables.start;
  Tail sum = {};
  for (std::size_t cell = cells.first; cell < cells.end; ++cell)
    for (std::size_t i = start[cell]; i < start[cell + 1]; ++i) {
      const std::uint32_t code = CoxCodes::code_of(tables.pattern[i]);
      const double* level = tables.squares + CoxCodes::level_of(tables.pattern[i]) * (head + tail);
      const double factor = expected[cell] * factor_of(tables, i);
      add_to<Head>(by_code + code * head, factor * load_as<Head>(level));
      sum += (factor * tables.risk_of_code[code]) * load_as<Tail>(level + head);
    }
  store(products, sum);
}
REPERE_HOT_LOOP void sum_squares(const Tables& of, const RowPiece& cells, const double* expected,
                                 double* by_code, double* products) {
  if (of.squares_head == 2)
    sum_squares_of<Two, Two>(of, cells, expected, by_code, products);
  else if (of.squares_tail == 4)
    sum_squares_of<Four, Four>(of, cells, expected, by_code, products);
  else
    sum_squares_of<Four, Lanes>(of, cells, expected, by_code, products);
}

class CoxCodedRows final : public CoxDayRows {
 public:
  CoxCodedRows(const DayRowsInput& input, const CoxCodes& codes)
      : CoxDayRows(CoxCodeValues::columns(codes)),
        input_(input),
        codes_(codes),
        measured_(codes.measured.size()),
        pieces_(input.order.cell_pieces()),
        pattern_(input.data.rows()),
        values_(codes.count() * stride(), 0.0),
        vectors_(values_.size()),
        risk_of_code_(codes.count()),
        own_values_(codes, input.frame),
        vector_of_level_(codes.levels() * lanes),
        squares_of_level_(codes.levels() * (head() + tail()), 0.0) {
    sort_rows();
    for (std::size_t c = 0; c < codes.count(); ++c) {
      double* value = &values_[c * stride()];
      std::fill_n(value, 1 + measured_, 1.0);
      const auto own = own_values_.of_code(c);
      std::copy(own.begin(), own.end(), value + 1 + measured_);
    }
  }

  void set(std::span<const double> coefficient) override {
    factor_ = !own_factor_.empty() ? own_factor_.data() : weights();
    for (std::size_t c = 0; c < codes_.count(); ++c) {
      risk_of_code_[c] = 0;
      for (std::size_t k = 0; k < codes_.coded.size(); ++k)
        risk_of_code_[c] += coefficient[codes_.coded[k]] * values_[c * stride() + 1 + measured_ + k];
    }
    std::vector<double> risk_of_level(codes_.levels());
    for (std::size_t l = 0; l < risk_of_level.size(); ++l)
      for (std::size_t m = 0; m < measured_; ++m)
        risk_of_level[l] += coefficient[codes_.measured[m]] * own_values_.of_level(l)[m];
    fill_tables(risk_of_level);
  }
  void set_weights_only() override {
    factor_ = weights();
    std::fill(risk_of_code_.begin(), risk_of_code_.end(), 0.0);
    fill_tables(std::vector<double>(codes_.levels()));
  }

  Matrix sum_up(std::span<double> sums, std::span<const double> expected) override {
    const Tables of = tables();
    in_parallel(input_.threads, pieces_.size(),
                [&](std::size_t i) { sum_cells(of, pieces_[i], sums.data()); });
    return expected.empty() ? Matrix() : squares(expected);
  }
  Matrix squares(std::span<const double> expected) override;
  bool together_is_cheaper() const override { return false; }

 private:
  void sort_rows() {
    const auto weight = input_.data.weight, offset = input_.model.offset;
    weight_.resize(weight.size());
    own_factor_.resize(offset.size());
    input_.order.place_rows(input_.threads, [&](std::size_t row, std::uint32_t position) {
      pattern_[position] = codes_.pattern[row];
      if (!weight.empty()) weight_[position] = weight[row];
      if (!offset.empty()) own_factor_[position] = offset[row] - input_.frame.offset_mean;
    });
    exponentials(own_factor_);
    for (std::size_t i = 0; i < weight_.size() && !offset.empty(); ++i) own_factor_[i] *= weight_[i];
  }

  // Of linear predictors.
  void fill_tables(std::vector<double> risk_of_level) {
    exponentials(risk_of_code_);
    exponentials(risk_of_level);
    for (std::size_t c = 0; c < codes_.count(); ++c)
      for (std::size_t k = 0; k < stride(); ++k)
        vectors_[c * stride() + k] = risk_of_code_[c] * values_[c * stride() + k];
    for (std::size_t l = 0; l < codes_.levels(); ++l) {
      const auto value = own_values_.of_level(l);
      double* vector = &vector_of_level_[l * lanes];
      double* square = &squares_of_level_[l * (head() + tail())];
      std::fill_n(vector, lanes, risk_of_level[l]);
      square[0] = risk_of_level[l];
      for (std::size_t m = 0; m < measured_; ++m) square[1 + m] = vector[1 + m] *= value[m];
      square += head();
      for (std::size_t m = 0; m < measured_; ++m)
        for (std::size_t k = m; k < measured_; ++k) *square++ = vector[1 + m] * value[k];
    }
  }

  // How many numbers a level has for its squares: 1 and its values; their products.
  std::size_t head() const { return measured_ < 2 ? 2 : 4; }
  std::size_t tail() const { return measured_ < 2 ? 2 : measured_ == 2 ? 4 : 8; }
  const double* weights() const { return weight_.empty() ? nullptr : weight_.data(); }

  Tables tables() const {
    return {pattern_.data(),
            factor_,
            input_.order.start().data(),
            vectors_.data(),
            vector_of_level_.data(),
            stride(),
            squares_of_level_.data(),
            head(),
            tail(),
            risk_of_code_.data()};
  }

  DayRowsInput input_;
  const CoxCodes& codes_;
  std::size_t measured_;
  std::vector<RowPiece> pieces_;
  // By position:
  LargeArray<std::uint32_t> pattern_;
  LargeArray<double> weight_, own_factor_;  // the latter with an offset: weight and exp of it
  const double* factor_ = nullptr;
  // By code; 1, 1 for each measured column, coded columns; then times risk:
  LargeArray<double> values_, vectors_;
  std::vector<double> risk_of_code_;
  CoxCodeValues own_values_;
  // By level:
  LargeArray<double> vector_of_level_, squares_of_level_;
};

Matrix CoxCodedRows::squares(std::span<const double> expected) {
  const Tables of = tables();
  std::vector<LargeArray<double>> by_code(pieces_.size());
  std::vector<std::array<double, 8>> products(pieces_.size());
  in_parallel(input_.threads, pieces_.size(), [&](std::size_t i) {
    by_code[i].assign(codes_.count() * head(), 0);
    sum_squares(of, pieces_[i], expected.data(), by_code[i].data(), products[i].data());
  });
  for (std::size_t i = 1; i < by_code.size(); ++i) {
    for (std::size_t k = 0; k < by_code[0].size(); ++k) by_code[0][k] += by_code[i][k];
    for (std::size_t k = 0; k < tail(); ++k) products[0][k] += products[i][k];
  }
  for (std::size_t k = 0; k < by_code[0].size(); ++k) by_code[0][k] *= risk_of_code_[k / head()];
  return own_values_.squares(by_code[0].data(), head(), products[0].data());
}

}  // namespace

std::unique_ptr<CoxDayRows> coded_rows(const DayRowsInput& input, const CoxCodes& codes) {
  return std::make_unique<CoxCodedRows>(input, codes);
}

}  // namespace repere::statistics
