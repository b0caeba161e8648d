#pragma once
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "domain/reference_data.hpp"
#include "domain/registry/records.hpp"
#include "study/pathway.hpp"
#include "study/variables.hpp"

namespace repere::study {

/// The cases in columns: one row a tumour, one column a documented variable. A column is filled when it is
/// first asked for. Borrows the registry and the reference data; for one thread.
class Cohort {
 public:
  /// Shape:  the acts of `registry` are sorted by tumour
  /// Errors: fault when they are not
  static Result<Cohort> of(const registry::Registry& registry, const ReferenceData& reference);

  std::size_t size() const { return registry_->tumours.size(); }
  const registry::Registry& registry() const { return *registry_; }
  const Pathway& pathway() const { return *pathway_; }

  /// The column of a row of variables().
  const CohortColumn& column(std::size_t variable) const;
  /// The column of a variable that the code itself names.
  const CohortColumn& column(std::string_view id) const { return column(variable_index(id)); }

 private:
  const registry::Registry* registry_ = nullptr;
  const ReferenceData* reference_ = nullptr;
  std::unique_ptr<Pathway> pathway_;
  mutable std::vector<std::unique_ptr<CohortColumn>> columns_;
};

}  // namespace repere::study
