#include "study/model_terms.hpp"

#include "base/numbers.hpp"
#include "study/describe.hpp"

namespace repere::study {
namespace {

constexpr std::uint16_t none = CohortColumn::no_code;

/// A term over all cases of the cohort: a number, or a group.
struct Coded {
  const TermDefinition* definition = nullptr;
  Text label;
  const CohortColumn* number = nullptr;  // of a number
  Groups groups;                         // of a category; the last one is "missing" when it has its own level
  std::uint16_t reference = none;

  bool has_value(std::uint32_t row) const {
    return number ? !number->missing(row) : groups.code[row] != none;
  }
};

Text number_label(const Variable& variable, double per) {
  if (per == 1 && variable.unit.empty()) return variable.label;
  const Text unit = unit_words(variable.unit);
  const std::string amount = shortest_text(per);
  const auto with = [&](const std::string& label, const char* word, const std::string& unit_word) {
    return label + " (" + word + " " + amount + (unit_word.empty() ? "" : " " + unit_word) + ")";
  };
  return {with(variable.label.fr, "pour", unit.fr), with(variable.label.en, "per", unit.en)};
}

Result<Coded> code_number(const Cohort& cohort, const TermDefinition& term, std::size_t variable) {
  if (!(term.per > 0)) return fail(ErrorKind::incorrect, "term " + term.of.variable + ": per is not above 0");
  Coded coded{.definition = &term, .label = number_label(variables()[variable], term.per)};
  coded.number = &cohort.column(variable);
  return coded;
}

// Cases whose value is missing get a level of their own behind the others.
void add_missing_level(Groups& groups) {
  const auto level = static_cast<std::uint16_t>(groups.groups.size());
  groups.groups.push_back({"missing", {"non renseigné ou inconnu", "not recorded or unknown"}});
  for (std::uint16_t& code : groups.code)
    if (code == none) code = level;
}

Result<Coded> code_category(const Cohort& cohort, const TermDefinition& term, const StudyDefinition& study) {
  auto groups = groups_of(cohort, term.of, study);
  if (!groups) return fail_in("term " + term.of.variable, groups.error());
  Coded coded{.definition = &term, .label = groups->label, .groups = std::move(*groups)};
  if (term.missing == MissingValues::own_level) add_missing_level(coded.groups);
  std::string ids;
  for (std::size_t i = 0; i < coded.groups.groups.size(); ++i) {
    if (coded.groups.groups[i].id == term.reference) coded.reference = static_cast<std::uint16_t>(i);
    ids += (i ? ", " : "") + coded.groups.groups[i].id;
  }
  if (coded.reference == none)
    return fail(ErrorKind::incorrect, "term " + term.of.variable + ": the reference '" + term.reference +
                                          "' is not one of its levels: " + ids);
  return coded;
}

Result<Coded> code_term(const Cohort& cohort, const TermDefinition& term, const StudyDefinition& study) {
  const auto variable = variable_named(term.of.variable);
  if (variable && variables()[*variable].type == Type::number) return code_number(cohort, term, *variable);
  return code_category(cohort, term, study);
}

// Keeps the cases that have a value in every term; says how many each term cost, the first one that lacks it
// counting.
void drop_incomplete(ModelMatrix& matrix, const std::vector<Coded>& terms) {
  std::vector<std::size_t> without(terms.size(), 0);
  Observed& cases = matrix.cases;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < cases.rows.size(); ++i) {
    std::size_t term = 0;
    while (term < terms.size() && terms[term].has_value(cases.rows[i])) ++term;
    if (term < terms.size()) {
      ++without[term];
      continue;
    }
    cases.rows[kept] = cases.rows[i];
    cases.days[kept] = cases.days[i];
    cases.event[kept] = cases.event[i];
    ++kept;
  }
  cases.rows.resize(kept);
  cases.days.resize(kept);
  cases.event.resize(kept);
  for (std::size_t term = 0; term < terms.size(); ++term)
    if (without[term] > 0)
      matrix.left_out.push_back(
          {std::to_string(without[term]) + " sans valeur : " + terms[term].label.fr,
           std::to_string(without[term]) + " without a value: " + terms[term].label.en});
}

void add_number(ModelMatrix& matrix, const Coded& term) {
  ModelColumn column{
      .variable = term.definition->of.variable, .label = term.label, .n = matrix.cases.rows.size()};
  column.values.reserve(column.n);
  for (std::size_t i = 0; i < column.n; ++i) {
    column.values.push_back(term.number->value[matrix.cases.rows[i]] / term.definition->per);
    column.events += matrix.cases.event[i];
  }
  matrix.columns.push_back(std::move(column));
}

void add_category(ModelMatrix& matrix, const Coded& term) {
  const Observed& cases = matrix.cases;
  std::vector<ModelColumn> columns;
  for (std::size_t level = 0; level < term.groups.groups.size(); ++level) {
    const Groups::Group& group = term.groups.groups[level];
    columns.push_back(
        {.variable = term.definition->of.variable,
         .level = group.id,
         .label = {term.label.fr + " : " + group.label.fr, term.label.en + ": " + group.label.en},
         .reference = level == term.reference});
  }
  for (std::size_t i = 0; i < cases.rows.size(); ++i) {
    ModelColumn& column = columns[term.groups.code[cases.rows[i]]];
    if (!column.reference && column.values.empty()) column.values.assign(cases.rows.size(), 0);
    if (!column.reference) column.values[i] = 1;
    ++column.n;
    column.events += cases.event[i];
  }
  // The reference first, as tables print it; levels that nobody has are not printed.
  matrix.columns.push_back(std::move(columns[term.reference]));
  for (std::size_t level = 0; level < columns.size(); ++level)
    if (level != term.reference && columns[level].n > 0) matrix.columns.push_back(std::move(columns[level]));
}

}  // namespace

Result<ModelMatrix> model_matrix(const Cohort& cohort, Observed cases, const ModelDefinition& model,
                                 const StudyDefinition& study) {
  std::vector<Coded> terms;
  for (const TermDefinition& term : model.terms) {
    auto coded = code_term(cohort, term, study);
    if (!coded) return tl::unexpected(coded.error());
    terms.push_back(std::move(*coded));
  }
  if (terms.empty()) return fail(ErrorKind::incorrect, "a model without terms: add one");
  ModelMatrix matrix{.cases = std::move(cases)};
  drop_incomplete(matrix, terms);
  for (const Coded& term : terms) {
    if (term.number)
      add_number(matrix, term);
    else
      add_category(matrix, term);
  }
  return matrix;
}

}  // namespace repere::study
