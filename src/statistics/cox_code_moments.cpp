#include "statistics/cox_code_moments.hpp"

#include "statistics/cox_rows.hpp"
#include "statistics/lanes.hpp"

namespace repere::statistics {
namespace {

// Shape: pattern[rows], own[rows]; levels and by_code as the class has them
template <std::size_t fixed>
[[gnu::always_inline]] inline void add_squares_of(const std::uint32_t* pattern, const double* own,
                                                  std::size_t rows, const double* common,
                                                  const double* levels, std::size_t any_width,
                                                  double* by_code) {
  const std::size_t width = fixed ? fixed : any_width, stride = 3 * width + four;
  for (std::size_t i = 0; i < rows; ++i) {
    double* to = by_code + CoxCodes::code_of(pattern[i]) * stride;
    const double* level = levels + CoxCodes::level_of(pattern[i]) * width;
    for (std::size_t first = 0; first < width; first += four) {
      const Four term = own[i] * load_four(level + first);
      for (std::size_t k = 0; k < 3; ++k) add_to<Four>(to + k * width + first, common[k] * term);
    }
  }
}
REPERE_HOT_LOOP void add_squares_to(const std::uint32_t* pattern, const double* own, std::size_t rows,
                                    const double* common, const double* levels, std::size_t width,
                                    double* by_code) {
  if (width == four)
    add_squares_of<four>(pattern, own, rows, common, levels, width, by_code);
  else
    add_squares_of<0>(pattern, own, rows, common, levels, width, by_code);
}

}  // namespace

CoxCodeMoments::CoxCodeMoments(const CoxRows& rows)
    : codes_(rows.codes),
      values_(codes_, rows),
      columns_(CoxCodeValues::columns(codes_)),
      width_(CoxCodeValues::width(values_.measured())),
      levels_(values_.products()),
      by_code_(codes_.count() * (3 * width_ + four), 0.0) {}

void CoxCodeMoments::add_squares(std::uint32_t first, std::uint32_t end, const double* own,
                                 const std::array<double, 3>& common) {
  add_squares_to(&codes_.pattern[first], own + first, end - first, common.data(), levels_.data(), width_,
                 by_code_.data());
}

void CoxCodeMoments::add_sum(std::uint32_t first, std::uint32_t end, const double* weight, double factor) {
  const std::size_t stride = 3 * width_ + four;
  for (std::uint32_t i = first; i < end; ++i) {
    const std::uint32_t pattern = codes_.pattern[i];
    double* to = &by_code_[CoxCodes::code_of(pattern) * stride + 3 * width_];
    add_to<Four>(to, (weight == nullptr ? factor : factor * weight[i]) *
                        load_four(&levels_[CoxCodes::level_of(pattern) * width_]));
  }
}

std::array<Matrix, 3> CoxCodeMoments::squares() const {
  std::array<Matrix, 3> result;
  for (std::size_t k = 0; k < 3; ++k) {
    const Matrix squares = values_.squares(&by_code_[k * width_], 3 * width_ + four);
    result[k] = Matrix(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i)
      for (std::size_t j = i; j < columns_.size(); ++j)
        result[k](columns_[i], columns_[j]) = result[k](columns_[j], columns_[i]) = squares(i, j);
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
