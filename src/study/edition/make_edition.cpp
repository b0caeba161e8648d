#include "study/edition/make_edition.hpp"

#include <algorithm>

#include "base/nearest_name.hpp"
#include "study/edition/edition_coverage.hpp"
#include "study/edition/edition_curves.hpp"
#include "study/edition/indicator_tables.hpp"
#include "study/indicators.hpp"
#include "study/observed.hpp"
#include "study/survival_results.hpp"

namespace repere::study {
namespace {

Result<CountedIndicator> count(const Cohort& cohort, const Population& population,
                               const IndicatorDefinition& definition, double level) {
  auto described = measure(cohort, population, definition, level);
  if (!described) return tl::unexpected(described.error());
  CountedIndicator counted{.definition = &definition,
                           .described = std::move(*described),
                           .network = definition.network_side.value_or(""),
                           .answers = {},
                           .concerned = {},
                           .delay_days = {}};
  if (!counted.network.empty() && counted.network != "first_surgery_network" &&
      counted.network != "centre_network")
    return fail(ErrorKind::unsupported, "indicator " + definition.id +
                                            ": tables by centre are known for network_side "
                                            "first_surgery_network and centre_network, not " +
                                            counted.network);
  const Truths denominator = definition.denominator.evaluate(cohort, definition.absent_acts);
  const Truths numerator = definition.numerator
                               ? definition.numerator->evaluate(cohort, definition.absent_acts)
                               : Truths(cohort.size(), Truth::open);
  const CohortColumn* delay =
      definition.kind == IndicatorKind::delay ? &cohort.column(std::string_view(definition.delay)) : nullptr;
  for (const std::uint32_t row : population.rows) {
    const bool concerned = denominator[row] == Truth::yes;
    counted.concerned.push_back(concerned);
    counted.answers.push_back(!concerned                     ? CaseAnswer::not_concerned
                              : numerator[row] == Truth::yes ? CaseAnswer::yes
                              : numerator[row] == Truth::no  ? CaseAnswer::no
                                                             : CaseAnswer::unknown);
    if (!delay) continue;
    const bool exact = !delay->missing(row) && delay->low_of(row) == delay->high_of(row);
    counted.delay_days.push_back(exact ? delay->value[row] : CohortColumn::no_value);
  }
  return counted;
}

Result<std::vector<CountedIndicator>> count_all(const Cohort& cohort, const Population& population,
                                                const Study& study) {
  std::vector<CountedIndicator> all;
  for (const std::string& id : study.definition.indicators) {
    const auto found = std::find_if(study.indicators.begin(), study.indicators.end(),
                                    [&](const IndicatorDefinition& one) { return one.id == id; });
    if (found == study.indicators.end())
      return fail(ErrorKind::incorrect, "there is no indicator '" + id + "'");
    auto counted = count(cohort, population, *found, study.definition.level);
    if (!counted) return tl::unexpected(counted.error());
    all.push_back(std::move(*counted));
  }
  return all;
}

// An indicator of fewer cases than the threshold is left out whole.
void drop_too_small(std::vector<CountedIndicator>& indicators, const access::SmallNumbers& rule) {
  std::erase_if(indicators, [&](const CountedIndicator& one) {
    return std::count(one.concerned.begin(), one.concerned.end(), true) < rule.threshold;
  });
}

PublishedEdition frame(const Study& study, const registry::Registry& registry, const EditionRequest& request,
                       const RunContext& context, const Population& population) {
  PublishedEdition edition{.request = request,
                           .study = study.definition.id,
                           .study_version = study.definition.version,
                           .study_title = study.definition.title,
                           .sources = study.definition.sources,
                           .assumptions = study.definition.assumptions,
                           .level = study.definition.level,
                           .program_version = context.program_version,
                           .generated_at = context.generated_at};
  for (const registry::Dataset& one : registry.datasets) edition.synthetic |= one.synthetic;
  edition.periods = table_columns(population);
  edition.periods.erase(edition.periods.begin());
  for (Column& period : edition.periods) period.n = 0;  // numbers stand in the activity
  return edition;
}

}  // namespace

bool is_edition_id(std::string_view text) {
  const auto dash = text.find('-');
  const auto digits = [](std::string_view part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return dash == 4 && text.size() <= 8 && digits(text.substr(0, 4)) && digits(text.substr(5)) &&
         text[5] != '0';
}

Result<PublishedEdition> make_edition(const Study& study, const registry::Registry& registry,
                                      const ReferenceData& reference, const Regions& regions,
                                      const EditionRequest& request, const RunContext& context) {
  const auto cohort = Cohort::of(registry, reference);
  if (!cohort) return tl::unexpected(cohort.error());
  const Population population = population_of(*cohort, study.definition);
  PublishedEdition edition = frame(study, registry, request, context, population);
  const CaseCodes codes = case_codes(*cohort, population, regions);
  auto counted = count_all(*cohort, population, study);
  if (!counted) return tl::unexpected(counted.error());
  drop_too_small(*counted, request.rule);
  TableLayout layout(codes, request.rule);
  const std::vector<bool> everyone(codes.rows.size(), true);
  if (auto added = layout.add("", everyone); !added) return tl::unexpected(added.error());
  for (const CountedIndicator& one : *counted)
    if (auto added = layout.add(one.network, one.concerned); !added) return tl::unexpected(added.error());
  layout.lay_out();
  auto indicators = indicator_tables(*counted, codes, layout, request.rule, study.definition.level);
  if (!indicators) return tl::unexpected(indicators.error());
  edition.indicators = std::move(*indicators);
  const ActivitySplits splits = activity_splits(*cohort, codes, layout.find("", everyone), request.rule);
  edition.activity = activity_of(splits);
  edition.coverage = coverage_of(*cohort, codes, {reference.published_counts, regions}, splits,
                                 {request.rule, study.definition.level});
  const Endpoints endpoints(*cohort, study.definition);
  for (const SurvivalDefinition& one : study.definition.survival) {
    const auto survival = estimate_survival(*cohort, population, endpoints, one, study.definition);
    if (!survival) return tl::unexpected(survival.error());
    edition.survival.push_back(coarse(*survival, request.rule));
  }
  return edition;
}

}  // namespace repere::study
