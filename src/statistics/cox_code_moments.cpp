#include "statistics/cox_code_moments.hpp"

#include "statistics/cox_rows.hpp"
#include "statistics/lanes.hpp"

namespace repere::statistics {
namespace {

// Shape: pattern, risk and weight by position; levels and by_code as the class has them
struct Coded {
  const std::uint32_t* pattern;
  const double* risk;
  const double* weight;  // or nothing
  const double* levels;
  std::size_t width;
  double* by_code;
};

template <bool of_sum>
[[gnu::always_inline]] inline void add_rows(const Coded& of, const CoxCodeMoments::Cell& cell) {
  const std::size_t stride = 3 * of.width + four;
  for (std::size_t i = cell.first; i < cell.end; ++i) {
    double* to = of.by_code + CoxCodes::code_of(of.pattern[i]) * stride;
    const double* level = of.levels + CoxCodes::level_of(of.pattern[i]) * of.width;
    for (std::size_t first = 0; first < of.width; first += four) {
      const Four term = of.risk[i] * load_four(level + first);
      for (std::size_t k = 0; k < 3; ++k) add_to<Four>(to + k * of.width + first, cell.hazards[k] * term);
    }
    if (of_sum)
      add_to<Four>(to + 3 * of.width,
                   (of.weight == nullptr ? cell.drift : cell.drift * of.weight[i]) * load_four(level));
  }
}
[[gnu::always_inline]] inline void add_cells_of(const Coded& of,
                                                std::span<const CoxCodeMoments::Cell> cells) {
  for (const auto& cell : cells) cell.drift != 0 ? add_rows<true>(of, cell) : add_rows<false>(of, cell);
}
REPERE_HOT_LOOP void add_cells(Coded of, std::span<const CoxCodeMoments::Cell> cells) {
  if (of.width == four) {  // known to the compiler
    of.width = four;
    add_cells_of(of, cells);
  } else {
    add_cells_of(of, cells);
  }
}

}  // namespace

CoxCodeMoments::CoxCodeMoments(const CoxRows& rows)
    : codes_(rows.codes),
      values_(codes_, rows),
      columns_(CoxCodeValues::columns(codes_)),
      width_(CoxCodeValues::width(values_.measured())),
      levels_(values_.products()),
      by_code_(codes_.count() * (3 * width_ + four), 0.0) {}

void CoxCodeMoments::add(std::span<const Cell> cells, const double* risk, const double* weight) {
  add_cells({codes_.pattern.data(), risk, weight, levels_.data(), width_, by_code_.data()}, cells);
}

std::array<Matrix, 3> CoxCodeMoments::squares() const {
  const auto squares = values_.squares(by_code_.data(), 3 * width_ + four, 3);
  std::array<Matrix, 3> result;
  for (std::size_t k = 0; k < 3; ++k) {
    result[k] = Matrix(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i)
      for (std::size_t j = i; j < columns_.size(); ++j)
        result[k](columns_[i], columns_[j]) = result[k](columns_[j], columns_[i]) = squares[k](i, j);
  }
  return result;
}

std::vector<double> CoxCodeMoments::sum() const {
  const std::size_t measured = values_.measured();
  std::vector<double> result(columns_.size());
  for (std::size_t c = 0; c < codes_.count(); ++c) {
    const double* own = &by_code_[c * (3 * width_ + four) + 3 * width_];
    for (std::size_t m = 0; m < measured; ++m) result[columns_[m]] += own[1 + m];
    const auto value = values_.of_code(c);
    for (std::size_t k = 0; k < value.size(); ++k) result[columns_[measured + k]] += own[0] * value[k];
  }
  return result;
}

}  // namespace repere::statistics
