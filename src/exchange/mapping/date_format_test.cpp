#include "exchange/mapping/date_format.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace repere::exchange {
namespace {

std::string read(std::string_view pattern, std::string_view text) {
  const auto format = DateFormat::make(pattern);
  if (!format) return "wrong format";
  const auto date = format->read(text);
  return date ? date->text() : "not a date";
}

TEST(DateFormat, reads_what_hospitals_write) {
  EXPECT_EQ(read("%d/%m/%Y", "05/03/2014"), "2014-03-05");
  EXPECT_EQ(read("%d/%m/%Y", "5/3/2014"), "2014-03-05");
  EXPECT_EQ(read("%m/%d/%Y", "12/31/2014"), "2014-12-31");
  EXPECT_EQ(read("%m/%Y", "03/2014"), "2014-03");
  EXPECT_EQ(read("%Y", "2014"), "2014");
  EXPECT_EQ(read("%Y%m%d", "20140305"), "2014-03-05");
  EXPECT_EQ(read("%d.%m.%Y %H:%M", "29.02.2016 10:30"), "2016-02-29");
}

TEST(DateFormat, refuses_other_texts_and_days_that_are_not) {
  for (const char* text :
       {"", "31/02/2014", "00/03/2014", "05/00/2014", "05/13/2014", "05/03/14", "05/03/20145", "05/03/2014 ",
        "05-03-2014", "a5/03/2014", "05/03/0000", "05/03/1799"})
    EXPECT_EQ(read("%d/%m/%Y", text), "not a date") << text;
}

TEST(DateFormat, refuses_formats_that_say_no_date) {
  for (const char* pattern : {"", "%d/%m", "%d %Y", "%y", "%Y%Y", "%Y-%b", "%Y%"})
    EXPECT_EQ(read(pattern, "2014"), "wrong format") << pattern;
}

TEST(DateFormat, sees_when_two_formats_could_mean_two_days) {
  const auto format = [](std::string_view pattern) { return DateFormat::make(pattern).value(); };
  EXPECT_TRUE(format("%d/%m/%Y").clashes_with(format("%m/%d/%Y")));
  EXPECT_FALSE(format("%d/%m/%Y").clashes_with(format("%d/%m/%Y")));
  EXPECT_FALSE(format("%d/%m/%Y").clashes_with(format("%m/%Y")));
}

}  // namespace
}  // namespace repere::exchange
