#pragma once
#include <cstdint>

namespace repere::statistics {

/// P(Z > z) of the standard normal.
double normal_upper_tail(double z);
/// P(|Z| > |z|) of the standard normal.
double normal_two_sided(double z);
/// The z with P(|Z| <= z) = level: 1.96 for 0.95.
/// Shape: 0 < level < 1
double normal_quantile_of_level(double level);
/// P(X > chi2) of the chi-squared distribution; NaN if chi2 is NaN or negative, 1 if df is 0.
/// Shape: df is a fraction in a model with a penalty
double chi_squared_upper_tail(double chi2, double df);
/// The chi2 with P(X <= chi2) = level on one degree of freedom: 3.84 for 0.95.
double chi_squared_quantile_of_level(double level);

/// P(X > x) of a chi-squared distribution with any real number of degrees of freedom above 0; NaN if x is not in [0, oo].
double chi_squared_upper_tail_of(double x, double df);

/// The x with P(X <= x) = p of the gamma distribution.
/// Shape: 0 <= p <= 1, shape > 0, scale > 0; 0 for p = 0, infinity for p = 1; NaN outside
double gamma_quantile(double p, double shape, double scale = 1);
/// The x with P(X > x) = p: exact where p is tiny and 1 - p would be 1.
double gamma_upper_quantile(double p, double shape, double scale = 1);

/// The x with P(X <= x) = p of the beta distribution, and the one with P(X > x) = p.
/// Shape: 0 <= p <= 1, a > 0, b > 0; NaN outside
double beta_quantile(double p, double a, double b);
double beta_upper_quantile(double p, double a, double b);

/// P(|T| > |t|) of Student's t distribution.
/// Shape: df > 0
double t_two_sided(double t, double df);

/// Of n draws with the share p of yes: P(X <= k), P(X >= k), P(X = k).
/// Shape: 0 <= k <= n, 0 <= p <= 1
double binomial_lower_tail(std::uint64_t k, std::uint64_t n, double p);
double binomial_upper_tail(std::uint64_t k, std::uint64_t n, double p);
double binomial_mass(std::uint64_t k, std::uint64_t n, double p);
/// The smallest k with P(X <= k) >= q.
/// Shape: 0 < q < 1
std::uint64_t binomial_quantile(double q, std::uint64_t n, double p);

/// log(n!)
double log_factorial(double n);

/// A test that is referred to a chi-squared distribution; NaN where it cannot be computed.
struct ChiSquaredTest {
  double chi2;
  double df;
  double p;
};

inline ChiSquaredTest chi_squared_test(double chi2, double df) {
  return {chi2, df, chi_squared_upper_tail(chi2, df)};
}

}  // namespace repere::statistics
