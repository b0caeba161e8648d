#include "study/describe.hpp"

#include "study/quantiles.hpp"

namespace repere::study {
namespace {

// Calls `visit(column)` with the columns of the table that a case belongs to: all, and its period.
template <class Visit>
void for_columns_of(const Population& population, std::uint32_t row, Visit visit) {
  visit(std::size_t{0});
  const std::uint16_t period = population.periods.code[row];
  if (period != CohortColumn::no_code) visit(static_cast<std::size_t>(period) + 1);
}

DescriptionRow missing_row(const std::string& variable, std::size_t columns) {
  return {.variable = variable,
          .level = "missing",
          .label = {"non renseigné ou sans objet", "not recorded or not applicable"},
          .cells = std::vector<DescriptionCell>(columns)};
}

bool all_empty(const DescriptionRow& row) { return row.cells[0].n == 0; }

void describe_number(const Variable& variable, const CohortColumn& column, const Population& population,
                     Description& out) {
  const std::size_t columns = out.columns.size();
  std::vector<std::vector<double>> values(columns);
  DescriptionRow missing = missing_row(variable.id, columns);
  for (const std::uint32_t row : population.rows)
    for_columns_of(population, row, [&](std::size_t at) {
      if (column.missing(row))
        ++missing.cells[at].n;
      else
        values[at].push_back(column.value[row]);
    });
  DescriptionRow medians{.variable = variable.id, .label = label_with_unit(variable), .heading = true};
  for (std::vector<double>& one : values) {
    DescriptionCell cell{.n = one.size()};
    if (!one.empty()) {
      const Quartiles quartiles = quartiles_of(one);
      cell.median = quartiles.median;
      cell.q1 = quartiles.q1;
      cell.q3 = quartiles.q3;
    }
    medians.cells.push_back(cell);
  }
  out.rows.push_back(std::move(medians));
  if (!all_empty(missing)) out.rows.push_back(std::move(missing));
}

void describe_levels(const Variable& variable, const CohortColumn& column, const Population& population,
                     AbsentActs absent, Description& out) {
  const Groups levels = level_groups(column, variable.label, absent);
  const std::size_t columns = out.columns.size();
  std::vector<DescriptionRow> rows;
  for (const Groups::Group& level : levels.groups)
    rows.push_back({.variable = variable.id,
                    .level = level.id,
                    .label = level.label,
                    .cells = std::vector<DescriptionCell>(columns)});
  rows.push_back(missing_row(variable.id, columns));
  std::vector<std::size_t> known(columns, 0);
  for (const std::uint32_t row : population.rows) {
    const std::uint16_t code = levels.code[row];
    const std::size_t level = code == CohortColumn::no_code ? rows.size() - 1 : code;
    const bool answers = code != CohortColumn::no_code && column.levels[code].answers;
    for_columns_of(population, row, [&](std::size_t at) {
      ++rows[level].cells[at].n;
      known[at] += answers;
    });
  }
  out.rows.push_back({.variable = variable.id,
                      .label = variable.label,
                      .heading = true,
                      .cells = std::vector<DescriptionCell>(columns)});
  for (std::size_t level = 0; level < rows.size(); ++level) {
    if (all_empty(rows[level])) continue;
    const bool answers = level < column.levels.size() && column.levels[level].answers;
    for (std::size_t at = 0; answers && at < columns; ++at)
      if (known[at] > 0)
        rows[level].cells[at].share =
            static_cast<double>(rows[level].cells[at].n) / static_cast<double>(known[at]);
    out.rows.push_back(std::move(rows[level]));
  }
}

}  // namespace

Text unit_words(const std::string& unit) {
  if (unit == "years") return {"ans", "years"};
  if (unit == "days") return {"jours", "days"};
  if (unit == "year") return {};
  return {unit, unit};
}

Text label_with_unit(const Variable& variable) {
  const Text unit = unit_words(variable.unit);
  if (unit.en.empty()) return variable.label;
  return {variable.label.fr + " (" + unit.fr + ")", variable.label.en + " (" + unit.en + ")"};
}

Result<Description> describe(const Cohort& cohort, const Population& population,
                             const StudyDefinition& study) {
  Description description{.columns = table_columns(population)};
  for (const std::string& id : study.description) {
    const auto row = variable_named(id);
    if (!row) return fail(ErrorKind::incorrect, "table 1 names a variable that is not there: '" + id + "'");
    const Variable& variable = variables()[*row];
    const CohortColumn& column = cohort.column(*row);
    if (variable.type == Type::date)
      return fail(ErrorKind::incorrect, "table 1 cannot describe the date '" + id + "': take diagnosis_year");
    if (variable.type == Type::number)
      describe_number(variable, column, population, description);
    else
      describe_levels(variable, column, population, study.absent_acts, description);
  }
  return description;
}

}  // namespace repere::study
