#pragma once
#include <string>

#include "domain/access/permit.hpp"

namespace repere::access {

/// The centre at which somebody works: of the first such appointment; empty for those who work for the network.
inline std::string own_centre(const Caller& caller) {
  for (const auto& appointment : caller.appointments)
    if (is_of_a_centre(appointment.role)) return appointment.centre;
  return {};
}

}  // namespace repere::access
