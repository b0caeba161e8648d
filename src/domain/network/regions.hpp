#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/edition.hpp"

namespace repere {

/// A region and its departments, all under INSEE's codes.
struct Region {
  std::string code;  ///< "84"
  std::string name;  ///< "Auvergne-Rhône-Alpes"
  std::vector<std::string> departments;
  std::int64_t inhabitants = 0;  ///< 0: not known

  bool operator==(const Region&) const = default;
};

struct Regions {
  Edition edition;
  std::vector<Region> rows;  ///< in the order of the file

  /// The region of a department; null when none is recorded.
  const Region* of_department(std::string_view department) const {
    for (const Region& one : rows)
      for (const std::string& code : one.departments)
        if (code == department) return &one;
    return nullptr;
  }
};

}  // namespace repere
