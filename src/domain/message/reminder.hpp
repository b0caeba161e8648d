#pragma once
#include <array>
#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "domain/board/calendar.hpp"
#include "domain/words.hpp"
#include "domain/board/meeting.hpp"

// Who has something to do for a case is told again when its day is over: by rules that are data.
namespace repere::message {

/// What somebody has to do for a case. Numbers are stored: never reused.
enum class Duty : std::uint8_t {
  checklist = 1,  ///< a line of what the file needs before its board
  action = 2,     ///< who does what by when, after it
};
inline constexpr std::array duty_words{Word{Duty::checklist, "checklist"}, Word{Duty::action, "action"}};

/// One such thing: either `need` or `action` says which.
struct ThingToDo {
  board::PresentationId presentation;
  std::string need;        ///< a line's code; empty: an action
  board::ActionId action;  ///< 0: a line of the checklist
  Duty duty() const { return need.empty() ? Duty::action : Duty::checklist; }
  auto operator<=>(const ThingToDo&) const = default;
};

/// When somebody is told: a line of knowledge/messages/reminders.csv.
struct ReminderRule {
  Duty duty = Duty::checklist;
  int first_days_late = 1;  ///< 0: on its day; below 0: days before it
  int again_days = 3;       ///< so many days after the reminder before
  int most = 3;             ///< then it is the secretaries' affair
  int from_hour = 7;        ///< of the day, in Paris
  bool assumed = false;
  std::string source;
};

/// What was said of one thing to one person.
struct Told {
  int times = 0;
  std::optional<Day> last;
};

/// Whether a reminder leaves by itself at this moment: on working days, from the rule's hour on, never twice a day.
/// Shape: now on the clock of Paris
bool is_reminded(const ReminderRule& rule, Day due, const Told& told, const board::LocalTime& now);

}  // namespace repere::message
