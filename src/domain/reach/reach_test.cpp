#include "domain/reach/reach.hpp"

#include <gtest/gtest.h>

namespace repere::reach {
namespace {

using std::chrono::days;

constexpr Day monday{days(20780)};  // 2026-11-23

TEST(Reach, a_week_begins_on_its_monday) {
  ASSERT_EQ(std::chrono::weekday(monday), std::chrono::Monday);
  for (int i = 0; i < 7; ++i) EXPECT_EQ(week_of(monday + days(i)), monday) << i;
  EXPECT_EQ(week_of(monday - days(1)), monday - days(7));
}

TEST(Reach, every_level_of_suspicion_has_a_count_of_its_own) {
  for (const auto& level : suspicion::level_words) {
    EXPECT_EQ(word_in(counted_words, questionnaire_of(level.value)), "questionnaire_" + std::string(level.word));
    EXPECT_EQ(word_in(counted_words, sheet_of(level.value)), "sheet_" + std::string(level.word));
  }
}

TEST(Reach, stored_numbers_lead_back_to_what_was_counted_and_others_to_nothing) {
  for (const auto& one : counted_words) EXPECT_EQ(counted_of(static_cast<int>(one.value)), one.value);
  for (const int wrong : {-1, 0, 5, 20, 255, 256 + 1}) EXPECT_FALSE(counted_of(wrong)) << wrong;
}

TEST(Reach, the_country_is_exact_and_departments_are_rounded_down) {
  const Report report = report_of({{monday, Counted::search_here, "69", 4},
                                   {monday - days(7), Counted::search_here, "69", 5},
                                   {monday, Counted::search_here, "48", 4},
                                   {monday, Counted::search_here, "", 3},
                                   {monday - days(70), Counted::search_here, "69", 1000},
                                   {monday + days(7), Counted::search_here, "69", 1000}},
                                  monday + days(2), 4);
  const std::size_t search = place_of(Counted::search_here);
  ASSERT_EQ(report.weeks.size(), 4U);
  EXPECT_EQ(report.weeks.back().times[search], 11);
  EXPECT_EQ(report.weeks[2].times[search], 5);
  EXPECT_EQ(report.weeks[0].times[search], 0);
  EXPECT_EQ(report.total[search], 16);
  ASSERT_EQ(report.departments.size(), 1U) << "what is below the rounding looks like nothing";
  EXPECT_EQ(report.departments[0].department, "69");
  EXPECT_EQ(report.departments[0].at_least[search], 5);
}

TEST(Reach, a_small_count_follows_from_nothing_that_is_shown) {
  // Whatever the small counts are, as long as the country's total is the same, the same is shown.
  const auto shown = [](std::int64_t lozere, std::int64_t creuse) {
    return report_of({{monday, Counted::questionnaire_refer, "48", lozere},
                      {monday, Counted::questionnaire_refer, "23", creuse},
                      {monday, Counted::questionnaire_refer, "", 9 - lozere - creuse}},
                     monday, 1);
  };
  for (const auto& [lozere, creuse] : {std::pair{0, 0}, {4, 0}, {0, 4}, {4, 4}, {1, 2}}) {
    EXPECT_TRUE(shown(lozere, creuse).departments.empty()) << lozere << creuse;
    EXPECT_EQ(shown(lozere, creuse).total, shown(0, 0).total);
  }
}

}  // namespace
}  // namespace repere::reach
