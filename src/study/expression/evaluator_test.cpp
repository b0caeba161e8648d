#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::ActStatus;
using registry::Answer;
using registry::Registry;
using testing::Cases;
using testing::date;
using testing::day;

constexpr Truth all_truths[] = {Truth::no, Truth::yes, Truth::open};

TEST(Kleene, negation_leaves_open_what_is_open) {
  EXPECT_EQ(negation(Truth::no), Truth::yes);
  EXPECT_EQ(negation(Truth::yes), Truth::no);
  EXPECT_EQ(negation(Truth::open), Truth::open);
}

TEST(Kleene, conjunction_is_the_least_and_disjunction_the_greatest) {
  // no < open < yes
  const auto rank = [](Truth a) { return a == Truth::no ? 0 : a == Truth::open ? 1 : 2; };
  for (const Truth a : all_truths)
    for (const Truth b : all_truths) {
      EXPECT_EQ(rank(conjunction(a, b)), std::min(rank(a), rank(b)));
      EXPECT_EQ(rank(disjunction(a, b)), std::max(rank(a), rank(b)));
      EXPECT_EQ(negation(conjunction(a, b)), disjunction(negation(a), negation(b)));
    }
}

// Rows: metastatic yes, no, unknown, not_asked, not recorded.
Cases five_answers() {
  Cases cases;
  for (const Answer answer : {Answer::yes, Answer::no, Answer::unknown, Answer::not_asked})
    cases.tumour().metastatic = answer;
  cases.tumour();
  return cases;
}

TEST(Evaluator, answers_yes_or_no_questions_in_three_values) {
  const Cases cases = five_answers();
  EXPECT_EQ(cases.answers("metastatic"), "yn???");
  EXPECT_EQ(cases.answers("not metastatic"), "ny???");
  EXPECT_EQ(cases.answers("metastatic or not metastatic"), "yy???");
  EXPECT_EQ(cases.answers("metastatic and false"), "nnnnn");
  EXPECT_EQ(cases.answers("metastatic or true"), "yyyyy");
  EXPECT_EQ(cases.answers("metastatic = true"), "yn???");
  EXPECT_EQ(cases.answers("metastatic = false"), "ny???");
  EXPECT_EQ(cases.answers("metastatic != false"), "yn???");
}

TEST(Evaluator, tells_what_is_said_from_what_is_missing) {
  const Cases cases = five_answers();
  EXPECT_EQ(cases.answers("metastatic is missing"), "nnnny");
  EXPECT_EQ(cases.answers("metastatic is not missing"), "yyyyn");
  EXPECT_EQ(cases.answers("metastatic is known"), "yynnn");
  EXPECT_EQ(cases.answers("metastatic = \"unknown\""), "nnyn?");
  EXPECT_EQ(cases.answers("metastatic in (\"unknown\", \"not_asked\")"), "nnyy?");
  EXPECT_EQ(cases.answers("metastatic in (\"yes\", \"unknown\")"), "yny??");
  EXPECT_EQ(cases.answers("metastatic != \"unknown\""), "yyny?");
}

TEST(Evaluator, compares_categories) {
  Cases cases;
  for (const auto grade : {FnclccGrade::g1, FnclccGrade::g3, FnclccGrade::not_applicable,
                           FnclccGrade::not_assessable, FnclccGrade::unknown})
    cases.tumour().grade = grade;
  cases.tumour();
  EXPECT_EQ(cases.answers("grade = \"3\""), "nyn???");
  EXPECT_EQ(cases.answers("grade != \"3\""), "yny???");
  EXPECT_EQ(cases.answers("grade in (\"1\", \"3\")"), "yyn???");
  EXPECT_EQ(cases.answers("grade not in (\"1\", \"3\")"), "nny???");
  EXPECT_EQ(cases.answers("grade in (\"3\", \"unknown\")"), "nyn?y?");
  EXPECT_EQ(cases.answers("grade is known"), "yyynnn");
}

TEST(Evaluator, compares_numbers_and_their_ends) {
  Cases cases;
  for (const double size : {49.9, 50.0, 50.1}) cases.tumour().size_mm = size;
  cases.tumour();
  EXPECT_EQ(cases.answers("size_mm < 50"), "ynn?");
  EXPECT_EQ(cases.answers("size_mm <= 50"), "yyn?");
  EXPECT_EQ(cases.answers("size_mm > 50"), "nny?");
  EXPECT_EQ(cases.answers("size_mm >= 50"), "nyy?");
  EXPECT_EQ(cases.answers("size_mm = 50"), "nyn?");
  EXPECT_EQ(cases.answers("size_mm != 50"), "yny?");
  EXPECT_EQ(cases.answers("size_mm between 50 and 50.1"), "nyy?");
  EXPECT_EQ(cases.answers("size_mm not between 50 and 50.1"), "ynn?");
  EXPECT_EQ(cases.answers("size_mm in (50, 49.9)"), "yyn?");
}

TEST(Evaluator, answers_a_range_only_when_all_of_it_agrees) {
  Cases cases;
  cases.tumour("2014-03-10");
  cases.patient().birth = Confidential{std::optional(PartialDate::of_year(1996))};  // 17.2 to 18.2 years
  EXPECT_EQ(cases.answers("age < 18"), "?");
  EXPECT_EQ(cases.answers("age >= 18"), "?");
  EXPECT_EQ(cases.answers("age < 19"), "y");
  EXPECT_EQ(cases.answers("age > 19"), "n");
  EXPECT_EQ(cases.answers("age between 15 and 25"), "y");
  EXPECT_EQ(cases.answers("age = 18"), "?");
}

TEST(Evaluator, compares_partial_dates) {
  Cases cases;
  for (const char* diagnosis : {"2012-05-31", "2012-06-15", "2012-06", "2012"}) cases.tumour(diagnosis);
  cases.tumour(nullptr);
  EXPECT_EQ(cases.answers("diagnosis_date >= 2012-06-01"), "nyy??");
  EXPECT_EQ(cases.answers("diagnosis_date >= 2012-06"), "nyy??");
  EXPECT_EQ(cases.answers("diagnosis_date > 2012-06"), "nnn??");
  EXPECT_EQ(cases.answers("diagnosis_date <= 2012-06"), "yyy??");
  EXPECT_EQ(cases.answers("diagnosis_date < 2012-06-10"), "yn???");
  EXPECT_EQ(cases.answers("diagnosis_date = 2012"), "yyyy?");
  EXPECT_EQ(cases.answers("diagnosis_date = 2012-06"), "nyy??");
  EXPECT_EQ(cases.answers("diagnosis_date between 2011 and 2012-05"), "ynn??");
  EXPECT_EQ(cases.answers("diagnosis_year = 2012"), "yyyy?");
}

TEST(Evaluator, counts_absent_acts_as_the_definition_says) {
  Cases cases;
  cases.tumour();
  cases.surgery(day(10));
  cases.tumour();
  cases.surgery(day(10));
  cases.act(&Registry::biopsies, day(1), ActStatus::unknown);
  EXPECT_EQ(cases.answers("biopsy_before_surgery", AbsentActs::no), "n?");
  EXPECT_EQ(cases.answers("biopsy_before_surgery", AbsentActs::unknown), "??");
  EXPECT_EQ(cases.answers("biopsy_before_surgery = \"no\"", AbsentActs::no), "y?");
  EXPECT_EQ(cases.answers("biopsy_before_surgery = \"not_recorded\""), "yn");
  EXPECT_EQ(cases.answers("biopsy_before_surgery is known", AbsentActs::no), "yn");
  EXPECT_EQ(cases.answers("biopsy_before_surgery is known", AbsentActs::unknown), "nn");
  EXPECT_EQ(cases.answers("biopsy_before_surgery is missing"), "nn");
}

TEST(Evaluator, takes_a_level_that_the_data_do_not_have_as_nobody_s) {
  Cases cases;
  cases.tumour();
  cases.patient().department = "69";
  cases.tumour();
  EXPECT_EQ(cases.answers("department = \"75\""), "n?");
  EXPECT_EQ(cases.answers("department != \"75\""), "y?");
}

}  // namespace
}  // namespace repere::study
