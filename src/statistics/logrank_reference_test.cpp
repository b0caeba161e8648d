// Every log-rank test that R computed for the reference data sets.
#include <gtest/gtest.h>

#include "statistics/logrank.hpp"
#include "statistics/reference_answers.hpp"

namespace repere::statistics {
namespace {

using namespace reference;

class LogRankReference : public ::testing::TestWithParam<std::string> {};

void compare(const Table& whole, const std::string& name, const boost::json::object& answer) {
  SCOPED_TRACE(name);
  const Formula formula(std::string(answer.at("formula").as_string()));
  const Table table = formula.complete(whole);
  const Rows rows = follow_up(table, formula.time(), formula.event());
  const Levels groups = levels_of(table.texts(formula.terms.front()));
  const Levels strata = levels_of(Formula::joined(table, formula.strata));
  const auto ours =
      logrank(rows.view(), groups.view(), strata.view(), answer.at("rho").to_number<double>()).value();

  const auto observed = doubles(answer.at("observed")), expected = doubles(answer.at("expected"));
  const auto n = doubles(answer.at("n"));
  ASSERT_EQ(ours.observed.size(), observed.size());
  std::vector<std::size_t> mine;  // where the answer's groups stand among ours:
                                  // the order of text is R's locale's
  for (const auto& group : answer.at("groups").as_array()) {
    const auto found = std::find(groups.names.begin(), groups.names.end(), std::string(group.as_string()));
    ASSERT_NE(found, groups.names.end());
    mine.push_back(static_cast<std::size_t>(found - groups.names.begin()));
  }
  for (std::size_t g = 0; g < observed.size(); ++g) {
    EXPECT_EQ(static_cast<double>(ours.rows[mine[g]]), n[g]);
    EXPECT_TRUE(close(ours.observed[mine[g]], observed[g], 1e-12, "observed"));
    EXPECT_TRUE(close(ours.expected[mine[g]], expected[g], 1e-12, "expected"));
    const auto variance = doubles(answer.at("variance").as_array()[g]);
    for (std::size_t h = 0; h < variance.size(); ++h)
      EXPECT_TRUE(close(ours.variance(mine[g], mine[h]), variance[h], 1e-12, "variance"));
  }
  EXPECT_TRUE(close(ours.test.chi2, answer.at("chisq").to_number<double>(), 1e-11, "chi2"));
  EXPECT_EQ(ours.test.df, answer.at("df").to_number<int>());
  const double p = answer.at("p").to_number<double>();
  EXPECT_TRUE(close(ours.test.p, p, 1e-10, "p"));
}

TEST_P(LogRankReference, tests_agree_with_r) {
  const std::string folder = folder_of(GetParam());
  if (folder.empty()) GTEST_SKIP() << "the shared reference answers are not on this machine";
  const Table table(folder + (GetParam() == "colon" ? "data_death.csv" : "data.csv"));
  const auto answers = json_file(folder + "logrank.json");
  for (const auto& [name, answer] : answers.as_object())
    compare(table, std::string(name), answer.as_object());
}

INSTANTIATE_TEST_SUITE_P(LogRank, LogRankReference,
                         ::testing::Values("lung", "veteran", "ovarian", "colon", "cohort_43975"));

}  // namespace
}  // namespace repere::statistics
