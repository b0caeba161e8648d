#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "domain/words.hpp"
#include "study/expression/expression.hpp"
#include "study/text.hpp"

// What a study and an indicator ask for. The files of knowledge/studies and knowledge/indicators are read
// into these.
namespace repere::study {

/// How a case counts in a proportion when its numerator cannot be answered.
enum class Unknowns {
  keep,     ///< in the denominator, not in the numerator
  exclude,  ///< in neither
  bound,    ///< no single value: the least and the most it can be
};
enum class IndicatorKind { proportion, delay };

/// When a clock starts.
enum class Origin { diagnosis, first_surgery };
/// What ends the time to an event.
enum class EndpointEvent {
  death,
  death_of_disease,
  local_relapse,
  regional_relapse,
  metastatic_relapse,
  progression,
  any_relapse,  ///< relapse or progression of any kind, also when the kind is not known
};
/// Which day a partial date is taken for.
enum class PartialDates { middle, first, last, leave_out };

enum class CurveLimits { log, log_log, plain, logit, arcsin };
enum class ModelTies { efron, breslow };
/// What a model does with a case whose value is missing.
enum class MissingValues { leave_out, own_level };

inline constexpr std::array<Word<Unknowns>, 3> unknowns_words{
    {{Unknowns::keep, "keep"}, {Unknowns::exclude, "exclude"}, {Unknowns::bound, "bound"}}};
inline constexpr std::array<Word<AbsentActs>, 2> absent_acts_words{
    {{AbsentActs::no, "no"}, {AbsentActs::unknown, "unknown"}}};
inline constexpr std::array<Word<IndicatorKind>, 2> indicator_kind_words{
    {{IndicatorKind::proportion, "proportion"}, {IndicatorKind::delay, "delay"}}};
inline constexpr std::array<Word<Origin>, 2> origin_words{
    {{Origin::diagnosis, "diagnosis"}, {Origin::first_surgery, "first_surgery"}}};
inline constexpr std::array<Word<EndpointEvent>, 7> endpoint_event_words{
    {{EndpointEvent::death, "death"},
     {EndpointEvent::death_of_disease, "death_of_disease"},
     {EndpointEvent::local_relapse, "local_relapse"},
     {EndpointEvent::regional_relapse, "regional_relapse"},
     {EndpointEvent::metastatic_relapse, "metastatic_relapse"},
     {EndpointEvent::progression, "progression"},
     {EndpointEvent::any_relapse, "any_relapse"}}};
inline constexpr std::array<Word<PartialDates>, 4> partial_dates_words{
    {{PartialDates::middle, "middle"},
     {PartialDates::first, "first"},
     {PartialDates::last, "last"},
     {PartialDates::leave_out, "leave_out"}}};
inline constexpr std::array<Word<CurveLimits>, 5> curve_limits_words{{{CurveLimits::log, "log"},
                                                                      {CurveLimits::log_log, "log-log"},
                                                                      {CurveLimits::plain, "plain"},
                                                                      {CurveLimits::logit, "logit"},
                                                                      {CurveLimits::arcsin, "arcsin"}}};
inline constexpr std::array<Word<ModelTies>, 2> model_ties_words{
    {{ModelTies::efron, "efron"}, {ModelTies::breslow, "breslow"}}};
inline constexpr std::array<Word<MissingValues>, 2> missing_values_words{
    {{MissingValues::leave_out, "leave_out"}, {MissingValues::own_level, "own_level"}}};

/// A quality indicator: which cases it is about, and what is good or bad in them.
struct IndicatorDefinition {
  std::string id, version, licence;
  PartialDate edition;
  Text title, numerator_label, denominator_label;
  std::vector<std::string> sources;
  IndicatorKind kind = IndicatorKind::proportion;
  std::string delay;                    ///< delay: the number variable, in days
  std::optional<Expression> numerator;  ///< always in a proportion
  Expression denominator;
  Unknowns unknowns = Unknowns::keep;
  AbsentActs absent_acts = AbsentActs::no;
  std::optional<std::string>
      network_side;  ///< variable with levels inside, outside, unknown; nothing: not compared
  bool higher_is_better = true;
};

/// Cases of some years of diagnosis, both included.
struct PeriodDefinition {
  std::string id;
  Text label;
  int from = 0, until = 0;
};

struct PopulationStep {
  Text label;
  Expression keep;
};

/// The time to an event: from when, to what, and what is done with dates that are not known to the day.
struct EndpointDefinition {
  std::string id;
  Text title;
  Origin origin = Origin::diagnosis;
  std::vector<EndpointEvent> events;
  PartialDates partial_dates = PartialDates::middle;
  std::optional<int> max_days;  ///< later follow-up is cut: censored at that day
  std::string source;           ///< empty: our convention, and said so
};

/// Levels of a variable that are taken together.
struct LevelGroup {
  std::string id;
  Text label;
  std::vector<std::string> levels;
};

/// The variable that splits cases ("period" is the study's own), and which levels belong together.
struct Grouping {
  std::string variable;
  std::vector<LevelGroup>
      groups;  ///< empty: each level that answers is a group; else levels not named are left out
};
inline constexpr std::string_view period_variable = "period";

struct SurvivalDefinition {
  std::string id, endpoint;
  Text title;
  Expression filter;
  std::optional<Grouping> by;
};

struct TermDefinition {
  Grouping of;            ///< of a number: only the variable
  double per = 1;         ///< of a number: the hazard ratio is for this many units
  std::string reference;  ///< of a category: the level or group that others are compared with
  MissingValues missing = MissingValues::leave_out;
};

struct ModelDefinition {
  std::string id, endpoint;
  Text title;
  Expression filter;
  std::vector<TermDefinition> terms;
  ModelTies ties = ModelTies::efron;
};

struct StudyDefinition {
  std::string id, version, licence;
  PartialDate edition;
  Text title, purpose;
  std::vector<std::string> sources;
  std::vector<Text> assumptions;
  double level = 0.95;
  CurveLimits limits = CurveLimits::log;
  AbsentActs absent_acts = AbsentActs::no;
  std::vector<double> at_days;    ///< survival is printed at these
  std::vector<double> risk_days;  ///< numbers at risk are printed under figures at these
  std::vector<PopulationStep> population;
  std::vector<PeriodDefinition> periods;  ///< by year of diagnosis, not overlapping
  std::vector<std::string> description;   ///< variables of table 1
  std::vector<std::string> indicators;    ///< ids
  std::vector<EndpointDefinition> endpoints;
  std::vector<SurvivalDefinition> survival;
  std::vector<ModelDefinition> models;
};

/// A study with the indicators that it may name.
struct Study {
  StudyDefinition definition;
  std::vector<IndicatorDefinition> indicators;
};

}  // namespace repere::study
