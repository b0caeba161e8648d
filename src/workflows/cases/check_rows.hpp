#pragma once
#include "domain/reference_data.hpp"
#include "domain/registry/records.hpp"

namespace repere::workflows {

/// Whether rows that a person entered can be true, as those of an import are asked.
/// Errors: incorrect with the first thing that cannot be, where, and what to change
Result<void> check_rows(const registry::Registry& rows, const ReferenceData& reference, Instant now);

}  // namespace repere::workflows
