#pragma once
#include <vector>

#include "workflows/audit/audit_trail.hpp"

namespace repere::workflows {

/// Every deed that a line of the trail can tell of, in the order of their numbers.
std::vector<Deed> all_deeds();

}  // namespace repere::workflows
