#include "study/board_activity.hpp"

#include <gtest/gtest.h>

namespace repere::study {
namespace {

using std::chrono::days;

Day day(const char* text) { return PartialDate::parse(text)->first(); }

TEST(Delays, are_distributions_with_what_is_not_known_beside) {
  std::vector<Milestones> cases(5);
  const auto from = static_cast<std::size_t>(Milestone::referral), to = static_cast<std::size_t>(Milestone::board);
  const int waited[] = {10, 20, 40};
  for (std::size_t i = 0; i < 3; ++i) {
    cases[i][from] = day("2026-01-01");
    cases[i][to] = day("2026-01-01") + days(waited[i]);
  }
  cases[3][from] = day("2026-01-02");
  cases[3][to] = day("2026-01-01");
  const auto summary = delays_between(cases, Milestone::referral, Milestone::board);
  EXPECT_EQ(summary.cases, 5);
  EXPECT_EQ(summary.unknown, 1);
  EXPECT_EQ(summary.negative, 1);
  EXPECT_EQ(summary.median, 20);
  EXPECT_EQ(summary.quarter, 15);
  EXPECT_FALSE(delays_between({}, Milestone::referral, Milestone::board).median);
}

}  // namespace
}  // namespace repere::study
