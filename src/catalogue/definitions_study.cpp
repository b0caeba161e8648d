#include <algorithm>

#include "catalogue/definitions.hpp"
#include "catalogue/definitions_fields.hpp"
#include "base/nearest_name.hpp"

namespace repere {
namespace {

using study::StudyDefinition;
using study::Type;

/// What one study's file is checked against.
struct Checker {
  const study::Vocabulary& vocabulary;
  StudyDefinition& study;

  std::vector<std::string_view> endpoint_ids() const {
    std::vector<std::string_view> ids;
    for (const auto& one : study.endpoints) ids.emplace_back(one.id);
    return ids;
  }
};

template <class One>
void refuse_a_second(DefinitionFields& fields, const std::vector<One>& before, const std::string& id) {
  for (const One& one : before)
    if (one.id == id && !id.empty()) fields.refuse("id", "'" + id + "' is there twice: give each its own");
}

// A variable by its name; a problem when there is none.
const study::Variable* variable_of(DefinitionFields& fields, std::string_view key, const std::string& name) {
  if (name.empty()) return nullptr;
  if (const auto row = study::variable_named(name)) return &study::variables()[*row];
  std::vector<std::string_view> names;
  for (const auto& one : study::variables()) names.emplace_back(one.id);
  fields.refuse(key, "there is no variable '" + name + "'" + did_you_mean(name, names) +
                         "docs/variables.md lists them");
  return nullptr;
}

// The levels of a variable that splits cases; null when only the data give them.
struct LevelsOf {
  bool known = false;
  std::vector<std::string_view> codes;
};

LevelsOf levels_of(const Checker& checker, const std::string& variable) {
  LevelsOf levels;
  if (variable == study::period_variable) {
    levels.known = true;
    for (const auto& period : checker.study.periods) levels.codes.emplace_back(period.id);
    return levels;
  }
  const auto row = study::variable_named(variable);
  const auto* codes = row ? checker.vocabulary.levels(*row) : nullptr;
  levels.known = codes != nullptr;
  if (codes) levels.codes.assign(codes->begin(), codes->end());
  return levels;
}

void check_groups(DefinitionFields& fields, const Checker& checker, const study::Grouping& grouping) {
  const LevelsOf levels = levels_of(checker, grouping.variable);
  std::vector<std::string_view> used;
  for (const study::LevelGroup& group : grouping.groups)
    for (const std::string& level : group.levels) {
      if (levels.known && std::find(levels.codes.begin(), levels.codes.end(), level) == levels.codes.end())
        fields.refuse("groups", "'" + level + "' is not a level of " + grouping.variable +
                                    did_you_mean(level, levels.codes) +
                                    "Its levels: " + list_of(levels.codes));
      if (std::find(used.begin(), used.end(), level) != used.end())
        fields.refuse("groups", "level '" + level + "' stands in two groups: keep it in one");
      used.emplace_back(level);
    }
}

study::Grouping grouping_from(DefinitionFields& fields, std::string_view key, const Checker& checker) {
  study::Grouping grouping{.variable = fields.text(key)};
  for (DefinitionFields& group : fields.tables("groups")) {
    study::LevelGroup one{group.text("id"), group.both_languages("label"), group.texts("levels")};
    refuse_a_second(group, grouping.groups, one.id);
    group.finish();
    grouping.groups.push_back(std::move(one));
  }
  if (grouping.variable != study::period_variable) {
    const study::Variable* variable = variable_of(fields, key, grouping.variable);
    if (!variable) return grouping;
  }
  check_groups(fields, checker, grouping);
  return grouping;
}

void require_category(DefinitionFields& fields, std::string_view key, const std::string& name) {
  const auto row = study::variable_named(name);
  if (!row) return;
  const Type type = study::variables()[*row].type;
  if (type == Type::number || type == Type::date)
    fields.refuse(key, "'" + name + "' is a " + std::string(name_of(type)) +
                           ": cases are split by a category, or by period");
}

void read_identity(DefinitionFields& fields, StudyDefinition& study) {
  study.id = fields.text("id");
  study.version = fields.text("version");
  study.licence = fields.text("licence");
  study.edition = fields.date("edition");
  study.title = fields.both_languages("title");
  study.purpose = fields.both_languages("purpose");
  study.sources = fields.texts("sources");
  for (DefinitionFields& one : fields.tables("assumptions")) {
    study.assumptions.push_back({one.text("fr"), one.text("en")});
    one.finish();
  }
}

void read_settings(DefinitionFields& fields, StudyDefinition& study) {
  study.level = fields.number_or("level", 0.95);
  if (!(study.level > 0 && study.level < 1)) fields.refuse("level", "is not between 0 and 1: write 0.95");
  study.limits = fields.word_or("limits", study::curve_limits_words, study::CurveLimits::log);
  study.absent_acts = fields.word("absent_acts", study::absent_acts_words);
  study.at_days = fields.numbers("at_days");
  study.risk_days = fields.numbers("risk_days");
  for (const auto& [key, days] : {std::pair{"at_days", &study.at_days}, {"risk_days", &study.risk_days}})
    if (std::any_of(days->begin(), days->end(), [](double day) { return day < 0; }) ||
        std::adjacent_find(days->begin(), days->end(), std::greater_equal<>()) != days->end())
      fields.refuse(key, "days rise, from 0: write [365, 730]");
}

void read_population(DefinitionFields& fields, StudyDefinition& study) {
  for (DefinitionFields& step : fields.tables("population")) {
    study.population.push_back({step.both_languages("label"), step.expression("keep")});
    step.finish();
  }
  for (DefinitionFields& period : fields.tables("periods")) {
    study::PeriodDefinition one{period.text("id"), period.both_languages("label"), period.whole("from"),
                                period.whole("until")};
    refuse_a_second(period, study.periods, one.id);
    if (one.from > one.until)
      period.refuse("until", "the period ends before it begins: exchange from and until");
    for (const auto& before : study.periods)
      if (one.from <= before.until && one.until >= before.from)
        period.refuse("from", "the years overlap those of '" + before.id + "': a case is of one period");
    period.finish();
    study.periods.push_back(std::move(one));
  }
}

void read_description(DefinitionFields& fields, StudyDefinition& study) {
  study.description = fields.texts("description");
  for (const std::string& name : study.description) {
    const study::Variable* variable = variable_of(fields, "description", name);
    if (variable && variable->type == Type::date)
      fields.refuse("description", "'" + name + "' is a date, which has no median: take diagnosis_year");
  }
  study.indicators = fields.texts("indicators");
}

void read_endpoints(DefinitionFields& fields, StudyDefinition& study) {
  for (DefinitionFields& endpoint : fields.tables("endpoints")) {
    study::EndpointDefinition one;
    one.id = endpoint.text("id");
    refuse_a_second(endpoint, study.endpoints, one.id);
    one.title = endpoint.both_languages("title");
    one.origin = endpoint.word("origin", study::origin_words);
    one.events = endpoint.words("events", study::endpoint_event_words);
    if (one.events.empty() && endpoint.has("events"))
      endpoint.refuse("events", "is empty: name one event at least");
    one.partial_dates = endpoint.word("partial_dates", study::partial_dates_words);
    if (endpoint.has("max_days")) {
      one.max_days = endpoint.whole("max_days");
      if (*one.max_days <= 0) endpoint.refuse("max_days", "is not above 0");
    }
    one.source = endpoint.text_or("source", "");
    endpoint.finish();
    study.endpoints.push_back(std::move(one));
  }
}

std::string endpoint_from(DefinitionFields& fields, const Checker& checker) {
  std::string id = fields.text("endpoint");
  const auto ids = checker.endpoint_ids();
  if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end())
    fields.refuse("endpoint", "there is no endpoint '" + id + "'" + did_you_mean(id, ids) +
                                  "The endpoints: " + list_of(ids));
  return id;
}

void read_survival(DefinitionFields& fields, const Checker& checker) {
  for (DefinitionFields& survival : fields.tables("survival")) {
    study::SurvivalDefinition one;
    one.id = survival.text("id");
    refuse_a_second(survival, checker.study.survival, one.id);
    one.title = survival.both_languages("title");
    one.endpoint = endpoint_from(survival, checker);
    one.filter = survival.expression_or_true("filter");
    if (survival.has("by")) {
      one.by = grouping_from(survival, "by", checker);
      require_category(survival, "by", one.by->variable);
    }
    survival.finish();
    checker.study.survival.push_back(std::move(one));
  }
}

void check_reference(DefinitionFields& fields, const Checker& checker, const study::TermDefinition& term) {
  LevelsOf levels = levels_of(checker, term.of.variable);
  if (!term.of.groups.empty()) {
    levels = {.known = true};
    for (const auto& group : term.of.groups) levels.codes.emplace_back(group.id);
  }
  if (!levels.known || term.reference.empty()) return;
  if (std::find(levels.codes.begin(), levels.codes.end(), term.reference) == levels.codes.end())
    fields.refuse("reference", "'" + term.reference + "' is not one of the levels of " + term.of.variable +
                                   ": " + list_of(levels.codes));
}

study::TermDefinition term_from(DefinitionFields& fields, const Checker& checker) {
  study::TermDefinition term;
  term.of = grouping_from(fields, "variable", checker);
  term.missing = fields.word("missing", study::missing_values_words);
  const auto row = study::variable_named(term.of.variable);
  const Type type = row ? study::variables()[*row].type : Type::category;
  if (type == Type::date) fields.refuse("variable", "a model takes no date: take diagnosis_year");
  if (type == Type::number) {
    term.per = fields.number_or("per", 1);
    if (!(term.per > 0)) fields.refuse("per", "is not above 0");
    if (term.missing == study::MissingValues::own_level)
      fields.refuse("missing", "a number has no level of its own for missing values: write leave_out");
    if (!term.of.groups.empty()) fields.refuse("groups", "a number has no levels: remove groups");
  } else if (type != Type::date) {
    term.reference = fields.text("reference");
    check_reference(fields, checker, term);
  }
  fields.finish();
  return term;
}

void read_models(DefinitionFields& fields, const Checker& checker) {
  for (DefinitionFields& model : fields.tables("models")) {
    study::ModelDefinition one;
    one.id = model.text("id");
    refuse_a_second(model, checker.study.models, one.id);
    one.title = model.both_languages("title");
    one.endpoint = endpoint_from(model, checker);
    one.filter = model.expression_or_true("filter");
    one.ties = model.word_or("ties", study::model_ties_words, study::ModelTies::efron);
    for (DefinitionFields& term : model.tables("terms")) {
      study::TermDefinition read = term_from(term, checker);
      for (const auto& before : one.terms)
        if (before.of.variable == read.of.variable)
          term.refuse("variable", "'" + read.of.variable + "' is in the model twice: keep one");
      one.terms.push_back(std::move(read));
    }
    if (one.terms.empty()) model.refuse("terms", "has none: add one with [[models.terms]]");
    model.finish();
    checker.study.models.push_back(std::move(one));
  }
}

}  // namespace

Result<StudyDefinition> read_study(std::string_view text, std::string_view name,
                                   const ReferenceData& reference) {
  const auto table = parse_definition(text, name);
  if (!table) return tl::unexpected(table.error());
  const study::Vocabulary vocabulary(reference);
  Problems problems{std::string(name)};
  DefinitionFields fields(*table, "", {text, &vocabulary, problems});
  StudyDefinition study;
  const Checker checker{vocabulary, study};
  read_identity(fields, study);
  read_settings(fields, study);
  read_population(fields, study);
  read_description(fields, study);
  read_endpoints(fields, study);
  read_survival(fields, checker);
  read_models(fields, checker);
  fields.finish();
  if (!problems.empty()) return tl::unexpected(problems.error());
  return study;
}

}  // namespace repere
