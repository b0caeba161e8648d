#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::ActStatus;
using registry::BoardType;
using registry::ImagingRegion;
using registry::Registry;
using registry::Timing;
using testing::Cases;
using testing::date;
using testing::day;

// biopsy_before_surgery with one surgery and one biopsy.
std::string biopsy(registry::When biopsy_on, registry::When surgery_on, ActStatus status = ActStatus::done,
                   const char* origin = "2014-03-10") {
  Cases cases;
  cases.tumour(origin);
  cases.surgery(surgery_on);
  cases.act(&Registry::biopsies, biopsy_on, status);
  return cases.level("biopsy_before_surgery");
}

TEST(BeforeSurgery, is_yes_only_on_an_earlier_day) {
  EXPECT_EQ(biopsy(day(0), day(1)), "yes");
  EXPECT_EQ(biopsy(day(1), day(1)), "no");
  EXPECT_EQ(biopsy(day(2), day(1)), "no");
  EXPECT_EQ(biopsy(date("2014-03-09"), day(0)), "yes");
}

TEST(BeforeSurgery, is_unknown_where_partial_dates_can_overlap) {
  EXPECT_EQ(biopsy(date("2014-03"), date("2014-03")), "unknown");
  EXPECT_EQ(biopsy(date("2014-02"), date("2014-03")), "yes");
  EXPECT_EQ(biopsy(date("2014"), date("2014-06-01")), "unknown");
  EXPECT_EQ(biopsy({}, day(5)), "unknown");
  EXPECT_EQ(biopsy(day(5), {}), "unknown");
}

TEST(BeforeSurgery, is_exact_between_day_counts_without_an_origin) {
  EXPECT_EQ(biopsy(day(0), day(1), ActStatus::done, nullptr), "yes");
  EXPECT_EQ(biopsy(day(0), date("2014-04-01"), ActStatus::done, nullptr), "unknown");
}

TEST(BeforeSurgery, keeps_not_done_unknown_and_not_asked_apart) {
  EXPECT_EQ(biopsy({}, day(5), ActStatus::not_done), "no");
  EXPECT_EQ(biopsy({}, day(5), ActStatus::unknown), "unknown");
  EXPECT_EQ(biopsy({}, day(5), ActStatus::not_asked), "not_asked");
  EXPECT_EQ(biopsy(day(9), day(5), ActStatus::unknown), "no");
}

TEST(BeforeSurgery, is_not_recorded_without_a_row_and_missing_without_surgery) {
  Cases cases;
  cases.tumour();
  EXPECT_EQ(cases.level("biopsy_before_surgery"), "missing");
  cases.surgery(day(3));
  EXPECT_EQ(cases.level("biopsy_before_surgery"), "not_recorded");
}

TEST(BeforeSurgery, one_sure_act_is_enough) {
  Cases cases;
  cases.tumour();
  cases.surgery(day(10));
  cases.act(&Registry::biopsies, {}, ActStatus::unknown);
  cases.act(&Registry::biopsies, date("2014"));
  EXPECT_EQ(cases.level("biopsy_before_surgery"), "unknown");
  cases.act(&Registry::biopsies, day(2));
  EXPECT_EQ(cases.level("biopsy_before_surgery"), "yes");
}

TEST(BoardBeforeSurgery, counts_every_board_but_the_local_one) {
  for (const auto type : {BoardType::reference_sarcoma, BoardType::bone, BoardType::paediatric,
                          BoardType::recourse, BoardType::molecular, BoardType::unknown, BoardType::local}) {
    Cases cases;
    cases.tumour();
    cases.surgery(day(10));
    cases.act(&Registry::boards, day(2)).board = type;
    EXPECT_EQ(cases.level("board_before_surgery"), type == BoardType::local ? "not_recorded" : "yes");
    EXPECT_EQ(cases.level("board"), type == BoardType::local ? "not_recorded" : "yes");
  }
}

TEST(ImagingBeforeSurgery, is_of_the_tumour) {
  for (const auto region : {ImagingRegion::primary, ImagingRegion::whole_body, ImagingRegion::unknown,
                            ImagingRegion::chest, ImagingRegion::other}) {
    Cases cases;
    cases.tumour();
    cases.surgery(day(10));
    cases.act(&Registry::imaging, day(2)).region = region;
    const bool elsewhere = region == ImagingRegion::chest || region == ImagingRegion::other;
    EXPECT_EQ(cases.level("imaging_before_surgery"), elsewhere ? "not_recorded" : "yes");
  }
}

TEST(Neoadjuvant, is_what_its_timing_says_or_what_lies_before_surgery) {
  Cases cases;
  cases.tumour();
  EXPECT_EQ(cases.level("neoadjuvant"), "not_recorded");
  cases.act(&Registry::radiotherapies, day(-5)).timing = Timing::adjuvant;
  EXPECT_EQ(cases.level("neoadjuvant"), "no");
  cases.act(&Registry::systemic_treatments, day(5));
  EXPECT_EQ(cases.level("neoadjuvant"), "unknown");  // no timing, and no surgery to lie before
  cases.surgery(day(30));
  EXPECT_EQ(cases.level("neoadjuvant"), "yes");
}

}  // namespace
}  // namespace repere::study
