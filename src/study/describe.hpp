#pragma once
#include "study/population.hpp"

namespace repere::study {

/// Table 1: for each variable, counts and shares or median and quartiles, in all cases and by period.
/// Errors: incorrect when a variable is not there or is a date
Result<Description> describe(const Cohort& cohort, const Population& population,
                             const StudyDefinition& study);

/// A variable's label with its unit.
Text label_with_unit(const Variable& variable);
/// A unit in both languages ("ans", "years").
Text unit_words(const std::string& unit);

}  // namespace repere::study
