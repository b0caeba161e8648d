#pragma once
#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/reference_data.hpp"
#include "study/definition.hpp"

namespace repere {

/// Reads and checks a study's definition; `name` stands for the file in messages.
/// Errors: incorrect with all that is wrong, one line each: file, line, field, what to change. Refused are
/// what
///   is not TOML, an unknown or missing key, a value of another type, an expression that does not hold (with
///   its column), an unknown variable, level, endpoint or reference, and ids given twice
Result<study::StudyDefinition> read_study(std::string_view text, std::string_view name,
                                          const ReferenceData& reference);

/// The same of an indicator.
Result<study::IndicatorDefinition> read_indicator(std::string_view text, std::string_view name,
                                                  const ReferenceData& reference);

/// The indicators of a folder, one a .toml file, by name of file.
/// Errors: those of read_indicator; incorrect if two have one id; not_found, unavailable
Result<std::vector<study::IndicatorDefinition>> load_indicators(const std::filesystem::path& folder,
                                                                const ReferenceData& reference);

/// A study's file, and the indicators of ../indicators beside the file's folder, else of the knowledge
/// folder. Errors: those of read_study and load_indicators; incorrect if the study names an indicator that is
/// not there
Result<study::Study> load_study(const std::filesystem::path& file, const ReferenceData& reference);

}  // namespace repere
