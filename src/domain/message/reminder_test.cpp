#include "domain/message/reminder.hpp"

#include <gtest/gtest.h>

namespace repere::message {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

// Monday 18 March 2030 is the day that it was due.
constexpr Day due(2030y / 3 / 18);
board::LocalTime at(Day day, int hour = 8) { return {day, hour * 60}; }

TEST(Reminder, comes_the_day_after_from_its_hour_on_and_never_twice_a_day) {
  const ReminderRule rule;
  EXPECT_FALSE(is_reminded(rule, due, {}, at(due))) << "on its day it is not late";
  EXPECT_FALSE(is_reminded(rule, due, {}, at(due + days(1), 6))) << "too early";
  EXPECT_TRUE(is_reminded(rule, due, {}, at(due + days(1), 7)));
  EXPECT_FALSE(is_reminded(rule, due, {1, due + days(1)}, at(due + days(1), 20)));
  EXPECT_FALSE(is_reminded(rule, due, {1, due + days(1)}, at(due + days(3))));
  EXPECT_TRUE(is_reminded(rule, due, {1, due + days(1)}, at(due + days(4))));
}

TEST(Reminder, ends_after_so_many_and_may_come_before_the_day) {
  ReminderRule rule;
  EXPECT_FALSE(is_reminded(rule, due, {3, due + days(7)}, at(due + days(28))));
  rule.first_days_late = -3;
  EXPECT_TRUE(is_reminded(rule, due, {}, at(due - days(3))));
  rule.again_days = 0;
  EXPECT_FALSE(is_reminded(rule, due, {1, due - days(3)}, at(due - days(3), 20)));
}

TEST(Reminder, waits_for_a_working_day) {
  const ReminderRule rule;
  EXPECT_FALSE(is_reminded(rule, due, {}, at(2030y / 3 / 23))) << "Saturday";
  EXPECT_FALSE(is_reminded(rule, due, {}, at(2030y / 3 / 24))) << "Sunday";
  EXPECT_TRUE(is_reminded(rule, due, {}, at(2030y / 3 / 25)));
  EXPECT_FALSE(is_reminded(rule, due, {}, at(2030y / 5 / 1))) << "1 May";
}

}  // namespace
}  // namespace repere::message
