#include "study/population.hpp"

namespace repere::study {

Population population_of(const Cohort& cohort, const StudyDefinition& study) {
  Population population;
  population.periods = period_groups(cohort, study.periods);
  population.rows.resize(cohort.size());
  for (std::size_t row = 0; row < cohort.size(); ++row)
    population.rows[row] = static_cast<std::uint32_t>(row);
  population.flow.push_back({.label = {"Tumeurs lues", "Tumours read"}, .kept = cohort.size()});
  for (const PopulationStep& step : study.population) {
    const Truths truths = step.keep.evaluate(cohort, study.absent_acts);
    FlowStep flow{.label = step.label, .expression = step.keep.text()};
    std::vector<std::uint32_t> kept;
    kept.reserve(population.rows.size());
    for (const std::uint32_t row : population.rows) {
      if (truths[row] == Truth::yes) kept.push_back(row);
      flow.excluded += truths[row] == Truth::no;
      flow.excluded_unknown += truths[row] == Truth::open;
    }
    flow.kept = kept.size();
    population.rows = std::move(kept);
    population.flow.push_back(std::move(flow));
  }
  return population;
}

std::vector<Column> table_columns(const Population& population) {
  std::vector<Column> columns{{"all", {"Tous", "All"}, population.rows.size()}};
  for (const Groups::Group& period : population.periods.groups)
    columns.push_back({period.id, period.label, 0});
  for (const std::uint32_t row : population.rows) {
    const std::uint16_t period = population.periods.code[row];
    if (period != CohortColumn::no_code) ++columns[period + 1u].n;
  }
  return columns;
}

Filtered filtered(const Cohort& cohort, const std::vector<std::uint32_t>& rows, const Expression& filter,
                  AbsentActs absent) {
  const Truths truths = filter.evaluate(cohort, absent);
  Filtered kept;
  kept.rows.reserve(rows.size());
  for (const std::uint32_t row : rows) {
    if (truths[row] == Truth::yes) kept.rows.push_back(row);
    kept.open += truths[row] == Truth::open;
  }
  return kept;
}

}  // namespace repere::study
