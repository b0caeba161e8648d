#pragma once
#include <string>
#include <vector>

#include "domain/edition.hpp"
#include "domain/network/distance.hpp"

namespace repere {

/// The land of one department. Shape: closed rings, the last point joined to the first
struct Outline {
  std::string department;
  std::vector<std::vector<Position>> rings;
};

struct Outlines {
  Edition edition;
  std::vector<Outline> all;
};

}  // namespace repere
