#include "study/expression/expression.hpp"

#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

// "line:column what" of a wrong expression.
std::string problem_of(std::string_view text) {
  static const Vocabulary vocabulary(testing::small_reference());
  const auto parsed = Expression::parse(text, vocabulary);
  if (parsed) return "no problem";
  return std::to_string(parsed.error().place.line) + ":" + std::to_string(parsed.error().place.column) + " " +
         parsed.error().what;
}

TEST(Expression, accepts_what_the_language_has) {
  for (const char* text : {"true",
                           "operated",
                           "not operated",
                           "age >= 18",
                           "age>=18 and age<150",
                           "sex = \"F\"",
                           "sex != 'M'",
                           "grade in (\"1\", \"2\")",
                           "grade not in (\"1\")",
                           "diagnosis_year between 2010 and 2020",
                           "diagnosis_year not between 2010 and 2020",
                           "diagnosis_date >= 2012-06-01",
                           "diagnosis_date < 2012-06",
                           "diagnosis_date = 2012",
                           "size_mm is missing",
                           "size_mm is not missing",
                           "size_mm is known",
                           "metastatic is not known",
                           "(operated or metastatic) and not (age < 15)",
                           "metastatic = true",
                           "metastatic = \"unknown\"",
                           "size_mm > -1",
                           "size_mm < 1e3",
                           "operated\nand\n metastatic",
                           "department = \"69\"",
                           "first_surgery_centre in (\"ANY\")",
                           "not not operated"})
    EXPECT_EQ(problem_of(text), "no problem") << text;
}

TEST(Expression, and_binds_before_or_and_not_before_both) {
  testing::Cases cases;
  cases.tumour().metastatic = registry::Answer::yes;
  EXPECT_EQ(cases.answers("true or false and false"), "y");
  EXPECT_EQ(cases.answers("(true or false) and false"), "n");
  EXPECT_EQ(cases.answers("not false and false"), "n");
  EXPECT_EQ(cases.answers("not (false and false)"), "y");
  EXPECT_EQ(cases.answers("not metastatic or true"), "y");
}

struct Wrong {
  const char* text;
  const char* problem;
};
class WrongExpression : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongExpression, says_where_and_what_to_change) {
  EXPECT_EQ(problem_of(GetParam().text).substr(0, std::string_view(GetParam().problem).size()),
            GetParam().problem)
      << GetParam().text << "\n"
      << problem_of(GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Form, WrongExpression,
    ::testing::Values(
        Wrong{"", "1:1 the expression is empty"}, Wrong{"  \n ", "2:2 the expression is empty"},
        Wrong{"operated and", "1:13 the expression ends too soon"},
        Wrong{"and operated", "1:1 'and' cannot begin a condition"},
        Wrong{"(operated", "1:10 a bracket is not closed: write ')' before 'the end'"},
        Wrong{"operated)", "1:9 ')' closes nothing"},
        Wrong{"operated metastatic", "1:10 'metastatic' does not follow: join conditions with 'and' or 'or'"},
        Wrong{"age >= ", "1:8 a value is missing before 'the end'"},
        Wrong{"age >= )", "1:8 a value is missing before ')'"},
        Wrong{"18 <= age", "1:1 a condition begins with a variable's name, not with '18'"},
        Wrong{"sex = F", "1:7 'F' stands where a value belongs: put a level in quotes, \"F\""},
        Wrong{"age == 18", "1:5 '==' has no meaning: write '='"},
        Wrong{"age <> 18", "1:5 '<>' has no meaning: write '!='"},
        Wrong{"operated && metastatic", "1:10 '&&' has no meaning: write 'and'"},
        Wrong{"operated || metastatic", "1:10 '||' has no meaning: write 'or'"},
        Wrong{"!operated", "1:1 '!' has no meaning"},
        Wrong{"age > 18 ; 2", "1:10 a character that has no meaning here"},
        Wrong{"sex = \"F", "1:7 this text is not closed: end it with \""},
        Wrong{"age > 12y", "1:7 '12y' is not a number"},
        Wrong{"diagnosis_date > 2012-13-01", "1:18 '2012-13-01' is the month is not between 01 and 12"},
        Wrong{"sex in \"F\"", "1:8 'in' is followed by values in brackets"},
        Wrong{"sex in (\"F\" \"M\")", "1:13 a list of values is not closed"},
        Wrong{"sex in ()", "1:9 a value is missing before ')'"},
        Wrong{"age between 1", "1:14 'between' takes two values"},
        Wrong{"age not 5", "1:9 'in' or 'between' is missing"},
        Wrong{"age is 5", "1:8 'is' is followed by 'missing', 'known'"},
        Wrong{"operated and\n  age is", "2:9 'is' is followed"},
        Wrong{"department = \"é\" and agee > 1", "1:22 there is no variable 'agee'; did you mean 'age'?"}));

INSTANTIATE_TEST_SUITE_P(
    Meaning, WrongExpression,
    ::testing::Values(
        Wrong{"graed = \"1\"",
              "1:1 there is no variable 'graed'; did you mean 'grade'? docs/variables.md lists them"},
        Wrong{"qwertyuiop = 1", "1:1 there is no variable 'qwertyuiop'. docs/variables.md"},
        Wrong{"grade = 3",
              "1:9 'grade' is a category and is compared with a number: put the level in quotes: \"3\""},
        Wrong{"age > \"18\"",
              "1:7 'age' is a number and is compared with a text: write a number (years) without quotes"},
        Wrong{"diagnosis_date > \"2012\"", "1:18 'diagnosis_date' is a date and is compared with a text"},
        Wrong{"diagnosis_date > 12", "1:18 '12' is not a date"},
        Wrong{
            "metastatic = 1",
            "1:14 'metastatic' is a yes or no and is compared with a number: write true, false, or a level"},
        Wrong{"grade = \"4\"", "1:9 '4' is not a level of grade"},
        Wrong{"first_surgery_margin in (\"R0\", \"r1\")",
              "1:32 'r1' is not a level of first_surgery_margin; did you mean 'R1'? Its levels: R0, R1, R2, "
              "fragmented, unknown"},
        Wrong{"histotype = \"H999\"",
              "1:13 'H999' is not a level of histotype. Its levels: HG, HU, HD, HB (see knowledge/"},
        Wrong{"grade", "1:1 'grade' is a category, not a condition: compare it with a value"},
        Wrong{"age", "1:1 'age' is a number, not a condition"},
        Wrong{"grade < \"3\"", "1:1 'grade' is a category and has no order: use =, != or in (...)"},
        Wrong{"metastatic between true and false", "1:1 'metastatic' is a yes or no and has no order"},
        Wrong{"age between 20 and 10", "1:13 'between' takes the smaller value first"}));

TEST(Expression, refuses_depth_and_length_that_no_study_needs) {
  EXPECT_EQ(problem_of(std::string(100'000, '(') + "true"),
            "1:201 the expression is nested too deeply: split it");
  std::string nots;
  for (int i = 0; i < 100'000; ++i) nots += "not ";
  EXPECT_NE(problem_of(nots + "true").find("nested too deeply"), std::string::npos);
  std::string chain = "true";
  for (int i = 0; i < 100'000; ++i) chain += " or true";
  EXPECT_NE(problem_of(chain).find("too long"), std::string::npos);
}

}  // namespace
}  // namespace repere::study
