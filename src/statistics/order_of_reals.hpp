#pragma once
#include <cstdint>
#include <vector>

#include "statistics/follow_up.hpp"

namespace repere::statistics {

struct PlacedReal {
  double value;
  std::uint32_t place;
};

/// The values of two runs of times, one after the other, in ascending order, each with the place it came from (the second
/// run's after the first's); equal ones in no particular order. They are thrown into many equally wide bins first and
/// sorted within them, which is close to linear unless nearly all fall into one.
/// Shape: finite, fewer than 2^32 together; result as long as both
std::vector<PlacedReal> in_order(const Times& times, const Times& more);

}  // namespace repere::statistics
