#pragma once
#include <filesystem>

#include "base/result.hpp"
#include "domain/reference_data.hpp"

namespace repere {

/// Reads and checks classification/ and network/ of a knowledge folder; takes a few milliseconds.
/// Errors: not_found if a file or its sidecar is missing; incorrect with all that is wrong in every file, one
/// line each:
///   file, line, field, what to change
Result<ReferenceData> load_reference_data(const std::filesystem::path& folder);

}  // namespace repere
