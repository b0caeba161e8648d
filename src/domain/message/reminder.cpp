#include "domain/message/reminder.hpp"

#include "base/date.hpp"

namespace repere::message {

namespace {

bool is_working_day(Day day) {
  const std::chrono::weekday weekday(day);
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday && !board::holiday_on(day);
}

}  // namespace

bool is_reminded(const ReminderRule& rule, Day due, const Told& told, const board::LocalTime& now) {
  if (now.minute < rule.from_hour * 60 || !is_working_day(now.day) || told.times >= rule.most) return false;
  if (days_between(due, now.day) < rule.first_days_late) return false;
  return !told.last || days_between(*told.last, now.day) >= std::max(1, rule.again_days);
}

}  // namespace repere::message
