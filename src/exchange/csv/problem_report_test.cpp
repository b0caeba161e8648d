#include "exchange/csv/problem_report.hpp"

#include <gtest/gtest.h>

#include "exchange/csv/reader.hpp"

namespace repere::csv {
namespace {

using workflows::Intake;
using workflows::Severity;

TEST(ProblemReport, is_a_csv_file_with_a_row_a_problem) {
  Intake intake;
  intake.add({Severity::error, "news.csv", 12, "date", "not a date", "write YYYY-MM-DD, or \"YYYY\""});
  intake.add({Severity::warning, "truth.csv", 0, "", "not read", "move it"});
  const std::string text = problem_report(intake);
  EXPECT_EQ(text,
            "severity,file,line,column,what,remedy\n"
            "error,news.csv,12,date,not a date,\"write YYYY-MM-DD, or \"\"YYYY\"\"\"\n"
            "warning,truth.csv,,,not read,move it\n");
  auto reader = Reader::over(text, "report.csv");
  ASSERT_TRUE(reader);
  ASSERT_EQ(reader->next(), Step::record);
  EXPECT_EQ(reader->fields()[5], "write YYYY-MM-DD, or \"YYYY\"");
}

TEST(ProblemReport, says_how_many_problems_it_does_not_list) {
  Intake intake;
  for (std::size_t i = 0; i < Intake::most_problems + 5; ++i)
    intake.add({Severity::error, "a.csv", i + 2, "", "empty", "fill it"});
  EXPECT_NE(problem_report(intake).find("\nerror,,,,5 more problems are not listed,"), std::string::npos);
}

TEST(ProblemReport, says_when_it_cannot_be_written) {
  EXPECT_EQ(write_problem_report("/proc/none/report.csv", {}).error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace repere::csv
