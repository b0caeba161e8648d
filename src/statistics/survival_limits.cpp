#include "statistics/survival_limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Limits plain(double s, double error, double z) {
  const double half = error * s * z;
  if (std::isnan(half)) return {nan, nan};
  return {std::max(s - half, 0.0), std::min(s + half, 1.0)};
}

Limits log(double s, double error, double z) {
  if (error == 0) return {s, s};
  if (s == 0) return {nan, nan};
  return {std::exp(std::log(s) - z * error), std::min(std::exp(std::log(s) + z * error), 1.0)};
}

Limits log_log(double s, double error, double z) {
  if (error == 0) return {s, s};
  if (s == 0 || s == 1) return {nan, nan};
  const double centre = std::log(-std::log(s));
  const double half = z * error / std::log(s);  // negative
  return {std::exp(-std::exp(centre - half)), std::exp(-std::exp(centre + half))};
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

}  // namespace

Limits survival_limits(double survival, double relative_error, double z, LimitScale scale) {
  switch (scale) {
    case LimitScale::log:
      return log(survival, relative_error, z);
    case LimitScale::log_log:
      return log_log(survival, relative_error, z);
    case LimitScale::plain:
      return plain(survival, relative_error, z);
    case LimitScale::logit:
      return logit(survival, relative_error, z);
    case LimitScale::arcsin:
      return arcsin(survival, relative_error, z);
  }
  return {nan, nan};
}

}  // namespace repere::statistics
