#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/reference_data.hpp"
#include "domain/registry/records.hpp"
#include "study/columns.hpp"
#include "study/pathway.hpp"

// The documented variables: what a study may filter by, count, compare and model. One row a tumour.
namespace repere::study {

/// What the columns are computed from. Borrowed.
struct CohortSource {
  const registry::Registry& registry;
  const ReferenceData& reference;
  const Pathway& pathway;

  std::size_t size() const { return registry.tumours.size(); }
  const registry::Tumour& tumour(std::size_t row) const { return registry.tumours[row]; }
  const registry::Patient& patient(std::size_t row) const { return registry.patients[tumour(row).patient]; }
};

/// A variable: what it means, what it can be, how it is computed.
struct Variable {
  std::string id;  ///< as expressions write it ("biopsy_before_surgery")
  Type type = Type::category;
  std::string unit;  ///< of a number ("years", "mm", "days"); else empty
  Text label;
  Text meaning;        ///< what it is and how it is computed
  std::string source;  ///< the paper or convention behind it
  /// The levels of a category, known without the data; null when only the data give them (centres,
  /// departments).
  std::vector<Level> (*levels)(const ReferenceData&) = nullptr;
  /// Where the levels that reference data give are listed; empty when docs/variables.md lists them.
  std::string levels_listed_in;
  /// Fills the vectors of `column`, whose type is set; and its levels where they are not known without the
  /// data.
  void (*fill)(const CohortSource&, CohortColumn& column) = nullptr;
};

/// All variables, in the order of the document.
const std::vector<Variable>& variables();
/// The row of a variable in variables(); nothing when there is none of this name.
std::optional<std::size_t> variable_named(std::string_view id);
/// The row of a variable that the code itself names; a name that is not there is our mistake.
std::size_t variable_index(std::string_view id);

/// docs/variables.md.
std::string variables_document();

// The parts of the table, each in its file.
std::vector<Variable> patient_variables();
std::vector<Variable> tumour_variables();
std::vector<Variable> place_variables();
std::vector<Variable> surgery_variables();
std::vector<Variable> before_surgery_variables();
std::vector<Variable> pathology_variables();
std::vector<Variable> treatment_variables();
std::vector<Variable> follow_up_variables();

}  // namespace repere::study
