#pragma once
#include <string>
#include <vector>

#include "domain/edition.hpp"

namespace repere {

/// A standard population by age, to compare survival between populations of other ages.
struct AgeStandard {
  /// Those of this age or older, but younger than the next class.
  struct Class {
    double from;    ///< whole years
    double weight;  ///< people
  };

  std::string name;            ///< "icss1"
  std::vector<Class> classes;  ///< ascending
};

/// All that are shipped, with where they come from.
struct AgeStandards {
  Edition edition;
  std::vector<AgeStandard> standards;
};

}  // namespace repere
