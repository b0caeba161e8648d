#include "statistics/distributions.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

namespace repere::statistics {
namespace {
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
}

double normal_upper_tail(double z) {
  if (std::isnan(z)) return nan;
  return 0.5 * std::erfc(z / std::sqrt(2.0));
}

double normal_two_sided(double z) { return std::isnan(z) ? nan : std::erfc(std::abs(z) / std::sqrt(2.0)); }

double normal_quantile_of_level(double level) {
  // The same rounding as 1 - (1 - level) / 2 has elsewhere, so that limits
  // agree to the last digits.
  return boost::math::quantile(boost::math::normal(), 1 - (1 - level) / 2);
}

double chi_squared_upper_tail(double chi2, int df) {
  if (!(chi2 >= 0) || df < 0) return nan;
  if (df == 0) return 1;
  if (std::isinf(chi2)) return 0;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(df), chi2));
}

}  // namespace repere::statistics
