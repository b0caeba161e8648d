#include "statistics/cox_row_vectors.hpp"

#include "statistics/cox_code_values.hpp"

namespace repere::statistics {
namespace {

// More levels than these are looked up no faster than rows are read.
constexpr std::size_t most_levels = 4096;

template <bool two>
[[gnu::always_inline]] inline void add_coded_part(const CoxRowVectors::View& of, std::size_t first,
                                                  std::size_t end, const double* weight, std::size_t k,
                                                  double* sum) {
  Lanes one = {}, next = {};
  for (std::size_t i = first; i < end; ++i) {
    one += weight[i] * x_of<true>(of, i, k);
    if (two) next += weight[i] * x_of<true>(of, i, k + 8);
  }
  add_to(sum + k, one);
  if (two) add_to(sum + k + 8, next);
}
REPERE_HOT_LOOP double add_coded_rows(const CoxRowVectors::View& of, std::size_t first, std::size_t end,
                                      const double* weight, double* sum) {
  for (std::size_t k = 0; k < of.p; k += 16)
    if (k + 8 < of.p)
      add_coded_part<true>(of, first, end, weight, k, sum);
    else
      add_coded_part<false>(of, first, end, weight, k, sum);
  Lanes totals = {};
  std::size_t i = first;
  for (; i + 8 <= end; i += 8) totals += load(weight + i);
  double total = sum_of(totals);
  for (; i < end; ++i) total += weight[i];
  return total;
}

}  // namespace

CoxRowVectors::CoxRowVectors(const CoxRows& rows) : rows_(rows) {
  if (rows.codes.count() == 0 || rows.codes.levels() > most_levels) return;
  const CoxCodeValues values(rows.codes, rows);
  const std::size_t stride = padded(rows.covariates);
  codes_.resize(rows.codes.count() * stride, 1.0);
  levels_.resize(rows.codes.levels() * stride, 1.0);
  for (std::size_t c = 0; c < rows.codes.count(); ++c)
    for (std::size_t k = 0; k < values.coded(); ++k)
      codes_[c * stride + rows.codes.coded[k]] = values.of_code(c)[k];
  for (std::size_t l = 0; l < rows.codes.levels(); ++l)
    for (std::size_t m = 0; m < values.measured(); ++m)
      levels_[l * stride + rows.codes.measured[m]] = values.of_level(l)[m];
}

double add_weighted_rows(const CoxRowVectors::View& of, std::size_t first, std::size_t end,
                         const double* weight, double* sum) {
  if (of.pattern != nullptr) return add_coded_rows(of, first, end, weight, sum);
  return add_weighted_rows(of.x + first * of.p, of.p, weight + first, end - first, sum);
}

}  // namespace repere::statistics
