#include "synthetic/arithmetic.hpp"

#include <array>
#include <cmath>

#include "synthetic/random.hpp"

namespace repere::synthetic {
namespace {
constexpr double ln2 = 0.693147180559945309417;
constexpr double half_root = 0.70710678118654752440;

// 1/21, 1/19 ... 1
constexpr std::array<double, 11> odd_reciprocals = [] {
  std::array<double, 11> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 1.0 / (21.0 - 2.0 * static_cast<double>(i));
  return values;
}();

// 1/14!, 1/13! ... 1/0!
constexpr std::array<double, 15> inverse_factorials = [] {
  std::array<double, 15> values{};
  double factorial = 1;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (k > 0) factorial *= static_cast<double>(k);
    values[values.size() - 1 - k] = 1 / factorial;
  }
  return values;
}();
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
  for (const double one : odd_reciprocals) sum = sum * square + one;
  return 2 * s * sum + exponent * ln2;
}

// value = n ln2 + r with |r| <= 0.35: Taylor of exp r.
double exponential(double value) {
  const double n = std::floor(value / ln2 + 0.5);
  const double r = value - n * ln2;
  double sum = 0;
  for (const double one : inverse_factorials) sum = sum * r + one;
  return std::ldexp(sum, static_cast<int>(n));  // exact
}

double power(double base, double exponent) { return exponential(exponent * natural_log(base)); }

double normal_draw(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return sum;
}

}  // namespace repere::synthetic
