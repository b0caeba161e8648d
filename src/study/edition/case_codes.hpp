#pragma once
#include <map>
#include <string>
#include <vector>

#include "domain/network/regions.hpp"
#include "study/population.hpp"

namespace repere::study {

/// What tables are split by.
struct NamedGroup {
  std::string id;
  Text label;
};

/// Where each case of a study counts: its period, its region, its side of the network and centre.
/// Shape: vectors of codes have one entry a row of `rows`
struct CaseCodes {
  std::vector<std::uint32_t> rows;  ///< of the cohort
  std::vector<NamedGroup> periods;  ///< with one more for cases of none, when there are any
  std::vector<NamedGroup> regions;  ///< with one more for those whose region is not known
  std::vector<std::uint16_t> period, region;

  enum Side : std::uint8_t { inside, outside, not_known };
  /// By the variable that decides the side.
  struct OfNetwork {
    std::vector<std::uint8_t> side;
    std::vector<NamedGroup> centres;    ///< those with cases inside
    std::vector<std::uint16_t> centre;  ///< only where the side is inside
  };
  std::map<std::string, OfNetwork> networks;  ///< "first_surgery_network", "centre_network"
};

CaseCodes case_codes(const Cohort& cohort, const Population& population, const Regions& regions);

}  // namespace repere::study
