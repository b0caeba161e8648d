#include "base/date.hpp"

#include <gtest/gtest.h>

namespace repere {
namespace {

using namespace std::chrono;

TEST(PartialDate, reads_a_day_a_month_and_a_year) {
  EXPECT_EQ(PartialDate::parse("2014")->text(), "2014");
  EXPECT_EQ(PartialDate::parse("2014-03")->text(), "2014-03");
  EXPECT_EQ(PartialDate::parse("2014-03-05")->text(), "2014-03-05");
  EXPECT_EQ(PartialDate::parse("2016-02-29")->first(), Day{2016y / February / 29});
}

TEST(PartialDate, refuses_what_is_not_a_date) {
  for (const char* wrong : {"", "14", "2014-", "2014-3", "2014-13", "2014-00", "2014-02-30", "2015-02-29", "2014-03-00",
                            "2014/03/05", "05/03/2014", "2014-03-5", "20140305", "1799", "2200", " 2014", "2014 ",
                            "-014", "2014-0a", "NaN"})
    EXPECT_FALSE(PartialDate::parse(wrong)) << wrong;
}

TEST(PartialDate, says_the_first_middle_and_last_day_it_can_be) {
  const auto year = PartialDate::of_year(2012), month = PartialDate::of_month(2012, 2);
  EXPECT_EQ(year.first(), Day{2012y / January / 1});
  EXPECT_EQ(year.middle(), Day{2012y / July / 1});
  EXPECT_EQ(year.last(), Day{2012y / December / 31});
  EXPECT_EQ(month.first(), Day{2012y / February / 1});
  EXPECT_EQ(month.middle(), Day{2012y / February / 15});
  EXPECT_EQ(month.last(), Day{2012y / February / 29});
}

TEST(PartialDate, is_before_only_when_it_certainly_is) {
  const auto january = PartialDate::of_month(2014, 1), year = PartialDate::of_year(2014);
  EXPECT_TRUE(certainly_before(january, PartialDate::of_month(2014, 2)));
  EXPECT_FALSE(certainly_before(january, year));
  EXPECT_FALSE(certainly_before(year, january));
  EXPECT_FALSE(certainly_before(january, january));
}

TEST(Instant, is_written_and_read_back) {
  const Instant instant = Day{2026y / November / 22} + 9h + 30min + 125ms;
  EXPECT_EQ(iso_text(instant), "2026-11-22T09:30:00.125Z");
  EXPECT_EQ(*parse_instant("2026-11-22T09:30:00.125Z"), instant);
  for (const char* wrong : {"", "2026-11-22", "2026-11-22 09:30:00.125Z", "2026-11-22T24:30:00.125Z",
                            "2026-11-22T09:60:00.125Z", "2026-11T09:30:00.125Z---"})
    EXPECT_FALSE(parse_instant(wrong)) << wrong;
}

}  // namespace
}  // namespace repere
