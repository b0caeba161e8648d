#include "study/survival_results.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::Sex;
using registry::State;
using testing::Cases;
using testing::day;

void add(Cases& cases, int days, bool dies, std::optional<Sex> sex = Sex::female) {
  cases.tumour("2011");
  cases.patient().sex = sex;
  cases.news(day(days), dies ? State::dead_of_disease : State::alive);
}

Result<SurvivalResult> estimated(const Cases& cases, const SurvivalDefinition& what,
                                 const StudyDefinition& study) {
  const Cohort cohort = cases.cohort();
  return estimate_survival(cohort, population_of(cohort, study), Endpoints(cohort, study), what, study);
}

// Deaths at 1, 3; censored at 2, 4: S(1) = 3/4, S(3) = 3/8.
Cases four() {
  Cases cases;
  add(cases, 1, true);
  add(cases, 2, false);
  add(cases, 3, true);
  add(cases, 4, false);
  return cases;
}

TEST(Survival, is_kaplan_meier_by_hand) {
  StudyDefinition study = testing::small_study();
  study.at_days = {2.5, 3};
  study.risk_days = {0, 2, 5};
  const auto result = estimated(four(), {.id = "s", .endpoint = "os"}, study).value();
  ASSERT_EQ(result.curves.size(), 1u);
  const Curve& curve = result.curves[0];
  EXPECT_EQ(curve.n, 4u);
  EXPECT_EQ(curve.events, 2u);
  EXPECT_EQ(curve.median, 3);
  EXPECT_DOUBLE_EQ(*curve.at.at(0).survival, 0.75);
  EXPECT_DOUBLE_EQ(*curve.at.at(1).survival, 0.375);
  EXPECT_DOUBLE_EQ(*curve.at.at(0).std_error, 0.75 * std::sqrt(1 / 12.0));
  EXPECT_EQ(curve.risk_counts, (std::vector<double>{4, 3, 0}));
  EXPECT_EQ(curve.follow_up_median, 4);  // reverse: censored at 2 of 3, at 4 of 1
  EXPECT_FALSE(result.logrank);
  EXPECT_EQ(result.definition, words_of(study.endpoints[0]));
}

TEST(Survival, that_is_not_reached_is_not_a_number) {
  Cases cases;
  add(cases, 10, true);
  for (int i = 0; i < 3; ++i) add(cases, 20, false);
  const auto result = estimated(cases, {.id = "s", .endpoint = "os"}, testing::small_study()).value();
  EXPECT_FALSE(result.curves.at(0).median);
}

TEST(Survival, by_group_counts_those_it_leaves_out) {
  Cases cases = four();
  add(cases, 5, true, Sex::male);
  add(cases, 6, true, Sex::unknown);
  add(cases, 6, true, std::nullopt);
  cases.tumour("2011");
  cases.patient().sex = Sex::male;
  const auto result = estimated(cases, {.id = "s", .endpoint = "os", .by = Grouping{.variable = "sex"}},
                                testing::small_study())
                          .value();
  ASSERT_EQ(result.curves.size(), 2u);
  EXPECT_EQ(result.curves[0].id, "F");
  EXPECT_EQ(result.curves[1].n, 1u);
  EXPECT_EQ(result.left_out, 3u);
  ASSERT_EQ(result.left_out_reasons.size(), 2u);
  EXPECT_EQ(result.left_out_reasons[0].en, "1 without dated news");
  EXPECT_EQ(result.left_out_reasons[1].en, "2 whose group is not known");
  ASSERT_TRUE(result.logrank);
  EXPECT_EQ(result.logrank->df, 1);
}

TEST(Survival, counts_those_whose_filter_cannot_be_answered) {
  Cases cases = four();
  add(cases, 5, true, std::nullopt);
  const SurvivalDefinition women{.id = "s", .endpoint = "os", .filter = cases.expression("sex = \"F\"")};
  const auto result = estimated(cases, women, testing::small_study()).value();
  EXPECT_EQ(result.curves.at(0).n, 4u);
  EXPECT_EQ(result.left_out, 1u);
  EXPECT_EQ(result.left_out_reasons.at(0).en,
            "1 for whom the filter cannot be answered (a value is missing)");
}

TEST(Survival, without_cases_has_no_curve) {
  Cases cases;
  EXPECT_TRUE(estimated(cases, {.id = "s", .endpoint = "os"}, testing::small_study())->curves.empty());
}

TEST(Survival, refuses_an_endpoint_or_a_group_that_is_not_there) {
  const Cases cases = four();
  EXPECT_FALSE(estimated(cases, {.id = "s", .endpoint = "pfs"}, testing::small_study()));
  EXPECT_FALSE(estimated(cases, {.id = "s", .endpoint = "os", .by = Grouping{.variable = "age"}},
                         testing::small_study()));
}

}  // namespace
}  // namespace repere::study
