#include "statistics/survival_limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "statistics/branchless_math.hpp"
#include "statistics/instruction_sets.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

[[gnu::always_inline]] inline Limits plain(double s, double error, double z) {
  const double half = error * s * z;
  const double lower = s - half, upper = s + half;
  return {lower < 0 ? 0 : lower, upper > 1 ? 1 : upper};
}

[[gnu::always_inline]] inline Limits log(double s, double error, double z) {
  const double factor = exp_of(error * z);
  const double known = s == 0 ? nan : s;
  const double upper = known * factor;
  const double cut = upper > 1 ? 1 : upper;
  return {error == 0 ? s : known / factor, error == 0 ? s : cut};
}

Limits logit(double s, double error, double z) {
  if (error == 0) return {s, s};
  if (s == 0) return {nan, nan};
  const double centre = std::log(s / (1 - s));
  const double half = z * error * (1 + s / (1 - s));
  const auto back = [](double x) { return 1 - 1 / (1 + std::exp(x)); };
  return {back(centre - half), back(centre + half)};
}

Limits arcsin(double s, double error, double z) {
  if (s == 0) return {nan, nan};
  const double half = 0.5 * z * error * std::sqrt(s / (1 - s));
  if (std::isnan(half)) return {nan, nan};
  const double centre = std::asin(std::sqrt(s));
  const double lower = std::sin(std::max(0.0, centre - half));
  const double upper = std::sin(std::min(std::numbers::pi / 2, centre + half));
  return {lower * lower, upper * upper};
}

// None overlaps another, which the compiler has to be told.
struct Curve {
  const double* __restrict survival;
  const double* __restrict error;
  double* __restrict lower;
  double* __restrict upper;
};

template <class One>
[[gnu::always_inline]] inline void each(const Curve& curve, std::size_t n, double z, One one) {
  const double* __restrict survival = curve.survival;
  const double* __restrict error = curve.error;
  double* __restrict lower = curve.lower;
  double* __restrict upper = curve.upper;
  for (std::size_t i = 0; i < n; ++i) {
    const Limits limits = one(survival[i], error[i], z);
    lower[i] = limits.lower;
    upper[i] = limits.upper;
  }
}

REPERE_HOT_LOOP void add_plain(const Curve& curve, std::size_t n, double z) { each(curve, n, z, plain); }
REPERE_HOT_LOOP void add_log(const Curve& curve, std::size_t n, double z) { each(curve, n, z, log); }

// exp(-exp(log(-log s) -+ half)) is s to the power of exp(-+ half). Step by step for some times together, since a logarithm
// and two exponentials that wait for each other take twice as long as side by side.
REPERE_HOT_LOOP void add_log_log(const Curve& curve, std::size_t n, double z) {
  constexpr std::size_t together = 256;
  double logarithm[together], factor[together];
  for (std::size_t first = 0; first < n; first += together) {
    const std::size_t some = std::min(together, n - first);
    const double* __restrict survival = curve.survival + first;
    const double* __restrict error = curve.error + first;
    double* __restrict lower = curve.lower + first;
    double* __restrict upper = curve.upper + first;
    for (std::size_t i = 0; i < some; ++i) {
      const double s = survival[i];
      logarithm[i] = s == 0 || s == 1 ? nan : log_of(s);
    }
    for (std::size_t i = 0; i < some; ++i) factor[i] = exp_of(-(error[i] * z / logarithm[i]));
    for (std::size_t i = 0; i < some; ++i) {
      const double low = exp_of(logarithm[i] * factor[i]), high = exp_of(logarithm[i] / factor[i]);
      lower[i] = error[i] == 0 ? survival[i] : low;
      upper[i] = error[i] == 0 ? survival[i] : high;
    }
  }
}

}  // namespace

void survival_limits(std::span<const double> survival, std::span<const double> relative_error, double z,
                     LimitScale scale, std::span<double> lower, std::span<double> upper) {
  const Curve curve{survival.data(), relative_error.data(), lower.data(), upper.data()};
  switch (scale) {
    case LimitScale::log:
      return add_log(curve, survival.size(), z);
    case LimitScale::log_log:
      return add_log_log(curve, survival.size(), z);
    case LimitScale::plain:
      return add_plain(curve, survival.size(), z);
      // Not vectorised: near 0 the last digits are those that R's formula loses, which only the same steps give.
    case LimitScale::logit:
      return each(curve, survival.size(), z, logit);
    case LimitScale::arcsin:
      return each(curve, survival.size(), z, arcsin);
  }
}

Limits survival_limits(double survival, double relative_error, double z, LimitScale scale) {
  Limits limits{nan, nan};
  survival_limits({&survival, 1}, {&relative_error, 1}, z, scale, {&limits.lower, 1}, {&limits.upper, 1});
  return limits;
}

Limits hazard_limits(double hazard, double std_error, double z, HazardScale scale) {
  if (std_error == 0) return {hazard, hazard};
  if (scale == HazardScale::plain) return {std::max(hazard - z * std_error, 0.0), hazard + z * std_error};
  const double half = z * std_error / hazard;
  return {std::exp(std::log(hazard) - half), std::exp(std::log(hazard) + half)};
}

}  // namespace repere::statistics
