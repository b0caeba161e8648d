#include "study/run.hpp"

#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using testing::Cases;
using testing::day;

Cases three_cases() {
  Cases cases;
  cases.registry.datasets.push_back({.source = "test", .title_en = "Test", .synthetic = true});
  for (const char* year : {"2011", "2014", "2008"}) {
    cases.tumour(year);
    cases.surgery(day(3)).centre = cases.centre("IN");
    cases.news(day(100));
  }
  return cases;
}

StudyDefinition whole_study() {
  StudyDefinition study = testing::small_study();
  study.version = "3";
  study.title = {"Petite", "Small"};
  study.description = {"age", "sex"};
  study.indicators = {"board"};
  study.survival = {{.id = "os", .endpoint = "os"}};
  study.models = {{.id = "cox", .endpoint = "os", .terms = {{.of = {.variable = "sex"}, .reference = "F"}}}};
  return study;
}

std::vector<IndicatorDefinition> indicators(const Cases& cases) {
  IndicatorDefinition board;
  board.id = "board";
  board.numerator = cases.expression("board_before_surgery");
  board.denominator = cases.expression("operated");
  return {board};
}

TEST(RunStudy, brings_everything_together) {
  const Cases cases = three_cases();
  const RunContext context{.program_version = "1.2.3", .origin = "record, revision 3", .revision = 3};
  const auto results = run_study(whole_study(), indicators(cases), cases.registry, cases.reference, context);
  ASSERT_TRUE(results) << results.error().message;
  EXPECT_EQ(results->id, "small");
  EXPECT_EQ(results->version, "3");
  EXPECT_TRUE(results->data.synthetic);
  EXPECT_EQ(results->data.patients, 3u);
  EXPECT_EQ(results->data.tumours, 3u);
  EXPECT_EQ(results->data.acts, 6u);
  EXPECT_EQ(results->data.revision, 3);
  EXPECT_EQ(results->data.program_version, "1.2.3");
  EXPECT_EQ(results->flow.size(), 1u);
  ASSERT_EQ(results->periods.size(), 2u);
  EXPECT_EQ(results->periods[0].id, "early");
  EXPECT_EQ(results->description.rows.size(), 4u);  // two headings, two rows of missing values
  EXPECT_EQ(results->indicators.at(0).cells.at(0).all.no, 3u);
  EXPECT_EQ(results->survival.at(0).curves.at(0).n, 3u);
  EXPECT_EQ(results->models.at(0).left_out, 3u);
  EXPECT_EQ(results->notes.at(0).en.substr(0, 27), "1 cases of the population a");
  for (const Definition& one : results->definitions) {
    EXPECT_FALSE(one.term.fr.empty() || one.meaning.fr.empty() || one.meaning.en.empty() ||
                 one.source.empty());
  }
}

TEST(RunStudy, of_no_cases_has_its_tables_empty) {
  const Cases cases;
  const auto results = run_study(whole_study(), indicators(cases), cases.registry, cases.reference, {});
  ASSERT_TRUE(results) << results.error().message;
  EXPECT_EQ(results->flow.at(0).kept, 0u);
  EXPECT_FALSE(results->indicators.at(0).cells.at(0).all.value);
}

TEST(RunStudy, refuses_an_indicator_that_is_not_there) {
  const Cases cases = three_cases();
  StudyDefinition study = whole_study();
  study.indicators = {"bord"};
  const auto results = run_study(study, indicators(cases), cases.registry, cases.reference, {});
  ASSERT_FALSE(results);
  EXPECT_EQ(results.error().kind, ErrorKind::incorrect);
  EXPECT_NE(results.error().message.find("did you mean 'board'"), std::string::npos);
}

TEST(RunStudy, refuses_acts_that_are_not_sorted) {
  Cases cases = three_cases();
  cases.registry.surgeries[0].tumour = 2;
  EXPECT_EQ(run_study(whole_study(), indicators(cases), cases.registry, cases.reference, {}).error().kind,
            ErrorKind::fault);
}

}  // namespace
}  // namespace repere::study
