#include "study/cohort.hpp"

#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::Answer;
using registry::Registry;
using testing::Cases;
using testing::day;

void born(Cases& cases, const char* text) {
  cases.patient().birth = Confidential{std::optional(PartialDate::parse(text).value())};
}

TEST(Age, comes_from_birth_and_diagnosis_or_from_the_source) {
  Cases cases;
  cases.tumour("2014-03-10");
  EXPECT_FALSE(cases.number("age"));
  cases.registry.tumours[0].age_at_diagnosis = 55;
  EXPECT_EQ(cases.number("age"), 55);
  born(cases, "1960-03-10");
  EXPECT_EQ(cases.number("age"), 54);
}

TEST(Age, is_a_range_with_partial_dates) {
  Cases cases;
  cases.tumour("2014-03-10");
  born(cases, "1960");
  const auto [low, high] = cases.range("age");
  EXPECT_NEAR(low, 53.19, 0.01);
  EXPECT_NEAR(high, 54.19, 0.01);
  EXPECT_NEAR(*cases.number("age"), 53.69, 0.01);
}

TEST(Age, is_missing_when_birth_surely_follows_the_diagnosis) {
  Cases cases;
  cases.tumour("2014-03-10");
  born(cases, "2015");
  EXPECT_FALSE(cases.number("age"));
}

TEST(Fields, keep_not_recorded_unknown_and_not_asked_apart) {
  Cases cases;
  for (const std::optional<Answer> metastatic :
       {std::optional<Answer>{}, std::optional(Answer::unknown), std::optional(Answer::not_asked),
        std::optional(Answer::yes), std::optional(Answer::no)})
    cases.tumour().metastatic = metastatic;
  const char* levels[] = {"missing", "unknown", "not_asked", "yes", "no"};
  for (std::size_t row = 0; row < 5; ++row) EXPECT_EQ(cases.level("metastatic", row), levels[row]);
}

TEST(Histology, gives_class_lineage_and_group) {
  Cases cases;
  cases.tumour().histotype = cases.reference.histotypes.find("HD");
  cases.tumour();
  EXPECT_EQ(cases.level("histotype"), "HD");
  EXPECT_EQ(cases.level("class"), "intermediate");
  EXPECT_EQ(cases.level("lineage"), "Fibroblastic/myofibroblastic");
  EXPECT_EQ(cases.level("histology_group"), "desmoid");
  for (const char* variable : {"histotype", "class", "lineage", "histology_group"})
    EXPECT_EQ(cases.level(variable, 1), "missing");
}

TEST(Compartment, is_the_recorded_one_else_that_of_the_site) {
  Cases cases;
  cases.tumour();
  EXPECT_EQ(cases.level("compartment"), "missing");
  cases.registry.tumours[0].site = cases.reference.sites.find("femur");
  EXPECT_EQ(cases.level("compartment"), "bone");
  EXPECT_EQ(cases.level("region"), "lower_limb");
  cases.registry.tumours[0].compartment = Compartment::soft_tissue;
  EXPECT_EQ(cases.level("compartment"), "soft_tissue");
}

TEST(Places, have_the_levels_that_the_data_bring) {
  Cases cases;
  cases.tumour().centre = cases.centre("IN");
  cases.patient().department = "69";
  cases.tumour();
  cases.patient().department = "2A";
  cases.tumour();
  cases.registry.datasets.push_back({.source = "synthetic-test"});
  EXPECT_EQ(cases.level("centre"), "IN");
  EXPECT_EQ(cases.level("centre_network"), "inside");
  EXPECT_EQ(cases.level("department", 0), "69");
  EXPECT_EQ(cases.level("department", 1), "2A");
  EXPECT_EQ(cases.level("department", 2), "missing");
  EXPECT_EQ(cases.level("source", 2), "synthetic-test");
}

TEST(TumourRank, counts_the_tumours_of_a_patient_by_date) {
  Cases cases;
  cases.tumour("2014-03-10");
  cases.tumour("2012-03-10").patient = 0;
  cases.tumour(nullptr).patient = 0;
  cases.tumour("2013");
  const double ranks[] = {2, 1, 3, 1};
  for (std::size_t row = 0; row < 4; ++row) EXPECT_EQ(cases.number("tumour_rank", row), ranks[row]);
}

TEST(Cohort, fills_every_variable_of_an_empty_registry_and_of_an_empty_case) {
  Cases cases;
  for (int tumours = 0; tumours < 2; ++tumours) {
    const Cohort cohort = cases.cohort();
    for (std::size_t i = 0; i < variables().size(); ++i) {
      const CohortColumn& column = cohort.column(i);
      EXPECT_EQ(std::max({column.value.size(), column.code.size(), column.first.size()}), cohort.size())
          << variables()[i].id;
    }
    cases.tumour(nullptr);
  }
}

}  // namespace
}  // namespace repere::study
