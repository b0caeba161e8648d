#include "study/age.hpp"

#include <gtest/gtest.h>

namespace repere::study {
namespace {

double age(const char* day, const char* birth) {
  return age_on(PartialDate::parse(day)->first(), PartialDate::parse(birth)->first());
}

TEST(Age, is_whole_on_every_birthday) {
  for (int year = 1951; year < 2050; ++year)
    EXPECT_EQ(age((std::to_string(year) + "-03-10").c_str(), "1950-03-10"), year - 1950);
}

TEST(Age, counts_the_part_of_the_current_year) {
  EXPECT_DOUBLE_EQ(age("2014-03-11", "2000-03-10"), 14 + 1 / 365.0);
  EXPECT_DOUBLE_EQ(age("2016-03-09", "2000-03-10"), 15 + 365 / 366.0);
}

TEST(Age, of_the_day_before_eighteen_is_below_eighteen) {
  EXPECT_LT(age("2018-02-27", "2000-02-28"), 18);
  EXPECT_EQ(age("2018-02-28", "2000-02-28"), 18);
}

TEST(Age, of_the_29th_of_february_has_the_1st_of_march_in_other_years) {
  EXPECT_LT(age("2001-02-28", "2000-02-29"), 1);
  EXPECT_EQ(age("2001-03-01", "2000-02-29"), 1);
  EXPECT_EQ(age("2004-02-29", "2000-02-29"), 4);
}

TEST(Age, before_birth_is_negative) { EXPECT_LT(age("1999-12-31", "2000-01-01"), 0); }

}  // namespace
}  // namespace repere::study
