#include "study/describe.hpp"

#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::Answer;
using testing::Cases;

Description described(const Cases& cases, std::vector<std::string> of) {
  StudyDefinition study = testing::small_study();
  study.description = std::move(of);
  const Cohort cohort = cases.cohort();
  return describe(cohort, population_of(cohort, study), study).value();
}

TEST(Description, of_a_number_is_median_and_quartiles_by_column) {
  Cases cases;
  for (const double size : {10.0, 20.0, 30.0}) cases.tumour("2011").size_mm = size;
  cases.tumour("2014").size_mm = 100;
  cases.tumour("2014");
  cases.tumour("2009").size_mm = 1000;
  const Description table = described(cases, {"size_mm"});
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_TRUE(table.rows[0].heading);
  EXPECT_EQ(table.rows[0].label.fr, "Taille (mm)");
  EXPECT_EQ(table.rows[0].cells.at(1).median, 20);
  EXPECT_EQ(table.rows[0].cells.at(1).q1, 15);
  EXPECT_EQ(table.rows[0].cells.at(2).median, 100);
  EXPECT_EQ(table.rows[0].cells.at(0).n, 5u);
  EXPECT_EQ(table.rows[1].level, "missing");
  EXPECT_EQ(table.rows[1].cells.at(0).n, 1u);
  EXPECT_EQ(table.rows[1].cells.at(1).n, 0u);
}

TEST(Description, of_levels_has_shares_of_those_that_answer) {
  Cases cases;
  for (const auto answer : {Answer::yes, Answer::no, Answer::no, Answer::unknown})
    cases.tumour("2011").metastatic = answer;
  cases.tumour("2014");
  const Description table = described(cases, {"metastatic"});
  std::string rows;
  for (const DescriptionRow& row : table.rows) rows += row.heading ? "heading " : row.level + " ";
  EXPECT_EQ(rows, "heading yes no unknown missing ");
  EXPECT_EQ(table.rows[1].cells.at(0).n, 1u);
  EXPECT_DOUBLE_EQ(*table.rows[1].cells.at(0).share, 1 / 3.0);
  EXPECT_DOUBLE_EQ(*table.rows[2].cells.at(1).share, 2 / 3.0);
  EXPECT_FALSE(table.rows[3].cells.at(0).share);
  EXPECT_FALSE(table.rows[1].cells.at(2).share);  // nobody of the late period has an answer
  EXPECT_EQ(table.rows[4].cells.at(2).n, 1u);
}

TEST(Description, adds_up_to_the_columns) {
  Cases cases;
  for (int i = 0; i < 20; ++i)
    cases.tumour(i % 3 ? "2011" : "2015").metastatic = static_cast<Answer>(i % 4 + 1);
  const Description table = described(cases, {"metastatic"});
  for (std::size_t column = 0; column < 3; ++column) {
    std::size_t sum = 0;
    for (const DescriptionRow& row : table.rows) sum += row.heading ? 0 : row.cells.at(column).n;
    EXPECT_EQ(sum, table.columns[column].n);
  }
}

TEST(Description, refuses_a_date_and_a_variable_that_is_not_there) {
  Cases cases;
  const Cohort cohort = cases.cohort();
  for (const char* wrong : {"diagnosis_date", "nothing"}) {
    StudyDefinition study = testing::small_study();
    study.description = {wrong};
    EXPECT_FALSE(describe(cohort, population_of(cohort, study), study));
  }
}

}  // namespace
}  // namespace repere::study
