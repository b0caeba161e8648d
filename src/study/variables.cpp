#include "study/variables.hpp"

#include "domain/code_lookup.hpp"

namespace repere::study {
namespace {

std::vector<Variable> all_variables() {
  std::vector<Variable> all;
  for (auto part : {patient_variables, tumour_variables, place_variables, surgery_variables,
                    before_surgery_variables, pathology_variables, treatment_variables, follow_up_variables})
    for (Variable& one : part()) all.push_back(std::move(one));
  return all;
}

CodeLookup lookup_of(const std::vector<Variable>& all) {
  CodeLookup lookup;
  for (const Variable& one : all) REPERE_ENSURE(lookup.add(one.id));
  return lookup;
}

}  // namespace

const std::vector<Variable>& variables() {
  static const std::vector<Variable> all = all_variables();
  return all;
}

std::optional<std::size_t> variable_named(std::string_view id) {
  static const CodeLookup lookup = lookup_of(variables());
  const std::uint16_t row = lookup.find(id);
  if (row == CohortColumn::no_code) return std::nullopt;
  return row;
}

std::size_t variable_index(std::string_view id) {
  const auto row = variable_named(id);
  REPERE_ENSURE(row.has_value());
  return *row;
}

}  // namespace repere::study
