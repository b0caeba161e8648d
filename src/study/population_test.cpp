#include "study/population.hpp"

#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using testing::Cases;

// Sizes 10, 60, not recorded; years 2011, 2014, 2009, not recorded.
Cases cases_of_sizes() {
  Cases cases;
  cases.tumour("2011-05-01").size_mm = 10;
  cases.tumour("2014").size_mm = 60;
  cases.tumour("2009-01-01").size_mm = 60;
  cases.tumour(nullptr).size_mm = 60;
  cases.tumour("2015-01-01");
  return cases;
}

TEST(Population, counts_false_and_unanswerable_apart_at_each_step) {
  const Cases cases = cases_of_sizes();
  StudyDefinition study = testing::small_study();
  study.population = {{{"grosses", "large"}, cases.expression("size_mm > 50")},
                      {{"années", "years"}, cases.expression("diagnosis_year >= 2010")}};
  const Population population = population_of(cases.cohort(), study);
  ASSERT_EQ(population.flow.size(), 3u);
  EXPECT_EQ(population.flow[0].kept, 5u);
  EXPECT_EQ(population.flow[0].expression, "");
  EXPECT_EQ(population.flow[1].expression, "size_mm > 50");
  EXPECT_EQ(population.flow[1].kept, 3u);
  EXPECT_EQ(population.flow[1].excluded, 1u);
  EXPECT_EQ(population.flow[1].excluded_unknown, 1u);
  EXPECT_EQ(population.flow[2].kept, 1u);
  EXPECT_EQ(population.flow[2].excluded, 1u);
  EXPECT_EQ(population.flow[2].excluded_unknown, 1u);
  EXPECT_EQ(population.rows, (std::vector<std::uint32_t>{1}));
}

TEST(TableColumns, are_all_cases_then_the_periods) {
  const Cases cases = cases_of_sizes();
  const auto columns = table_columns(population_of(cases.cohort(), testing::small_study()));
  ASSERT_EQ(columns.size(), 3u);
  EXPECT_EQ(columns[0].id, "all");
  EXPECT_EQ(columns[0].n, 5u);
  EXPECT_EQ(columns[1].n, 1u);
  EXPECT_EQ(columns[2].n, 2u);
}

TEST(Filtered, counts_what_cannot_be_answered) {
  const Cases cases = cases_of_sizes();
  const Filtered kept = filtered(cases.cohort(), {0, 1, 4}, cases.expression("size_mm > 50"), AbsentActs::no);
  EXPECT_EQ(kept.rows, (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(kept.open, 1u);
}

}  // namespace
}  // namespace repere::study
