#include "statistics/distributions.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace repere::statistics {
namespace {
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

namespace policies = boost::math::policies;
// Nothing is thrown out of here: what cannot be computed is NaN, 0 or infinite.
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>>;
constexpr Quiet quiet;

bool is_share(double p) { return p >= 0 && p <= 1; }
}  // namespace

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

double chi_squared_quantile_of_level(double level) {
  const double z = normal_quantile_of_level(level);
  return z * z;
}

double chi_squared_upper_tail(double chi2, double df) {
  if (!(chi2 >= 0) || !(df >= 0)) return nan;
  if (df == 0) return 1;
  if (std::isinf(chi2)) return 0;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(df), chi2));
}

double chi_squared_upper_tail_of(double x, double df) {
  if (!(x >= 0) || !(df > 0)) return nan;
  if (std::isinf(x)) return 0;
  return boost::math::gamma_q(df / 2, x / 2, quiet);
}

double gamma_quantile(double p, double shape, double scale) {
  if (!is_share(p) || !(shape > 0) || !(scale > 0)) return nan;
  if (p == 0) return 0;
  if (p == 1) return infinity;
  return scale * boost::math::gamma_p_inv(shape, p, quiet);
}

double gamma_upper_quantile(double p, double shape, double scale) {
  if (!is_share(p) || !(shape > 0) || !(scale > 0)) return nan;
  if (p == 1) return 0;
  if (p == 0) return infinity;
  return scale * boost::math::gamma_q_inv(shape, p, quiet);
}

double beta_quantile(double p, double a, double b) {
  if (!is_share(p) || !(a > 0) || !(b > 0)) return nan;
  return boost::math::ibeta_inv(a, b, p, quiet);
}

double beta_upper_quantile(double p, double a, double b) {
  if (!is_share(p) || !(a > 0) || !(b > 0)) return nan;
  return boost::math::ibetac_inv(a, b, p, quiet);
}

double t_two_sided(double t, double df) {
  if (std::isnan(t) || !(df > 0)) return nan;
  if (std::isinf(t)) return 0;
  const double square = t * t;
  // Of the two ways to write the same share, the one whose argument does not round to 1.
  return square > df ? boost::math::ibeta(df / 2, 0.5, df / (df + square), quiet)
                     : boost::math::ibetac(0.5, df / 2, square / (df + square), quiet);
}

double binomial_lower_tail(std::uint64_t k, std::uint64_t n, double p) {
  if (!is_share(p)) return nan;
  if (k >= n) return 1;
  if (p == 0) return 1;
  if (p == 1) return 0;
  return boost::math::ibetac(static_cast<double>(k) + 1, static_cast<double>(n - k), p, quiet);
}

double binomial_upper_tail(std::uint64_t k, std::uint64_t n, double p) {
  if (!is_share(p)) return nan;
  if (k == 0) return 1;
  if (k > n || p == 0) return 0;
  if (p == 1) return 1;
  return boost::math::ibeta(static_cast<double>(k), static_cast<double>(n - k) + 1, p, quiet);
}

double binomial_mass(std::uint64_t k, std::uint64_t n, double p) {
  if (!is_share(p) || k > n) return nan;
  if (p == 0) return k == 0 ? 1 : 0;
  if (p == 1) return k == n ? 1 : 0;
  const double a = static_cast<double>(k) + 1, b = static_cast<double>(n - k) + 1;
  // Density of the beta distribution over n + 1: no difference of large logarithms.
  return boost::math::ibeta_derivative(a, b, p, quiet) / (static_cast<double>(n) + 1);
}

std::uint64_t binomial_quantile(double q, std::uint64_t n, double p) {
  std::uint64_t low = 0, high = n;  // the answer is in [low, high]
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (binomial_lower_tail(middle, n, p) >= q)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

double log_factorial(double n) { return boost::math::lgamma(n + 1, quiet); }

}  // namespace repere::statistics
