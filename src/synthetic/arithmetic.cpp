#include "synthetic/arithmetic.hpp"

#include <cmath>

#include "synthetic/random.hpp"

namespace repere::synthetic {
namespace {
constexpr double ln2 = 0.693147180559945309417;
constexpr double half_root = 0.70710678118654752440;
}  // namespace

// value = m * 2^e with m in [0.707, 1.414): log m by the series of atanh((m - 1) / (m + 1)).
double natural_log(double value) {
  int exponent = 0;
  double mantissa = std::frexp(value, &exponent);  // exact
  if (mantissa < half_root) {
    mantissa *= 2;
    --exponent;
  }
  const double s = (mantissa - 1) / (mantissa + 1), square = s * s;
  double sum = 0;
  for (int k = 21; k >= 1; k -= 2) sum = sum * square + 1.0 / k;
  return 2 * s * sum + exponent * ln2;
}

// value = n ln2 + r with |r| <= 0.35: Taylor of exp r.
double exponential(double value) {
  const double n = std::floor(value / ln2 + 0.5);
  const double r = value - n * ln2;
  double sum = 1;
  for (int k = 14; k >= 1; --k) sum = 1 + sum * r / k;
  return std::ldexp(sum, static_cast<int>(n));  // exact
}

double power(double base, double exponent) { return exponential(exponent * natural_log(base)); }

double normal_draw(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return sum;
}

}  // namespace repere::synthetic
