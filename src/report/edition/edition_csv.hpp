#pragma once
#include <string>

#include "study/edition/edition.hpp"

// The same numbers as in JSON: UTF-8, a header, commas, a point before decimals, empty where a number is protected.
namespace repere::report {

std::string indicator_csv(const study::EditionIndicator& indicator);
std::string survival_csv(const study::EditionSurvival& survival);
std::string activity_csv(const study::EditionActivity& activity);
std::string coverage_csv(const study::EditionCoverage& coverage);

}  // namespace repere::report
