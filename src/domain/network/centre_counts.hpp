#pragma once
#include <string>
#include <vector>

#include "domain/edition.hpp"

namespace repere {

/// How many centres one source says the network has. The sources disagree: all are kept, none is computed
/// with.
struct CentreCount {
  int count = 0;
  std::string what;
  std::string source;

  bool operator==(const CentreCount&) const = default;
};

struct CentreCounts {
  Edition edition;
  std::vector<CentreCount> rows;
};

}  // namespace repere
