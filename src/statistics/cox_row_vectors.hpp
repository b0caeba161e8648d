#pragma once
#include <cstdint>

#include "statistics/cox_rows.hpp"
#include "statistics/lanes.hpp"
#include "statistics/large_array.hpp"
#include "statistics/row_runs.hpp"

namespace repere::statistics {

/// x of the rows of a model in its order of columns, as loops over rows read it: eight numbers at a time, from small tables
/// where rows have codes. What stands behind the p numbers means nothing.
class CoxRowVectors {
 public:
  /// Lifetime: the rows, and what made it, outlive the view
  struct View {
    const double* x;
    std::size_t p;
    const std::uint32_t* pattern;  // or nothing
    const double *codes, *levels;
  };

  explicit CoxRowVectors(const CoxRows& rows);
  View view() const {
    const bool coded = !codes_.empty();
    return {rows_.x.data(), rows_.covariates, coded ? rows_.codes.pattern.data() : nullptr, codes_.data(),
            levels_.data()};
  }

 private:
  const CoxRows& rows_;
  // Where a code has values, a level has 1, and the other way round. [codes * padded(p)], [levels * padded(p)]
  LargeArray<double> codes_, levels_;
};

/// The numbers from the k-th on of the row at a position.
template <bool coded>
[[gnu::always_inline]] inline Lanes x_of(const CoxRowVectors::View& of, std::size_t position, std::size_t k) {
  if constexpr (!coded) return load(of.x + position * of.p + k);
  const std::uint32_t pattern = of.pattern[position];
  return load(of.codes + CoxCodes::code_of(pattern) * padded(of.p) + k) *
         load(of.levels + CoxCodes::level_of(pattern) * padded(of.p) + k);
}

/// Adds the sum of weight * x over the rows at positions first .. end, and returns that of the weights.
/// Shape: weight by position; sum[padded(p)]
double add_weighted_rows(const CoxRowVectors::View& of, std::size_t first, std::size_t end,
                         const double* weight, double* sum);

}  // namespace repere::statistics
