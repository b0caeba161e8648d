#include "study/quantiles.hpp"

#include <algorithm>
#include <cmath>

#include "base/result.hpp"

namespace repere::study {
namespace {

// `sorted_from` and everything before it is already below what follows.
double quantile(std::span<double> values, double p, std::size_t sorted_from) {
  const double at = p * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(std::floor(at));
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(sorted_from);
  const auto here = values.begin() + static_cast<std::ptrdiff_t>(low);
  std::nth_element(first, here, values.end());
  const double part = at - static_cast<double>(low);
  if (part == 0) return *here;
  const double next = *std::min_element(here + 1, values.end());
  return *here + part * (next - *here);
}

}  // namespace

double quantile_of(std::span<double> values, double p) {
  REPERE_ENSURE(!values.empty() && 0 <= p && p <= 1);
  return quantile(values, p, 0);
}

Quartiles quartiles_of(std::span<double> values) {
  REPERE_ENSURE(!values.empty());
  const std::size_t last = values.size() - 1;
  const double q1 = quantile(values, 0.25, 0);
  const double median = quantile(values, 0.5, last / 4);
  const double q3 = quantile(values, 0.75, last / 2);
  return {q1, median, q3};
}

}  // namespace repere::study
