#include "report/wording.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace repere::report {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
using namespace std::chrono_literals;

TEST(wording, numbers_follow_the_reader_s_language) {
  EXPECT_EQ(whole_text(43975, Language::fr), "43\u202F975");
  EXPECT_EQ(whole_text(43975, Language::en), "43,975");
  EXPECT_EQ(whole_text(-1234567, Language::en), "\u22121,234,567");
  EXPECT_EQ(whole_text(0, Language::fr), "0");
  EXPECT_EQ(decimal_text(-3.456, 2, Language::fr), "\u22123,46");
  EXPECT_EQ(decimal_text(1234.5, 1, Language::en), "1,234.5");
  EXPECT_EQ(percent_text(0.629, 1, Language::fr), "62,9\u00A0%");
  EXPECT_EQ(percent_text(0.629, 1, Language::en), "62.9%");
}

TEST(wording, a_value_that_rounds_to_zero_has_no_sign) {
  EXPECT_EQ(decimal_text(-0.001, 2, Language::en), "0.00");
}

TEST(wording, what_is_not_known_is_a_dash_or_said_in_words) {
  EXPECT_EQ(decimal_text(not_known, 1, Language::fr), "–");
  EXPECT_EQ(percent_text(not_known, 1, Language::en), "–");
  EXPECT_EQ(interval_text(not_known, not_known, 1, Language::fr), "non estimable");
  EXPECT_EQ(interval_text(1, std::numeric_limits<double>::infinity(), 1, Language::en),
            "1.0\u00A0to\u00A0not estimable");
  EXPECT_EQ(p_text(not_known, Language::fr), "p\u00A0=\u00A0–");
}

TEST(wording, intervals_stand_in_brackets_behind_their_share) {
  EXPECT_EQ(percent_with_interval(0.629, 0.618, 0.64, 1, Language::fr),
            "62,9\u00A0% (61,8\u00A0à\u00A064,0)");
  EXPECT_EQ(percent_with_interval(0.629, 0.618, 0.64, 1, Language::en), "62.9% (61.8\u00A0to\u00A064.0)");
}

TEST(wording, ratios_past_all_sense_are_bounded) {
  EXPECT_EQ(ratio_with_interval(0.64, 0.61, 0.67, Language::fr), "0,64 (0,61\u00A0à\u00A00,67)");
  EXPECT_EQ(ratio_with_interval(1e30, 1e-9, not_known, Language::en),
            ">\u00A01000 (<\u00A00.01\u00A0to\u00A0not estimable)");
}

TEST(wording, p_values_are_never_printed_as_zero_or_one) {
  EXPECT_EQ(p_text(1e-300, Language::fr), "p\u00A0<\u00A00,0001");
  EXPECT_EQ(p_text(0, Language::en), "p\u00A0<\u00A00.0001");
  EXPECT_EQ(p_value_text(0.00043, Language::en), "0.0004");
  EXPECT_EQ(p_text(0.0123, Language::fr), "p\u00A0=\u00A00,012");
  EXPECT_EQ(p_value_text(1, Language::en), ">\u00A00.999");
}

TEST(wording, a_median_that_is_not_reached_is_said) {
  EXPECT_EQ(median_text(std::nullopt, std::nullopt, std::nullopt, TimeUnit::years, Language::fr),
            "non atteinte");
  EXPECT_EQ(median_text(std::nullopt, 1461.0, std::nullopt, TimeUnit::years, Language::en),
            "not reached (4.0\u00A0to\u00A0not reached)");
  EXPECT_EQ(median_text(730.5, 365.25, 1461, TimeUnit::years, Language::fr),
            "2,0\u00A0ans (1,0\u00A0à\u00A04,0)");
  EXPECT_EQ(median_text(730.5, 365.25, 1461, TimeUnit::months, Language::en),
            "24.0\u00A0months (12.0\u00A0to\u00A048.0)");
}

TEST(wording, dates_are_written_out) {
  EXPECT_EQ(long_date(Day{2026y / 3 / 5}, Language::fr), "5\u00A0mars\u00A02026");
  EXPECT_EQ(long_date(Day{2026y / 8 / 1}, Language::fr), "1er\u00A0août\u00A02026");
  EXPECT_EQ(long_date(Day{2026y / 3 / 5}, Language::en), "5\u00A0March\u00A02026");
}

}  // namespace
}  // namespace repere::report
