#pragma once
#include <string>

namespace repere::access {

/// docs/access.md: the policy table as people read it.
std::string policy_document();

}  // namespace repere::access
