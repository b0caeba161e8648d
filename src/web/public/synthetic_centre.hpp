#pragma once
#include "domain/network/centres.hpp"

// For tests.
namespace repere::web {

inline Centre synthetic(const char* code, const char* name, CentreSite site) {
  Centre centre;
  centre.code = code;
  centre.name = name;
  centre.sites.push_back(std::move(site));
  centre.roles.push_back({CentreRole::competence, {}, {}, Certainty::uncertain, "synthetic source"});
  return centre;
}

}  // namespace repere::web
