#include "statistics/survival_limits.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>

#include "statistics/vector_math.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct LanesOfLimits {
  Lanes lower;
  Lanes upper;
};

[[gnu::always_inline]] inline LanesOfLimits plain(const Lanes& s, const Lanes& error, double z) {
  const Lanes half = error * s * z;
  const Lanes lower = s - half, upper = s + half;
  return {lower < 0.0 ? all_lanes(0) : lower, upper > 1.0 ? all_lanes(1) : upper};
}

[[gnu::always_inline]] inline LanesOfLimits log(const Lanes& s, const Lanes& error, double z) {
  const Lanes factor = exp_of(error * z);
  const Lanes known = s == 0.0 ? all_lanes(nan) : s;
  const Lanes upper = known * factor;
  const Lanes cut = upper > 1.0 ? all_lanes(1) : upper;
  return {error == 0.0 ? s : known / factor, error == 0.0 ? s : cut};
}

// exp(-exp(log(-log s) -+ half)) is s to the power of exp(-+ half).
[[gnu::always_inline]] inline LanesOfLimits log_log(const Lanes& s, const Lanes& error, double z) {
  const Lanes inside = s == 0.0 ? all_lanes(0.5) : s;
  const Lanes logarithm = log_of(inside);
  const Lanes known = s == 0.0 ? all_lanes(nan) : logarithm;
  const Lanes strict = s == 1.0 ? all_lanes(nan) : known;
  const Lanes factor = exp_of(-(error * z / strict));
  const Lanes lower = exp_of(strict * factor), upper = exp_of(strict / factor);
  return {error == 0.0 ? s : lower, error == 0.0 ? s : upper};
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

struct Curve {
  const double* survival;
  const double* error;
  double* lower;
  double* upper;
};

// The same eight at a time. What is missing in the last eight is 1 with error 0.
[[gnu::always_inline]] inline Lanes lanes_at(const double* values, std::size_t first, std::size_t n,
                                             double missing) {
  Lanes lanes = all_lanes(missing);
  if (first + 8 <= n)
    std::memcpy(&lanes, values + first, sizeof lanes);
  else
    for (std::size_t i = first; i < n; ++i) lanes[i - first] = values[i];
  return lanes;
}

[[gnu::always_inline]] inline void put(const Lanes& lanes, double* values, std::size_t first, std::size_t n) {
  if (first + 8 <= n)
    std::memcpy(values + first, &lanes, sizeof lanes);
  else
    for (std::size_t i = first; i < n; ++i) values[i] = lanes[i - first];
}

REPERE_HOT_LOOP void add_plain(const Curve& curve, std::size_t n, double z) {
  for (std::size_t i = 0; i < n; i += 8) {
    const auto limits = plain(lanes_at(curve.survival, i, n, 1), lanes_at(curve.error, i, n, 0), z);
    put(limits.lower, curve.lower, i, n);
    put(limits.upper, curve.upper, i, n);
  }
}

REPERE_HOT_LOOP void add_log(const Curve& curve, std::size_t n, double z) {
  for (std::size_t i = 0; i < n; i += 8) {
    const auto limits = log(lanes_at(curve.survival, i, n, 1), lanes_at(curve.error, i, n, 0), z);
    put(limits.lower, curve.lower, i, n);
    put(limits.upper, curve.upper, i, n);
  }
}

REPERE_HOT_LOOP void add_log_log(const Curve& curve, std::size_t n, double z) {
  for (std::size_t i = 0; i < n; i += 8) {
    const auto limits = log_log(lanes_at(curve.survival, i, n, 1), lanes_at(curve.error, i, n, 0), z);
    put(limits.lower, curve.lower, i, n);
    put(limits.upper, curve.upper, i, n);
  }
}

// Not vectorised: near 0 their last digits are those that R's formula loses, which only the same steps give.
template <class One>
void one_by_one(const Curve& curve, std::size_t n, double z, One one) {
  for (std::size_t i = 0; i < n; ++i) {
    const Limits limits = one(curve.survival[i], curve.error[i], z);
    curve.lower[i] = limits.lower;
    curve.upper[i] = limits.upper;
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
    case LimitScale::logit:
      return one_by_one(curve, survival.size(), z, logit);
    case LimitScale::arcsin:
      return one_by_one(curve, survival.size(), z, arcsin);
  }
}

Limits survival_limits(double survival, double relative_error, double z, LimitScale scale) {
  Limits limits{nan, nan};
  survival_limits({&survival, 1}, {&relative_error, 1}, z, scale, {&limits.lower, 1}, {&limits.upper, 1});
  return limits;
}

}  // namespace repere::statistics
