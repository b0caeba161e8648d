#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

// Days on which boards sit: weeks, public holidays, local time.
namespace repere::board {

/// The offsets of a place's clock. Source: Directive 2000/84/EC (summer time in the Union); overseas departments have none.
enum class Zone : std::uint8_t { paris = 1, martinique = 2, guadeloupe = 3, cayenne = 4, reunion = 5, mayotte = 6 };
/// "Europe/Paris", "America/Martinique" …
std::string_view zone_name(Zone zone);
std::optional<Zone> zone_named(std::string_view name);
/// Of a centre in this department: "974" Réunion; Paris for all of metropolitan France.
Zone zone_of_department(std::string_view department);

/// A moment on the clock of the place.
struct LocalTime {
  Day day{};
  int minute = 0;  ///< of the day, 0 to 1439
  bool operator==(const LocalTime&) const = default;
};
/// An hour that the change to summer time leaves out is taken an hour later; one that comes twice is the first.
Instant instant_of(const LocalTime& local, Zone zone);
LocalTime local_of(Instant instant, Zone zone);
/// "14:30"
std::string clock_text(int minute);
/// Errors: incorrect when it is no time of day
Result<int> parse_clock(std::string_view text);

/// The public holidays of a year in France, in order, with their French and English names. Source: code du travail L3133-1.
struct Holiday {
  Day day{};
  std::string_view name_fr, name_en;
};
std::vector<Holiday> holidays_of(int year);
std::optional<Holiday> holiday_on(Day day);

/// How often a board sits.
enum class Rhythm : std::uint8_t { none = 0, weekly = 1, fortnightly = 2, monthly = 3 };
struct Recurrence {
  Rhythm rhythm = Rhythm::weekly;
  int weekday = 4;        ///< ISO: 1 Monday to 7 Sunday
  int week_of_month = 1;  ///< of a monthly one: 1 to 4, or 5 for the last
  Day first{};            ///< the first day from which it sits; counts the fortnights
};
struct Occurrence {
  Day day{};
  std::optional<Holiday> holiday;  ///< the board does not sit, unless it is moved by hand
};
/// The days from `from` to `until`, both included.
std::vector<Occurrence> occurrences(const Recurrence& recurrence, Day from, Day until);

}  // namespace repere::board
