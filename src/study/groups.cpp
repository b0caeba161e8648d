#include "study/groups.hpp"

#include <algorithm>

#include "base/nearest_name.hpp"

namespace repere::study {
namespace {

constexpr std::uint16_t none = CohortColumn::no_code;

// Which group each level belongs to.
Result<std::vector<std::uint16_t>> group_of_levels(const Grouping& grouping, const Groups& levels) {
  std::vector<std::uint16_t> group(levels.groups.size(), none);
  std::vector<std::string_view> names;
  for (const auto& level : levels.groups) names.emplace_back(level.id);
  for (std::size_t i = 0; i < grouping.groups.size(); ++i)
    for (const std::string& wanted : grouping.groups[i].levels) {
      const auto found = std::find(names.begin(), names.end(), wanted);
      if (found == names.end())
        return fail(ErrorKind::incorrect, "'" + wanted + "' is not a level of " + grouping.variable +
                                              did_you_mean(wanted, names) + "Its levels: " + list_of(names));
      std::uint16_t& of_level = group[static_cast<std::size_t>(found - names.begin())];
      if (of_level != none)
        return fail(ErrorKind::incorrect,
                    "level '" + wanted + "' of " + grouping.variable + " stands in two groups");
      of_level = static_cast<std::uint16_t>(i);
    }
  return group;
}

// The same cases in the groups that `grouping` makes of the levels.
Result<Groups> regrouped(Groups levels, const Grouping& grouping) {
  const auto group = group_of_levels(grouping, levels);
  if (!group) return tl::unexpected(group.error());
  for (std::uint16_t& code : levels.code)
    if (code != none) code = (*group)[code];
  levels.groups.clear();
  for (const LevelGroup& one : grouping.groups) levels.groups.push_back({one.id, one.label});
  return levels;
}

// Without the levels that answer nothing.
Groups answering(Groups levels, const CohortColumn& column) {
  for (std::uint16_t& code : levels.code)
    if (code != none && !column.levels[code].answers) code = none;
  return levels;
}

}  // namespace

Groups period_groups(const Cohort& cohort, const std::vector<PeriodDefinition>& periods) {
  Groups groups{.label = {"Période du diagnostic", "Period of diagnosis"}};
  for (const PeriodDefinition& one : periods) groups.groups.push_back({one.id, one.label});
  const CohortColumn& year = cohort.column("diagnosis_year");
  groups.code.assign(cohort.size(), none);
  for (std::size_t row = 0; row < cohort.size(); ++row)
    for (std::size_t i = 0; i < periods.size(); ++i)
      if (year.value[row] >= periods[i].from && year.value[row] <= periods[i].until)
        groups.code[row] = static_cast<std::uint16_t>(i);
  return groups;
}

Groups level_groups(const CohortColumn& column, const Text& label, AbsentActs absent) {
  Groups groups{.label = label, .code = column.code};
  for (const Level& level : column.levels) groups.groups.push_back({level.code, level.label});
  if (column.type != Type::answer) return groups;
  const auto counts_as =
      static_cast<std::uint16_t>(absent == AbsentActs::no ? AnswerCode::no : AnswerCode::unknown);
  for (std::uint16_t& code : groups.code)
    if (code == static_cast<std::uint16_t>(AnswerCode::not_recorded)) code = counts_as;
  return groups;
}

Result<Groups> groups_of(const Cohort& cohort, const Grouping& grouping, const StudyDefinition& study) {
  if (grouping.variable == period_variable) {
    Groups periods = period_groups(cohort, study.periods);
    return grouping.groups.empty() ? Result<Groups>(std::move(periods))
                                   : regrouped(std::move(periods), grouping);
  }
  const auto variable = variable_named(grouping.variable);
  if (!variable) return fail(ErrorKind::incorrect, "there is no variable '" + grouping.variable + "'");
  const CohortColumn& column = cohort.column(*variable);
  if (column.type != Type::category && column.type != Type::answer)
    return fail(ErrorKind::incorrect, "'" + grouping.variable + "' is a " +
                                          std::string(name_of(column.type)) +
                                          ": cases are split by a category");
  Groups levels = level_groups(column, variables()[*variable].label, study.absent_acts);
  return grouping.groups.empty() ? Result<Groups>(answering(std::move(levels), column))
                                 : regrouped(std::move(levels), grouping);
}

}  // namespace repere::study
