#pragma once
#include <filesystem>

#include "base/result.hpp"
#include "domain/age_standard.hpp"

namespace repere {

/// Reads and checks survival/age_standards.csv of a knowledge folder.
/// Errors: not_found if the file or its sidecar is missing; incorrect with every problem: file, line, field, what to change
Result<AgeStandards> load_age_standards(const std::filesystem::path& folder);

}  // namespace repere
