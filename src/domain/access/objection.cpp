#include "domain/access/objection.hpp"

namespace repere::access {

Purpose purpose_of(const Permit& permit) {
  if (permit.act() == Act::run_study || permit.act() == Act::export_cases) return Purpose::research;
  switch (permit.role()) {
    case Role::epidemiologist:
      return Purpose::research;
    case Role::data_manager:
    case Role::director:
    case Role::auditor:
    case Role::administrator:
      return Purpose::registry;
    default:
      return permit.act() == Act::read_indicators ? Purpose::registry : Purpose::care;
  }
}

}  // namespace repere::access
