#include "domain/board/calendar.hpp"

#include <algorithm>
#include <array>

#include "domain/board/network_day.hpp"
#include "domain/words.hpp"

namespace repere::board {

using namespace std::chrono;

namespace {

constexpr std::array zone_words{Word{Zone::paris, "Europe/Paris"},          Word{Zone::martinique, "America/Martinique"},
                                Word{Zone::guadeloupe, "America/Guadeloupe"}, Word{Zone::cayenne, "America/Cayenne"},
                                Word{Zone::reunion, "Indian/Reunion"},       Word{Zone::mayotte, "Indian/Mayotte"}};

// The last Sunday of a month at 01:00 UTC, when the clocks of the Union change.
Instant change_of(year y, month m) { return Instant(sys_days(y / m / Sunday[last]) + hours(1)); }

hours offset_at(Instant at, Zone zone) {
  switch (zone) {
    case Zone::paris: {
      const year y = year_month_day(floor<days>(at)).year();
      const bool summer = change_of(y, March) <= at && at < change_of(y, October);
      return hours(summer ? 2 : 1);
    }
    case Zone::martinique:
    case Zone::guadeloupe:
      return hours(-4);
    case Zone::cayenne:
      return hours(-3);
    case Zone::reunion:
      return hours(4);
    case Zone::mayotte:
      return hours(3);
  }
  return hours(0);
}

// Easter Sunday. Source: Meeus, Jones and Butcher's algorithm for the Gregorian calendar.
Day easter(int y) {
  const int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int month_number = (h + l - 7 * m + 114) / 31, day_number = (h + l - 7 * m + 114) % 31 + 1;
  return sys_days(year(y) / month(static_cast<unsigned>(month_number)) / day(static_cast<unsigned>(day_number)));
}

weekday weekday_of(int iso) { return weekday(static_cast<unsigned>(iso % 7)); }

Day first_on(Day from, int iso) { return from + (weekday_of(iso) - weekday(from)); }

// The n-th weekday of a month; 5 is the last.
Day nth_of(year_month m, int iso, int n) {
  return n >= 5 ? Day(m / weekday_of(iso)[last]) : Day(m / weekday_of(iso)[static_cast<unsigned>(n)]);
}

}  // namespace

std::string_view zone_name(Zone zone) { return word_in(zone_words, zone); }
std::optional<Zone> zone_named(std::string_view name) { return value_in(zone_words, name); }

Zone zone_of_department(std::string_view department) {
  if (department == "971") return Zone::guadeloupe;
  if (department == "972") return Zone::martinique;
  if (department == "973") return Zone::cayenne;
  if (department == "974") return Zone::reunion;
  if (department == "976") return Zone::mayotte;
  return Zone::paris;
}

Instant instant_of(const LocalTime& local, Zone zone) {
  const Instant wanted = Instant(local.day) + minutes(local.minute);
  // The larger offset first: of an hour that comes twice, the first.
  for (const hours offset : {offset_at(wanted - hours(12), zone), offset_at(wanted + hours(12), zone)})
    if (offset_at(wanted - offset, zone) == offset) return wanted - offset;
  return wanted - offset_at(wanted - hours(12), zone);
}

LocalTime local_of(Instant instant, Zone zone) {
  const Instant local = instant + offset_at(instant, zone);
  const Day day = floor<days>(local);
  return {day, static_cast<int>(duration_cast<minutes>(local - Instant(day)).count())};
}

Day network_day(Instant at) { return local_of(at, Zone::paris).day; }

std::string clock_text(int minute) {
  const std::string h = std::to_string(minute / 60), m = std::to_string(minute % 60);
  return (h.size() < 2 ? "0" : "") + h + ":" + (m.size() < 2 ? "0" : "") + m;
}

Result<int> parse_clock(std::string_view text) {
  const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : -1; };
  if (text.size() == 5 && text[2] == ':' && digit(0) >= 0 && digit(1) >= 0 && digit(3) >= 0 && digit(4) >= 0) {
    const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  return fail(ErrorKind::incorrect, "a time of day is written 14:30");
}

std::vector<Holiday> holidays_of(int y) {
  const auto on = [&](month m, unsigned d) { return Day(year(y) / m / day(d)); };
  const Day sunday = easter(y);
  std::vector<Holiday> all{{on(January, 1), "jour de l’An", "New Year’s Day"},
                           {sunday + days(1), "lundi de Pâques", "Easter Monday"},
                           {on(May, 1), "fête du Travail", "Labour Day"},
                           {on(May, 8), "victoire de 1945", "Victory in Europe Day"},
                           {sunday + days(39), "Ascension", "Ascension Day"},
                           {sunday + days(50), "lundi de Pentecôte", "Whit Monday"},
                           {on(July, 14), "fête nationale", "Bastille Day"},
                           {on(August, 15), "Assomption", "Assumption Day"},
                           {on(November, 1), "Toussaint", "All Saints’ Day"},
                           {on(November, 11), "armistice de 1918", "Armistice Day"},
                           {on(December, 25), "Noël", "Christmas Day"}};
  std::stable_sort(all.begin(), all.end(), [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  return all;
}

std::optional<Holiday> holiday_on(Day day) {
  for (const Holiday& one : holidays_of(static_cast<int>(year_month_day(day).year())))
    if (one.day == day) return one;
  return std::nullopt;
}

std::vector<Occurrence> occurrences(const Recurrence& recurrence, Day from, Day until) {
  std::vector<Occurrence> all;
  const auto add = [&](Day day) {
    if (day >= from && day >= recurrence.first && day <= until) all.push_back({day, holiday_on(day)});
  };
  if (recurrence.rhythm == Rhythm::none) return all;
  if (recurrence.rhythm == Rhythm::monthly) {
    const year_month_day begin(std::max(from, recurrence.first));
    for (year_month m = begin.year() / begin.month(); Day(m / 1) <= until; m += months(1))
      add(nth_of(m, recurrence.weekday, recurrence.week_of_month));
    return all;
  }
  const days step(recurrence.rhythm == Rhythm::weekly ? 7 : 14);
  Day day = first_on(recurrence.first, recurrence.weekday);
  if (day < from) day += step * ((from - day) / step);
  for (; day <= until; day += step) add(day);
  return all;
}

}  // namespace repere::board
