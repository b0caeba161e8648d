#pragma once
#include <string>

#include "study/results.hpp"

namespace repere::report {

/// All that a study run found, at full precision; texts in both languages. Keys are the names of
/// study/results.hpp.
std::string results_json(const study::StudyResults& results);

}  // namespace repere::report
