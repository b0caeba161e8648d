#include "study/run.hpp"

#include "domain/access/told_count.hpp"
#include "domain/registry/tables.hpp"
#include "study/describe.hpp"
#include "study/indicators.hpp"
#include "study/model_results.hpp"
#include "base/nearest_name.hpp"
#include "study/survival_results.hpp"

namespace repere::study {
namespace {

DataIdentity identity_of(const registry::Registry& registry, const RunContext& context) {
  DataIdentity data{.datasets = registry.datasets,
                    .patients = registry.patients.size(),
                    .tumours = registry.tumours.size(),
                    .origin = context.origin,
                    .revision = context.revision,
                    .program_version = context.program_version,
                    .generated_at = context.generated_at};
  registry::for_each_act_table([&](const auto& table) { data.acts += (registry.*(table.rows)).size(); });
  for (const registry::Dataset& one : registry.datasets) data.synthetic |= one.synthetic;
  return data;
}

Result<const IndicatorDefinition*> indicator_named(const std::string& id,
                                                   const std::vector<IndicatorDefinition>& indicators) {
  std::vector<std::string_view> names;
  for (const IndicatorDefinition& one : indicators) {
    if (one.id == id) return &one;
    names.emplace_back(one.id);
  }
  return fail(ErrorKind::incorrect, "there is no indicator '" + id + "'" + did_you_mean(id, names) +
                                        "The indicators: " + list_of(names, 30));
}

Result<void> add_indicators(StudyResults& results, const Cohort& cohort, const Population& population,
                            const StudyDefinition& study,
                            const std::vector<IndicatorDefinition>& indicators) {
  for (const std::string& id : study.indicators) {
    const auto definition = indicator_named(id, indicators);
    if (!definition) return tl::unexpected(definition.error());
    auto measured = measure(cohort, population, **definition, study.level);
    if (!measured) return tl::unexpected(measured.error());
    results.indicators.push_back(std::move(*measured));
  }
  return {};
}

Result<void> add_survival_and_models(StudyResults& results, const Cohort& cohort,
                                     const Population& population, const StudyDefinition& study) {
  const Endpoints endpoints(cohort, study);
  for (const SurvivalDefinition& one : study.survival) {
    auto survival = estimate_survival(cohort, population, endpoints, one, study);
    if (!survival) return tl::unexpected(survival.error());
    results.survival.push_back(std::move(*survival));
  }
  for (const ModelDefinition& one : study.models) {
    auto model = fit_model(cohort, population, endpoints, one, study);
    if (!model) return tl::unexpected(model.error());
    results.models.push_back(std::move(*model));
  }
  for (const Endpoints::One& one : endpoints.all()) {
    const Observed used = observed(one.times, population.rows);
    if (used.inexact == 0) continue;
    const std::string n = std::to_string(used.inexact);
    results.notes.push_back(
        {one.definition->title.fr + " : " + n + " durées reposent sur une date partielle.",
         one.definition->title.en + ": " + n + " durations rest on a partial date."});
  }
  return {};
}

void note_cases_without_period(StudyResults& results, const Population& population) {
  if (population.periods.groups.empty()) return;
  std::size_t without = 0;
  for (const std::uint32_t row : population.rows)
    without += population.periods.code[row] == CohortColumn::no_code;
  if (without == 0) return;
  const std::string n = std::to_string(without);
  results.notes.push_back(
      {n + " cas de la population ne sont d'aucune période : ils comptent dans la colonne « Tous » "
           "seulement.",
       n + " cases of the population are in no period: they count in the column \"All\" only."});
}

// Few of them could be recognised: their number is then not said.
void note_objections(StudyResults& results, std::int64_t objected) {
  if (objected == 0) return;
  const auto told = access::told_count(objected);
  const std::string n = std::to_string(told.number);
  results.notes.push_back(
      {(told.fewer_than ? "Moins de " + n : n) + " patients ne sont pas dans cette étude : ils se sont opposés à la recherche.",
       (told.fewer_than ? "Fewer than " + n : n) + " patients are not in this study: they objected to research."});
}

void note_open_denominators(StudyResults& results) {
  for (const IndicatorResult& one : results.indicators) {
    if (one.cells.empty() || one.cells[0].denominator_unknown == 0) continue;
    const std::string n = std::to_string(one.cells[0].denominator_unknown);
    results.notes.push_back(
        {one.title.fr + " : " + n + " cas exclus, on ne peut dire s'ils sont du dénominateur.",
         one.title.en + ": " + n + " cases left out, one cannot say whether they are in the denominator."});
  }
}

}  // namespace

Result<StudyResults> run_study(const StudyDefinition& study,
                               const std::vector<IndicatorDefinition>& indicators,
                               const registry::Registry& registry, const ReferenceData& reference,
                               const RunContext& context) {
  const auto cohort = Cohort::of(registry, reference);
  if (!cohort) return tl::unexpected(cohort.error());
  StudyResults results{.id = study.id,
                       .version = study.version,
                       .title = study.title,
                       .purpose = study.purpose,
                       .sources = study.sources,
                       .assumptions = study.assumptions,
                       .level = study.level,
                       .data = identity_of(registry, context)};
  Population population = population_of(*cohort, study);
  results.flow = population.flow;
  results.periods = table_columns(population);
  results.periods.erase(results.periods.begin());
  auto description = describe(*cohort, population, study);
  if (!description) return tl::unexpected(description.error());
  results.description = std::move(*description);
  if (auto added = add_indicators(results, *cohort, population, study, indicators); !added)
    return tl::unexpected(added.error());
  note_objections(results, context.objected);
  note_cases_without_period(results, population);
  note_open_denominators(results);
  if (auto added = add_survival_and_models(results, *cohort, population, study); !added)
    return tl::unexpected(added.error());
  results.definitions = definitions_of(study);
  return results;
}

}  // namespace repere::study
