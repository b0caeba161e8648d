#pragma once
#include "workflows/cases/asking.hpp"
#include "workflows/reach/reach_store.hpp"

namespace repere::workflows {

inline constexpr int reach_weeks = 52;

/// What the public pages reached in the last `weeks` weeks, this one included; small numbers protected.
/// Errors: forbidden when it is not the caller's to see (in the trail)
Result<reach::Report> read_reach(const Means& means, ReachStore& store, const Asking& asking, int weeks = reach_weeks);

}  // namespace repere::workflows
