#include "storage/no_codes.hpp"

namespace repere::storage {

const registry::Codes& no_codes() {
  static const Histotypes histotypes;
  static const Sites sites;
  static const Centres centres;
  static const registry::Codes codes{histotypes, sites, centres};
  return codes;
}

}  // namespace repere::storage
