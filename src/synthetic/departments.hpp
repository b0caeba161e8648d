#pragma once
#include <cstddef>
#include <span>
#include <string_view>

#include "synthetic/random.hpp"

namespace repere::synthetic {

struct DepartmentWeight {
  std::string_view code;  ///< INSEE
  int thousands;          ///< inhabitants, rounded
};
/// Source: general knowledge of INSEE's legal populations around 2015, rounded; used as weights only.
std::span<const DepartmentWeight> departments();
/// A row of departments(), by population.
std::size_t draw_department(Random& random);

}  // namespace repere::synthetic
