#pragma once
#include <cstdint>
#include <vector>

#include "study/cohort.hpp"
#include "study/definition.hpp"
#include "study/results.hpp"

namespace repere::study {

/// Cases split into groups.
/// Shape: code has one entry a case: a row of `groups`, or CohortColumn::no_code when it is in none
struct Groups {
  struct Group {
    std::string id;
    Text label;
  };
  Text label;  ///< what splits them
  std::vector<Group> groups;
  std::vector<std::uint16_t> code;
};

/// The periods of a study, by year of diagnosis.
Groups period_groups(const Cohort& cohort, const std::vector<PeriodDefinition>& periods);

/// The groups that a grouping names. Without groups of its own, every level that answers is one.
/// Errors: incorrect when the variable is not there or is no category or answer, or a level is not there or
///   stands twice
Result<Groups> groups_of(const Cohort& cohort, const Grouping& grouping, const StudyDefinition& study);

/// The levels of a category or answer as groups, those that answer nothing too; an answer that no act gives
/// counts as `absent` says.
Groups level_groups(const CohortColumn& column, const Text& label, AbsentActs absent);

}  // namespace repere::study
