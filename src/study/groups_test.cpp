#include "study/groups.hpp"

#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using testing::Cases;

// The group of each case; "-" when it is in none.
std::string codes(const Result<Groups>& groups) {
  if (!groups) return groups.error().message;
  std::string all;
  for (const std::uint16_t code : groups->code)
    all += (all.empty() ? "" : " ") + (code == CohortColumn::no_code ? "-" : groups->groups[code].id);
  return all;
}

Cases graded() {
  Cases cases;
  for (const auto grade : {FnclccGrade::g1, FnclccGrade::g2, FnclccGrade::g3, FnclccGrade::unknown})
    cases.tumour("2011").grade = grade;
  cases.tumour("2014");
  return cases;
}

TEST(Groups, are_the_levels_that_answer) {
  const Cases cases = graded();
  EXPECT_EQ(codes(groups_of(cases.cohort(), {.variable = "grade"}, testing::small_study())), "1 2 3 - -");
}

TEST(Groups, join_levels_and_leave_out_those_not_named) {
  const Cases cases = graded();
  const Grouping grouping{"grade", {{"low", {}, {"1"}}, {"high", {}, {"3"}}}};
  EXPECT_EQ(codes(groups_of(cases.cohort(), grouping, testing::small_study())), "low - high - -");
  const Grouping with_unknown{"grade", {{"graded", {}, {"1", "2", "3"}}, {"not known", {}, {"unknown"}}}};
  EXPECT_EQ(codes(groups_of(cases.cohort(), with_unknown, testing::small_study())),
            "graded graded graded not known -");
}

TEST(Groups, are_the_periods_too) {
  const Cases cases = graded();
  EXPECT_EQ(codes(groups_of(cases.cohort(), {.variable = "period"}, testing::small_study())),
            "early early early early late");
  const Grouping joined{"period", {{"any", {}, {"early", "late"}}}};
  EXPECT_EQ(codes(groups_of(cases.cohort(), joined, testing::small_study())), "any any any any any");
}

TEST(Groups, count_absent_acts_as_the_study_says) {
  Cases cases;
  cases.tumour();
  StudyDefinition study = testing::small_study();
  EXPECT_EQ(codes(groups_of(cases.cohort(), {.variable = "radiotherapy"}, study)), "no");
  study.absent_acts = AbsentActs::unknown;
  EXPECT_EQ(codes(groups_of(cases.cohort(), {.variable = "radiotherapy"}, study)), "-");
}

TEST(Groups, refuse_what_cannot_split) {
  const Cases cases = graded();
  const StudyDefinition study = testing::small_study();
  for (const Grouping& wrong :
       {Grouping{.variable = "nothing"}, Grouping{.variable = "age"}, Grouping{.variable = "diagnosis_date"},
        Grouping{"grade", {{"x", {}, {"9"}}}}, Grouping{"grade", {{"x", {}, {"1"}}, {"y", {}, {"1"}}}}})
    EXPECT_FALSE(groups_of(cases.cohort(), wrong, study)) << wrong.variable;
}

}  // namespace
}  // namespace repere::study
