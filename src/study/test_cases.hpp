#pragma once
#include <optional>
#include <string>
#include <utility>

#include "domain/reference_data.hpp"
#include "domain/registry/records.hpp"
#include "study/cohort.hpp"
#include "study/definition.hpp"
#include "study/expression/expression.hpp"

// Small registries written by hand, for the tests of this folder.
namespace repere::study::testing {

using registry::ActStatus;
using registry::When;

inline When day(int days) { return When::after_origin(days); }
inline When date(const char* text) { return When::on(PartialDate::parse(text).value()); }

/// A few entries of each list.
inline ReferenceData small_reference() {
  ReferenceData reference;
  reference.groups = HistologyGroups::make({}, {{"gist", "GIST", "GIST", ""},
                                                {"undifferentiated", "Indifférencié", "Undifferentiated", ""},
                                                {"desmoid", "Desmoïde", "Desmoid", ""},
                                                {"benign", "Bénin", "Benign", ""}})
                         .value();
  const auto histotype = [](std::string code, std::string lineage, std::string group,
                            TumourClass tumour_class) {
    Histotype one;
    one.code = code;
    one.name_fr = one.name_en = code;
    one.lineage = std::move(lineage);
    one.group = std::move(group);
    one.tumour_class = tumour_class;
    return one;
  };
  reference.histotypes =
      Histotypes::make({},
                       {histotype("HG", "GIST", "gist", TumourClass::sarcoma),
                        histotype("HU", "Undifferentiated", "undifferentiated", TumourClass::sarcoma),
                        histotype("HD", "Fibroblastic/myofibroblastic", "desmoid", TumourClass::intermediate),
                        histotype("HB", "Adipocytic", "benign", TumourClass::benign)})
          .value();
  reference.sites =
      Sites::make(
          {},
          {{"thigh", "Cuisse", "Thigh", Compartment::soft_tissue, BodyRegion::lower_limb, false, "C49.2", ""},
           {"femur", "Fémur", "Femur", Compartment::bone, BodyRegion::lower_limb, false, "C40.2", ""},
           {"stomach", "Estomac", "Stomach", Compartment::viscera, BodyRegion::abdomen_pelvis, false, "C16.9",
            ""}})
          .value();
  Centre inside;
  inside.code = "IN";
  inside.name = "Centre synthétique 01";
  inside.roles = {{CentreRole::competence, {}, {}, Certainty::confirmed, "test"}};
  Centre since_2014;
  since_2014.code = "IN2014";
  since_2014.name = "Centre synthétique 02";
  since_2014.roles = {
      {CentreRole::competence, PartialDate::parse("2014-01-01").value(), {}, Certainty::confirmed, "test"},
      {CentreRole::outside, {}, PartialDate::parse("2013-12-31").value(), Certainty::confirmed, "test"}};
  reference.centres = Centres::make({}, {inside, since_2014}).value();
  return reference;
}

/// A study of all cases, by period 2010-2012 and 2013-2020.
inline StudyDefinition small_study() {
  StudyDefinition study;
  study.id = "small";
  study.periods = {{"early", {"tôt", "early"}, 2010, 2012}, {"late", {"tard", "late"}, 2013, 2020}};
  study.endpoints = {
      {.id = "os", .title = {"Survie globale", "Overall survival"}, .events = {EndpointEvent::death}}};
  return study;
}

/// A registry under construction: patients with one tumour, acts added to the last one.
class Cases {
 public:
  Cases() { registry.centres = reference.centres; }

  registry::Tumour& tumour(const char* diagnosis = "2014-03-10") {
    registry::Patient patient;
    registry.patients.push_back(patient);
    registry::Tumour tumour;
    tumour.patient = static_cast<std::uint32_t>(registry.patients.size() - 1);
    if (diagnosis) tumour.diagnosis = PartialDate::parse(diagnosis).value();
    registry.tumours.push_back(tumour);
    return registry.tumours.back();
  }
  registry::Patient& patient() { return registry.patients.back(); }

  template <class Row>
  Row& act(std::vector<Row> registry::Registry::*table, When when, ActStatus status = ActStatus::done) {
    Row row;
    row.tumour = static_cast<std::uint32_t>(registry.tumours.size() - 1);
    row.when = when;
    row.status = status;
    (registry.*table).push_back(row);
    return (registry.*table).back();
  }
  registry::Surgery& surgery(When when,
                             std::optional<registry::SurgeryKind> kind = registry::SurgeryKind::resection) {
    auto& row = act(&registry::Registry::surgeries, when);
    row.kind = kind;
    return row;
  }
  registry::News& news(When when, std::optional<registry::State> state = registry::State::alive) {
    auto& row = act(&registry::Registry::news, when);
    row.state = state;
    return row;
  }
  registry::Relapse& relapse(When when, std::optional<registry::RelapseKind> kind) {
    auto& row = act(&registry::Registry::relapses, when);
    row.kind = kind;
    return row;
  }
  CentreIndex centre(const char* code) const { return registry.centres.find(code); }

  Cohort cohort() const { return Cohort::of(registry, reference).value(); }
  /// The level of a variable in a row; "missing" when nothing is recorded.
  std::string level(const char* variable, std::size_t row = 0) const {
    const Cohort made = cohort();
    const CohortColumn& column = made.column(std::string_view(variable));
    return column.missing(row) ? "missing" : column.levels[column.code[row]].code;
  }
  /// The value of a number in a row; nothing when nothing is recorded.
  std::optional<double> number(const char* variable, std::size_t row = 0) const {
    const Cohort made = cohort();
    const CohortColumn& column = made.column(std::string_view(variable));
    return column.missing(row) ? std::nullopt : std::optional(column.value[row]);
  }
  /// The range of a number in a row.
  std::pair<double, double> range(const char* variable, std::size_t row = 0) const {
    const Cohort made = cohort();
    const CohortColumn& column = made.column(std::string_view(variable));
    return {column.low_of(row), column.high_of(row)};
  }
  Expression expression(std::string_view text) const {
    auto parsed = Expression::parse(text, Vocabulary(reference));
    if (!parsed) throw std::runtime_error(std::string(text) + ": " + parsed.error().what);
    return *parsed;
  }
  /// The answers of all rows: "y", "n" or "?" each.
  std::string answers(std::string_view text, AbsentActs absent = AbsentActs::no) const {
    std::string all;
    for (const Truth one : expression(text).evaluate(cohort(), absent))
      all += one == Truth::yes ? 'y' : one == Truth::no ? 'n' : '?';
    return all;
  }

  ReferenceData reference = small_reference();
  registry::Registry registry;
};

}  // namespace repere::study::testing
