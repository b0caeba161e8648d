#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::ActStatus;
using registry::Concordance;
using registry::PathologyReading;
using registry::Reading;
using registry::Registry;
using testing::Cases;
using testing::date;
using testing::day;

PathologyReading& reading(Cases& cases, Reading which, registry::When when, registry::When sampled = {}) {
  auto& row = cases.act(&Registry::pathology, when);
  row.reading = which;
  row.sampled = sampled;
  return row;
}

TEST(SecondReading, is_an_expert_reading_that_was_done) {
  Cases cases;
  cases.tumour();
  reading(cases, Reading::first, day(1));
  EXPECT_EQ(cases.level("second_reading"), "not_recorded");
  reading(cases, Reading::second, day(20)).status = ActStatus::unknown;
  EXPECT_EQ(cases.level("second_reading"), "unknown");
  reading(cases, Reading::third, day(40));
  EXPECT_EQ(cases.level("second_reading"), "yes");
}

TEST(SecondReadingDelay, runs_from_sampling_to_the_first_expert_reading) {
  Cases cases;
  cases.tumour();
  reading(cases, Reading::first, day(3), day(-2));
  EXPECT_FALSE(cases.number("second_reading_delay_days"));
  reading(cases, Reading::third, day(60));
  reading(cases, Reading::second, day(20));
  EXPECT_EQ(cases.number("second_reading_delay_days"), 22);
  cases.registry.pathology[2].sampled = day(5);
  EXPECT_EQ(cases.number("second_reading_delay_days"), 15);
}

TEST(SecondReadingDelay, is_a_range_with_partial_dates_and_missing_when_impossible) {
  Cases cases;
  cases.tumour();
  reading(cases, Reading::second, date("2014-04-10"), date("2014-03"));
  EXPECT_EQ(cases.range("second_reading_delay_days"), (std::pair{10.0, 40.0}));
  cases.registry.pathology[0].sampled = date("2014-05");
  EXPECT_FALSE(cases.number("second_reading_delay_days"));
}

// second_reading_delay, board_before_surgery -> early_access
std::string early(int read_on, std::optional<int> board_on, std::optional<int> surgery_on) {
  Cases cases;
  cases.tumour();
  reading(cases, Reading::second, day(read_on), day(0));
  if (board_on) cases.act(&Registry::boards, day(*board_on)).board = registry::BoardType::reference_sarcoma;
  if (surgery_on) cases.surgery(day(*surgery_on));
  return cases.level("early_access");
}

TEST(EarlyAccess, is_reading_within_30_days_and_board_before_surgery) {
  EXPECT_EQ(early(29, 10, 20), "yes");
  EXPECT_EQ(early(30, 10, 20), "no");
  EXPECT_EQ(early(29, 20, 20), "no");
  EXPECT_EQ(early(29, std::nullopt, 20), "not_recorded");
  EXPECT_EQ(early(30, std::nullopt, 20), "no");
}

TEST(EarlyAccess, without_surgery_asks_for_a_board_at_any_time) {
  EXPECT_EQ(early(29, 200, std::nullopt), "yes");
  EXPECT_EQ(early(29, std::nullopt, std::nullopt), "not_recorded");
}

TEST(EarlyAccess, is_unknown_where_dates_leave_the_30_days_open) {
  Cases cases;
  cases.tumour();
  cases.act(&Registry::boards, day(-10));
  cases.surgery(day(40));
  reading(cases, Reading::second, date("2014-04-10"), date("2014-03"));
  EXPECT_EQ(cases.level("early_access"), "unknown");
}

TEST(Concordance, prefers_the_third_reading) {
  Cases cases;
  cases.tumour();
  reading(cases, Reading::first, day(1)).concordance = Concordance::full;
  EXPECT_EQ(cases.level("concordance"), "missing");
  reading(cases, Reading::second, day(2)).concordance = Concordance::partial;
  EXPECT_EQ(cases.level("concordance"), "partial");
  reading(cases, Reading::third, day(3)).concordance = Concordance::discordant;
  EXPECT_EQ(cases.level("concordance"), "discordant");
}

}  // namespace
}  // namespace repere::study
