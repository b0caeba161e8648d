#pragma once

namespace repere {

/// A place on the earth. Units: degrees, WGS 84
struct Position {
  double latitude = 0, longitude = 0;
  bool operator==(const Position&) const = default;
};

/// The straight line along the ground between two places, by the haversine formula on a sphere of WGS 84's mean radius: within
/// 0.6 % of the ellipsoid's, less than roads add.
/// Units: kilometres
/// Source: mean radius (2a + b) / 3 = 6371.0088 km, Moritz 2000, "Geodetic Reference System 1980", J Geod 74:128
double distance_km(const Position& one, const Position& other);

}  // namespace repere
