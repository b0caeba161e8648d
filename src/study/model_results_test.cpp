#include "study/model_results.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::Sex;
using registry::State;
using testing::Cases;
using testing::day;

registry::Tumour& add(Cases& cases, int days, bool dies, std::optional<Sex> sex, std::optional<double> age) {
  cases.tumour("2011").age_at_diagnosis = age;
  cases.patient().sex = sex;
  cases.news(day(days), dies ? State::dead_of_disease : State::alive);
  return cases.registry.tumours.back();
}

Result<ModelResult> fitted(const Cases& cases, const ModelDefinition& model) {
  const Cohort cohort = cases.cohort();
  const StudyDefinition study = testing::small_study();
  return fit_model(cohort, population_of(cohort, study), Endpoints(cohort, study), model, study);
}

const TermDefinition by_sex{.of = {.variable = "sex"}, .reference = "F", .missing = MissingValues::leave_out};
const TermDefinition by_age{.of = {.variable = "age"}, .per = 10};

// Women die at 1 and 4, men at 2 and 3. With r the hazard ratio of men the likelihood is
// 1/(2 + 2r) * r/(1 + 2r) * r/(1 + r) * 1; `score` is the derivative of its logarithm.
TEST(Model, is_cox_by_hand) {
  Cases cases;
  add(cases, 1, true, Sex::female, 50);
  add(cases, 2, true, Sex::male, 50);
  add(cases, 3, true, Sex::male, 50);
  add(cases, 4, true, Sex::female, 50);
  const auto score = [](double r) { return 2 / r - 2 / (1 + r) - 2 / (1 + 2 * r); };
  double low = 0.01, high = 100;
  for (int i = 0; i < 200; ++i) (score((low + high) / 2) > 0 ? low : high) = (low + high) / 2;
  const auto model = fitted(cases, {.id = "m", .endpoint = "os", .terms = {by_sex}}).value();
  ASSERT_EQ(model.terms.size(), 2u);
  EXPECT_TRUE(model.terms[0].reference);
  EXPECT_EQ(model.terms[0].hr, 1.0);
  EXPECT_EQ(model.terms[0].n, 2u);
  EXPECT_NEAR(*model.terms[1].hr, low, 1e-9);
  EXPECT_NEAR(*model.terms[1].hr_lower, low * std::exp(-1.959963984540054 * *model.terms[1].se), 1e-9);
  EXPECT_EQ(model.terms[1].label.en, "Sex: men");
  EXPECT_EQ(model.n, 4u);
  EXPECT_EQ(model.events, 4u);
  EXPECT_FALSE(model.warnings.empty());  // fewer than ten events a coefficient
}

Cases many() {
  Cases cases;
  for (int i = 0; i < 60; ++i)
    add(cases, 10 + (i * 37) % 101, i % 3 != 0, i % 2 ? Sex::male : Sex::female, 30 + (i * 17) % 50);
  return cases;
}

TEST(Model, gives_the_ratio_of_a_number_for_the_units_asked) {
  const Cases cases = many();
  TermDefinition per_year = by_age;
  per_year.per = 1;
  const auto ten = fitted(cases, {.id = "m", .endpoint = "os", .terms = {by_age}}).value();
  const auto one = fitted(cases, {.id = "m", .endpoint = "os", .terms = {per_year}}).value();
  EXPECT_NEAR(*ten.terms[0].coef, 10 * *one.terms[0].coef, 1e-10);
  EXPECT_EQ(ten.terms[0].label.fr, "Âge au diagnostic (pour 10 ans)");
  EXPECT_EQ(ten.terms[0].n, 60u);
}

TEST(Model, leaves_out_missing_values_and_says_which_term_lacked_them) {
  Cases cases = many();
  add(cases, 5, true, std::nullopt, 50);
  add(cases, 5, true, Sex::male, std::nullopt);
  add(cases, 5, true, std::nullopt, std::nullopt);
  const auto model = fitted(cases, {.id = "m", .endpoint = "os", .terms = {by_age, by_sex}}).value();
  EXPECT_EQ(model.n, 60u);
  EXPECT_EQ(model.left_out, 3u);
  ASSERT_EQ(model.left_out_reasons.size(), 2u);
  EXPECT_EQ(model.left_out_reasons[0].en, "2 without a value: Age at diagnosis (per 10 years)");
  EXPECT_EQ(model.left_out_reasons[1].en, "1 without a value: Sex");
}

TEST(Model, gives_missing_values_a_level_of_their_own_where_asked) {
  Cases cases = many();
  add(cases, 5, true, std::nullopt, 50);
  add(cases, 50, true, Sex::unknown, 50);
  TermDefinition own = by_sex;
  own.missing = MissingValues::own_level;
  const auto model = fitted(cases, {.id = "m", .endpoint = "os", .terms = {own}}).value();
  ASSERT_EQ(model.terms.size(), 3u);
  EXPECT_EQ(model.terms[2].level, "missing");
  EXPECT_EQ(model.terms[2].n, 2u);
  EXPECT_EQ(model.terms[2].events, 2u);
  EXPECT_EQ(model.left_out, 0u);
}

TEST(Model, joins_levels_and_prints_no_level_that_nobody_has) {
  Cases cases = many();
  for (std::size_t i = 0; i < 60; ++i)
    cases.registry.tumours[i].grade = i % 4 == 0   ? FnclccGrade::g1
                                      : i % 4 == 1 ? FnclccGrade::g2
                                                   : FnclccGrade::g3;
  const TermDefinition grade{.of = {"grade",
                                    {{"low", {"bas", "low"}, {"1"}},
                                     {"high", {"haut", "high"}, {"2", "3"}},
                                     {"none", {"sans", "none"}, {"not_applicable"}}}},
                             .reference = "low"};
  const auto model = fitted(cases, {.id = "m", .endpoint = "os", .terms = {grade}}).value();
  ASSERT_EQ(model.terms.size(), 2u);
  EXPECT_EQ(model.terms[1].level, "high");
  EXPECT_EQ(model.terms[1].n, 45u);
}

TEST(Model, says_in_words_what_is_constant_collinear_or_separated) {
  Cases cases = many();
  for (std::size_t i = 0; i < 60; ++i)
    cases.registry.tumours[i].metastatic = i % 2 ? registry::Answer::yes : registry::Answer::no;
  const TermDefinition twin{.of = {.variable = "metastatic"}, .reference = "no"};
  const auto collinear = fitted(cases, {.id = "m", .endpoint = "os", .terms = {by_sex, twin}}).value();
  EXPECT_FALSE(collinear.terms.back().coef);
  ASSERT_FALSE(collinear.warnings.empty());
  EXPECT_NE(collinear.warnings[0].en.find("collinear"), std::string::npos);
  EXPECT_NE(collinear.warnings[0].fr.find("Métastatique au diagnostic : oui"), std::string::npos);

  Cases separated;
  for (int i = 0; i < 40; ++i) add(separated, 10 + i, i % 2 == 0, i % 2 ? Sex::male : Sex::female, 50);
  const auto infinite = fitted(separated, {.id = "m", .endpoint = "os", .terms = {by_sex}}).value();
  bool said = false;
  for (const Text& warning : infinite.warnings) said |= warning.en.find("separation") != std::string::npos;
  EXPECT_TRUE(said);
}

TEST(Model, without_events_is_not_fitted_and_says_so) {
  Cases cases;
  add(cases, 5, false, Sex::male, 50);
  add(cases, 6, false, Sex::female, 50);
  const auto model = fitted(cases, {.id = "m", .endpoint = "os", .terms = {by_sex}}).value();
  EXPECT_EQ(model.terms.size(), 2u);
  EXPECT_FALSE(model.terms[1].hr);
  EXPECT_EQ(model.warnings.size(), 1u);
}

TEST(Model, refuses_what_is_not_there) {
  const Cases cases = many();
  TermDefinition wrong_reference = by_sex;
  wrong_reference.reference = "X";
  TermDefinition wrong_per = by_age;
  wrong_per.per = 0;
  for (const ModelDefinition& wrong :
       {ModelDefinition{.id = "m", .endpoint = "pfs", .terms = {by_sex}},
        ModelDefinition{.id = "m", .endpoint = "os"},
        ModelDefinition{.id = "m", .endpoint = "os", .terms = {wrong_reference}},
        ModelDefinition{.id = "m", .endpoint = "os", .terms = {wrong_per}},
        ModelDefinition{.id = "m", .endpoint = "os", .terms = {{.of = {.variable = "nothing"}}}}})
    EXPECT_FALSE(fitted(cases, wrong));
}

}  // namespace
}  // namespace repere::study
