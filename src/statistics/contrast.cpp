#include "statistics/contrast.hpp"

#include <cmath>
#include <limits>

#include "statistics/distributions.hpp"

namespace repere::statistics {

Contrast difference(const Estimate& first, const Estimate& second, double level) {
  const double estimate = second.value - first.value;
  const double error = std::sqrt(first.std_error * first.std_error + second.std_error * second.std_error);
  const double half = normal_quantile_of_level(level) * error;
  return {estimate, error, estimate - half, estimate + half, normal_two_sided(estimate / error)};
}

Contrast ratio(const Estimate& first, const Estimate& second, double level) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (!(first.value > 0 && second.value > 0)) return {nan, nan, nan, nan, nan};
  const double logarithm = std::log(second.value) - std::log(first.value);
  const double relative_first = first.std_error / first.value,
               relative_second = second.std_error / second.value;
  const double error = std::sqrt(relative_first * relative_first + relative_second * relative_second);
  const double half = normal_quantile_of_level(level) * error;
  return {second.value / first.value, error, std::exp(logarithm - half), std::exp(logarithm + half),
          normal_two_sided(logarithm / error)};
}

}  // namespace repere::statistics
