#include "study/cohort.hpp"

namespace repere::study {

Result<Cohort> Cohort::of(const registry::Registry& registry, const ReferenceData& reference) {
  auto pathway = Pathway::of(registry);
  if (!pathway) return tl::unexpected(pathway.error());
  Cohort cohort;
  cohort.registry_ = &registry;
  cohort.reference_ = &reference;
  cohort.pathway_ = std::make_unique<Pathway>(std::move(*pathway));
  cohort.columns_.resize(variables().size());
  return cohort;
}

const CohortColumn& Cohort::column(std::size_t variable) const {
  REPERE_ENSURE(variable < columns_.size());
  std::unique_ptr<CohortColumn>& column = columns_[variable];
  if (column) return *column;
  const Variable& what = variables()[variable];
  column = std::make_unique<CohortColumn>();
  column->type = what.type;
  if (what.type == Type::answer) column->levels = answer_levels();
  if (what.levels) column->levels = what.levels(*reference_);
  what.fill(CohortSource{*registry_, *reference_, *pathway_}, *column);
  return *column;
}

}  // namespace repere::study
