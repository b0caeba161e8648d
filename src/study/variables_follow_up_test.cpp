#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::RelapseKind;
using registry::State;
using testing::Cases;
using testing::date;
using testing::day;

TEST(FollowUp, is_to_the_last_news) {
  Cases cases;
  cases.tumour();
  EXPECT_FALSE(cases.number("follow_up_days"));
  cases.news(day(300));
  cases.news(day(100));
  EXPECT_EQ(cases.number("follow_up_days"), 300);
}

TEST(FollowUp, is_a_range_with_partial_dates) {
  Cases cases;
  cases.tumour("2014-03-10");
  cases.news(date("2014-12"));
  cases.news(date("2014-12-20"));
  EXPECT_EQ(cases.range("follow_up_days"), (std::pair{285.0, 296.0}));
}

TEST(Dead, asks_the_news) {
  Cases cases;
  cases.tumour();
  EXPECT_EQ(cases.level("dead"), "missing");
  cases.news(day(10), std::nullopt);
  EXPECT_EQ(cases.level("dead"), "unknown");
  cases.news(day(20), State::alive_with_disease);
  EXPECT_EQ(cases.level("dead"), "no");
  cases.news(day(30), State::dead_unknown_cause);
  EXPECT_EQ(cases.level("dead"), "yes");
}

TEST(Relapse, keeps_kinds_apart) {
  Cases cases;
  cases.tumour();
  EXPECT_EQ(cases.level("local_relapse"), "not_recorded");
  cases.relapse(day(50), RelapseKind::metastatic);
  EXPECT_EQ(cases.level("relapse"), "yes");
  EXPECT_EQ(cases.level("metastatic_relapse"), "yes");
  EXPECT_EQ(cases.level("local_relapse"), "not_recorded");
  cases.relapse(day(40), std::nullopt);
  EXPECT_EQ(cases.level("local_relapse"), "unknown");
  EXPECT_EQ(cases.number("first_relapse_days"), 40);
}

}  // namespace
}  // namespace repere::study
