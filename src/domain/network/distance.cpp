#include "domain/network/distance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace repere {

double distance_km(const Position& one, const Position& other) {
  constexpr double mean_radius_km = 6371.0088, degree = std::numbers::pi / 180;
  const double up = std::sin((other.latitude - one.latitude) * degree / 2);
  const double across = std::sin((other.longitude - one.longitude) * degree / 2);
  const double h =
      up * up + std::cos(one.latitude * degree) * std::cos(other.latitude * degree) * across * across;
  return 2 * mean_radius_km * std::asin(std::sqrt(std::min(1.0, h)));
}

}  // namespace repere
