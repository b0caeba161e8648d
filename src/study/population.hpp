#pragma once
#include <cstdint>
#include <vector>

#include "study/cohort.hpp"
#include "study/definition.hpp"
#include "study/groups.hpp"
#include "study/results.hpp"

namespace repere::study {

/// The cases that a study is about, and how they were chosen.
struct Population {
  std::vector<std::uint32_t> rows;  ///< of the cohort, ascending
  Groups periods;                   ///< of all cases of the cohort
  std::vector<FlowStep> flow;
};

/// Applies the steps one after the other: a case stays where the expression is true.
Population population_of(const Cohort& cohort, const StudyDefinition& study);

/// The columns of tables: all cases, then the periods, with their numbers of cases.
std::vector<Column> table_columns(const Population& population);

/// The cases of a population that a filter keeps, and how many it drops because it cannot be answered.
struct Filtered {
  std::vector<std::uint32_t> rows;
  std::size_t open = 0;
};
Filtered filtered(const Cohort& cohort, const std::vector<std::uint32_t>& rows, const Expression& filter,
                  AbsentActs absent);

}  // namespace repere::study
