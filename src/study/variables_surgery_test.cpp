#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::ActStatus;
using registry::Answer;
using registry::Registry;
using registry::SurgeryKind;
using testing::Cases;
using testing::date;
using testing::day;

TEST(Operated, says_what_the_rows_say) {
  Cases cases;
  cases.tumour();
  EXPECT_EQ(cases.level("operated"), "not_recorded");
  cases.surgery(day(1), SurgeryKind::metastasis);
  EXPECT_EQ(cases.level("operated"), "not_recorded");
  cases.surgery(day(1)).status = ActStatus::not_done;
  EXPECT_EQ(cases.level("operated"), "no");
  cases.surgery(day(1)).status = ActStatus::not_asked;
  EXPECT_EQ(cases.level("operated"), "not_asked");
  cases.surgery(day(1)).status = ActStatus::unknown;
  EXPECT_EQ(cases.level("operated"), "unknown");
  cases.surgery({}, std::nullopt);
  EXPECT_EQ(cases.level("operated"), "yes");
}

TEST(FirstSurgeryMargin, is_that_of_the_first_and_final_that_of_the_last) {
  Cases cases;
  cases.tumour();
  cases.surgery(day(40), SurgeryKind::re_excision).margin = Margin::r0;
  cases.surgery(day(2)).margin = Margin::r1;
  EXPECT_EQ(cases.level("first_surgery_margin"), "R1");
  EXPECT_EQ(cases.level("final_margin"), "R0");
}

TEST(FirstSurgeryMargin, keeps_unknown_and_not_recorded_apart) {
  Cases cases;
  cases.tumour();
  EXPECT_EQ(cases.level("first_surgery_margin"), "missing");
  cases.surgery(day(2));
  EXPECT_EQ(cases.level("first_surgery_margin"), "missing");
  cases.registry.surgeries[0].margin = Margin::unknown;
  EXPECT_EQ(cases.level("first_surgery_margin"), "unknown");
}

TEST(FirstSurgeryNetwork, is_inside_outside_unknown_or_missing) {
  Cases cases;
  cases.tumour("2013-06-01");
  EXPECT_EQ(cases.level("first_surgery_network"), "missing");
  EXPECT_EQ(cases.level("first_surgery_place"), "no_surgery");
  auto& surgery = cases.surgery(date("2013-08-01"));
  EXPECT_EQ(cases.level("first_surgery_network"), "unknown");
  surgery.centre = cases.centre("IN2014");
  EXPECT_EQ(cases.level("first_surgery_network"), "outside");
  surgery.when = date("2014-01");
  EXPECT_EQ(cases.level("first_surgery_network"), "inside");
  EXPECT_EQ(cases.level("first_surgery_centre"), "IN2014");
  EXPECT_EQ(cases.level("first_surgery_place"), "inside");
}

TEST(ReExcision, is_a_second_surgery_of_the_primary) {
  Cases cases;
  cases.tumour();
  EXPECT_EQ(cases.level("re_excision"), "missing");
  cases.surgery(day(2));
  EXPECT_EQ(cases.level("re_excision"), "not_recorded");
  cases.surgery(day(30), SurgeryKind::local_relapse);
  EXPECT_EQ(cases.level("re_excision"), "not_recorded");
  cases.surgery(day(31), std::nullopt);
  EXPECT_EQ(cases.level("re_excision"), "unknown");
  cases.surgery(day(40), SurgeryKind::re_excision).status = ActStatus::not_done;
  EXPECT_EQ(cases.level("re_excision"), "unknown");
  cases.surgery(day(40), SurgeryKind::re_excision);
  EXPECT_EQ(cases.level("re_excision"), "yes");
}

TEST(ReExcision, is_yes_when_it_is_the_only_surgery_recorded) {
  Cases cases;
  cases.tumour();
  cases.surgery(day(2), SurgeryKind::re_excision);
  EXPECT_EQ(cases.level("re_excision"), "yes");
}

TEST(UnplannedExcision, is_the_opposite_of_planned) {
  Cases cases;
  cases.tumour();
  auto& surgery = cases.surgery(day(2));
  EXPECT_EQ(cases.level("unplanned_excision"), "missing");
  for (const auto& [planned, level] : {std::pair{Answer::yes, "no"},
                                       {Answer::no, "yes"},
                                       {Answer::unknown, "unknown"},
                                       {Answer::not_asked, "not_asked"}}) {
    surgery.planned = planned;
    EXPECT_EQ(cases.level("unplanned_excision"), level);
  }
}

TEST(Rupture, is_yes_when_one_surgery_says_so) {
  Cases cases;
  cases.tumour();
  cases.surgery(day(2)).rupture = Answer::no;
  EXPECT_EQ(cases.level("rupture"), "no");
  cases.surgery(day(3)).rupture = Answer::unknown;
  EXPECT_EQ(cases.level("rupture"), "unknown");
  cases.surgery(day(4)).rupture = Answer::yes;
  EXPECT_EQ(cases.level("rupture"), "yes");
}

TEST(Amputation, is_an_act_of_its_own) {
  Cases cases;
  cases.tumour();
  EXPECT_EQ(cases.level("amputation"), "not_recorded");
  cases.act(&Registry::amputations, day(3));
  EXPECT_EQ(cases.level("amputation"), "yes");
}

TEST(FirstSurgeryDays, may_be_negative_or_a_range) {
  Cases cases;
  cases.tumour("2014-03-10");
  cases.surgery(date("2014-03-01"));
  EXPECT_EQ(cases.number("first_surgery_days"), -9);
  cases.registry.surgeries[0].when = date("2014-04");
  EXPECT_EQ(cases.range("first_surgery_days"), (std::pair{22.0, 51.0}));
}

}  // namespace
}  // namespace repere::study
