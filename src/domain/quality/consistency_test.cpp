#include "domain/quality/consistency.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace repere::quality {
namespace {

using namespace registry;
using namespace std::chrono;

// One patient born in 1960 with one tumour diagnosed on 2014-05-10, to which a test adds what it is about.
struct OneCase {
  Registry registry;
  ReferenceData reference;

  OneCase() {
    registry.datasets.push_back({.source = "test", .cut_off = *PartialDate::parse("2020-12-31")});
    Patient patient;
    patient.birth = Confidential<std::optional<PartialDate>>{PartialDate::parse("1960-02-03").value()};
    patient.sex = Sex::female;
    patient.department = "69";
    registry.patients.push_back(patient);
    Tumour tumour;
    tumour.key = "T1";
    tumour.diagnosis = *PartialDate::parse("2014-05-10");
    registry.tumours.push_back(tumour);
  }
  template <class Row>
  Row& add(std::vector<Row>& rows, std::string_view date) {
    Row row;
    if (!date.empty()) row.when = When::on(*PartialDate::parse(date));
    rows.push_back(row);
    return rows.back();
  }
  void news(std::string_view date, State state) { add(registry.news, date).state = state; }
  std::vector<RuleId> broken() const {
    std::vector<RuleId> rules;
    for (const Finding& finding : check_consistency(registry, reference, Day{2026y / November / 22}))
      rules.push_back(finding.rule);
    return rules;
  }
};

TEST(Consistency, finds_nothing_in_an_ordinary_case) {
  OneCase one;
  one.add(one.registry.biopsies, "2014-05-01");
  one.add(one.registry.surgeries, "2014-07-01").margin = Margin::r0;
  one.news("2016", State::alive);
  one.news("2018-01-05", State::dead_of_disease);
  EXPECT_TRUE(one.broken().empty());
}

TEST(Consistency, refuses_what_cannot_be) {
  const auto only = [](OneCase& one) {
    const auto rules = one.broken();
    EXPECT_EQ(rules.size(), 1u);
    return rules.empty() ? RuleId::age_improbable : rules.front();
  };
  OneCase a;
  a.registry.tumours[0].diagnosis = *PartialDate::parse("1959");
  EXPECT_EQ(only(a), RuleId::diagnosis_before_birth);
  OneCase b;
  b.add(b.registry.imaging, "1950-01");
  EXPECT_EQ(only(b), RuleId::act_before_birth);
  OneCase c;
  c.news("2013-01-01", State::dead_of_disease);
  EXPECT_EQ(only(c), RuleId::death_before_diagnosis);
  OneCase d;
  d.news("2015-01-01", State::dead_of_disease);
  d.add(d.registry.radiotherapies, "2015-02-01");
  EXPECT_EQ(only(d), RuleId::treated_after_death);
  OneCase e;
  e.news("2015-01-01", State::dead_of_disease);
  e.news("2016-02-01", State::alive);
  EXPECT_EQ(only(e), RuleId::alive_after_death);
  OneCase f;
  f.news("2015-01-01", State::dead_of_disease);
  f.news("2015-02-01", State::dead_unknown_cause);
  EXPECT_EQ(only(f), RuleId::two_deaths);
  OneCase g;
  g.add(g.registry.systemic_treatments, "2015-02-01").end = When::on(*PartialDate::parse("2015-01-31"));
  EXPECT_EQ(only(g), RuleId::end_before_start);
  OneCase h;
  h.add(h.registry.surgeries, "2027-01-01");
  EXPECT_EQ(only(h), RuleId::in_the_future);
}

TEST(Consistency, needs_certainty_to_find_fault_with_partial_dates) {
  OneCase one;
  one.add(one.registry.surgeries, "2018");
  one.news("2018-03", State::dead_of_disease);
  one.news("2018-03-20", State::alive);
  EXPECT_TRUE(one.broken().empty());
}

TEST(Consistency, reads_day_counts_beside_dates) {
  OneCase one;
  Surgery surgery;
  surgery.when = When::after_origin(400);
  one.registry.surgeries.push_back(surgery);
  News death;
  death.when = When::after_origin(399);
  death.state = State::dead_of_disease;
  one.registry.news.push_back(death);
  EXPECT_EQ(one.broken(), std::vector{RuleId::treated_after_death});
  one.registry.news[0].when = When::after_origin(-1);
  EXPECT_EQ(std::ranges::count(one.broken(), RuleId::death_before_diagnosis), 1);
}

TEST(Consistency, warns_of_what_is_odd) {
  OneCase one;
  one.registry.tumours[0].metastatic = Answer::no;
  one.registry.tumours[0].metastatic_sites.bits = 1;
  one.add(one.registry.surgeries, "2014-07-01").kind = SurgeryKind::re_excision;
  one.news("2021-02-01", State::alive);
  one.registry.tumours[0].size_mm = 850;
  const auto rules = one.broken();
  for (const RuleId id : {RuleId::size_improbable, RuleId::metastases_contradict, RuleId::re_excision_without_resection, RuleId::after_cut_off}) {
    EXPECT_EQ(std::ranges::count(rules, id), 1);
    EXPECT_EQ(rule(id).gravity, Gravity::warns);
  }
}

TEST(Consistency, points_at_a_person_entered_twice) {
  OneCase one;
  one.registry.patients.push_back(one.registry.patients[0]);
  one.registry.tumours.push_back(one.registry.tumours[0]);
  one.registry.tumours[1].patient = 1;
  one.registry.tumours[1].diagnosis = *PartialDate::parse("2014-05-28");
  EXPECT_EQ(one.broken(), std::vector{RuleId::possible_duplicate_patient});
  one.registry.tumours[1].diagnosis = *PartialDate::parse("2014-07-28");
  EXPECT_TRUE(one.broken().empty());
}

TEST(Rules, have_words_for_each) {
  for (int i = 0; i <= static_cast<int>(RuleId::possible_duplicate_patient); ++i) {
    EXPECT_FALSE(rule(static_cast<RuleId>(i)).what.empty());
    EXPECT_FALSE(rule(static_cast<RuleId>(i)).remedy.empty());
  }
}

}  // namespace
}  // namespace repere::quality
