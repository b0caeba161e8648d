// Rows with few distinct patterns: each is a code, of few combinations of 0 and 1, and a level, of few combinations of up to
// three other values. With the risk of a row being that of its code times that of its level, an evaluation computes exponentials and
// vectors once for each code and level, and a row costs no more than looking them up.
#include <algorithm>

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
  const std::uint32_t* cell;     // [n]
  const double* codes;           // [codes * stride]
  const double* levels;          // [levels * 8]
  std::size_t stride;
  const double* squares;  // [levels * width]
  std::size_t width;      // a multiple of 4
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

// Adds to each code, of its rows: the expected events without the code's own risk, and these times the values and products of
// the level.
template <std::size_t fixed>
[[gnu::always_inline]] inline void sum_by_code_of(const Tables& of, std::size_t first, std::size_t end,
                                                  const double* expected, double* by_code) {
  const std::size_t width = fixed ? fixed : of.width;
  for (std::size_t i = first; i < end; ++i) {
    double* to = by_code + CoxCodes::code_of(of.pattern[i]) * width;
    const double* from = of.squares + CoxCodes::level_of(of.pattern[i]) * width;
    const double factor = expected[of.cell[i]] * factor_of(of, i);
    for (std::size_t k = 0; k < width; k += four) {
      const Four sum = load_four(to + k) + factor * load_four(from + k);
      __builtin_memcpy(to + k, &sum, sizeof sum);
    }
  }
}
REPERE_HOT_LOOP void sum_by_code(const Tables& of, std::size_t first, std::size_t end, const double* expected,
                                 double* by_code) {
  if (of.width == four)
    sum_by_code_of<four>(of, first, end, expected, by_code);
  else
    sum_by_code_of<0>(of, first, end, expected, by_code);
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
        cell_(input.data.rows()),
        values_(codes.count() * stride(), 0.0),
        vectors_(values_.size()),
        risk_of_code_(codes.count()),
        own_values_(codes, input.frame),
        vector_of_level_(codes.levels() * lanes),
        squares_of_level_(codes.levels() * width(), 0.0) {
    sort_rows(input.order.positions(input.threads));
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
  void sort_rows(const LargeArray<std::uint32_t>& position) {
    const FollowUp& data = input_.data;
    const auto offset = input_.model.offset;
    weight_.resize(data.weight.size());
    if (!offset.empty()) own_factor_.resize(data.rows());
    const auto pieces = row_pieces(data.rows());
    in_parallel(input_.threads, pieces.size(), [&](std::size_t i) {
      for (std::size_t row = pieces[i].first; row < pieces[i].end; ++row) {
        pattern_[position[row]] = codes_.pattern[row];
        if (!data.weight.empty()) weight_[position[row]] = data.weight[row];
        if (!offset.empty()) own_factor_[position[row]] = offset[row] - input_.frame.offset_mean;
      }
    });
    const auto start = input_.order.start();
    for (std::uint32_t cell = 0; cell + 1 < start.size(); ++cell)
      std::fill(cell_.begin() + start[cell], cell_.begin() + start[cell + 1], cell);
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
      double* square = &squares_of_level_[l * width()];
      std::fill_n(vector, lanes, risk_of_level[l]);
      *square++ = risk_of_level[l];
      for (std::size_t m = 0; m < measured_; ++m) *square++ = vector[1 + m] *= value[m];
      for (std::size_t m = 0; m < measured_; ++m)
        for (std::size_t k = m; k < measured_; ++k) *square++ = vector[1 + m] * value[k];
    }
  }

  std::size_t width() const { return CoxCodeValues::width(measured_); }
  const double* weights() const { return weight_.empty() ? nullptr : weight_.data(); }

  Tables tables() const {
    return {pattern_.data(),         factor_,  input_.order.start().data(), cell_.data(), vectors_.data(),
            vector_of_level_.data(), stride(), squares_of_level_.data(),    width()};
  }

  DayRowsInput input_;
  const CoxCodes& codes_;
  std::size_t measured_;
  std::vector<RowPiece> pieces_;
  // By position:
  LargeArray<std::uint32_t> pattern_, cell_;
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
  in_parallel(input_.threads, pieces_.size(), [&](std::size_t i) {
    by_code[i].assign(codes_.count() * width(), 0);
    sum_by_code(of, of.start[pieces_[i].first], of.start[pieces_[i].end], expected.data(), by_code[i].data());
  });
  for (std::size_t i = 1; i < by_code.size(); ++i)
    for (std::size_t k = 0; k < by_code[0].size(); ++k) by_code[0][k] += by_code[i][k];
  for (std::size_t k = 0; k < by_code[0].size(); ++k) by_code[0][k] *= risk_of_code_[k / width()];
  return own_values_.squares(by_code[0].data(), width());
}

}  // namespace

std::unique_ptr<CoxDayRows> coded_rows(const DayRowsInput& input, const CoxCodes& codes) {
  return std::make_unique<CoxCodedRows>(input, codes);
}

}  // namespace repere::statistics
