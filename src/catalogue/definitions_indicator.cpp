#include <optional>

#include "catalogue/definitions.hpp"
#include "catalogue/definitions_fields.hpp"
#include "base/nearest_name.hpp"

namespace repere {
namespace {

using study::IndicatorDefinition;
using study::IndicatorKind;

void check_side(DefinitionFields& fields, const IndicatorDefinition& indicator,
                const study::Vocabulary& vocabulary) {
  if (!indicator.network_side) return;
  const auto variable = study::variable_named(*indicator.network_side);
  const auto* levels = variable ? vocabulary.levels(*variable) : nullptr;
  if (!levels || *levels != std::vector<std::string>{"inside", "outside", "unknown"})
    fields.refuse("network_side",
                  "'" + *indicator.network_side +
                      "' is not a variable with the levels inside, outside and unknown: write "
                      "first_surgery_network, centre_network or none");
}

void check_delay(DefinitionFields& fields, const IndicatorDefinition& indicator) {
  const auto variable = study::variable_named(indicator.delay);
  if (!variable || study::variables()[*variable].unit != "days")
    fields.refuse("delay",
                  "'" + indicator.delay + "' is not a number variable in days; docs/variables.md lists them");
}

IndicatorDefinition indicator_from(DefinitionFields& fields, const study::Vocabulary& vocabulary) {
  IndicatorDefinition indicator;
  indicator.id = fields.text("id");
  indicator.version = fields.text("version");
  indicator.licence = fields.text("licence");
  indicator.edition = fields.date("edition");
  indicator.title = fields.both_languages("title");
  indicator.numerator_label = fields.both_languages("numerator_label");
  indicator.denominator_label = fields.both_languages("denominator_label");
  indicator.sources = fields.texts("sources");
  if (indicator.sources.empty() && fields.has("sources"))
    fields.refuse("sources", "is empty: name one at least");
  indicator.kind = fields.word("kind", study::indicator_kind_words);
  const bool delay = indicator.kind == IndicatorKind::delay;
  if (delay) {
    indicator.delay = fields.text("delay");
    check_delay(fields, indicator);
  }
  if (!delay || fields.has("numerator")) indicator.numerator = fields.expression("numerator");
  indicator.denominator = fields.expression("denominator");
  indicator.unknowns = fields.word("unknowns", study::unknowns_words);
  indicator.absent_acts = fields.word("absent_acts", study::absent_acts_words);
  indicator.higher_is_better = fields.flag("higher_is_better");
  if (std::string side = fields.text("network_side"); !side.empty() && side != "none") {
    indicator.network_side = std::move(side);
    check_side(fields, indicator, vocabulary);
  }
  fields.finish();
  return indicator;
}

}  // namespace

Result<IndicatorDefinition> read_indicator(std::string_view text, std::string_view name,
                                           const ReferenceData& reference) {
  const auto table = parse_definition(text, name);
  if (!table) return tl::unexpected(table.error());
  const study::Vocabulary vocabulary(reference);
  Problems problems{std::string(name)};
  DefinitionFields fields(*table, "", {text, &vocabulary, problems});
  IndicatorDefinition indicator = indicator_from(fields, vocabulary);
  if (!problems.empty()) return tl::unexpected(problems.error());
  return indicator;
}

}  // namespace repere
