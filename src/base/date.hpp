#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace repere {

/// A calendar day. Computations count whole days.
using Day = std::chrono::sys_days;

/// An instant in UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Whole days from `from` to `to` (negative when `to` is earlier).
constexpr int days_between(Day from, Day to) { return static_cast<int>((to - from).count()); }

/// A date known to the day, to the month or to the year only. Years 1800 to 2199.
class PartialDate {
 public:
  enum class Precision : std::uint8_t { year, month, day };

  constexpr PartialDate() = default;
  static constexpr PartialDate of_year(int year) { return {year, 0, 0}; }
  static constexpr PartialDate of_month(int year, int month) { return {year, month, 0}; }
  static PartialDate of_day(Day day);

  /// Reads "2014", "2014-03" or "2014-03-05".
  /// Errors: incorrect if it is none of these, the day does not exist, or the year is not in 1800..2199
  static Result<PartialDate> parse(std::string_view text);

  constexpr int year() const { return year_; }
  constexpr int month() const { return month_; }  ///< 0 when not known
  constexpr int day() const { return day_; }      ///< 0 when not known
  constexpr Precision precision() const {
    return day_ ? Precision::day : month_ ? Precision::month : Precision::year;
  }
  constexpr bool exact() const { return day_ != 0; }

  Day first() const;   ///< the earliest day it can be
  Day middle() const;  ///< the 15th of the month; the 1st of July of the year
  Day last() const;    ///< the latest day it can be

  std::string text() const;  ///< as parse() reads it
  /// Writes text() into `buffer` and returns its length (4, 7 or 10); nothing is allocated.
  std::size_t write(char (&buffer)[10]) const;

  /// Orders by year, month, day, an unknown part first. To ask what happened before what, use `certainly_before`.
  constexpr auto operator<=>(const PartialDate&) const = default;

 private:
  constexpr PartialDate(int year, int month, int day)
      : year_(static_cast<std::int16_t>(year)),
        month_(static_cast<std::int8_t>(month)),
        day_(static_cast<std::int8_t>(day)) {}
  std::int16_t year_ = 1970;
  std::int8_t month_ = 0;
  std::int8_t day_ = 0;
};

/// Whether every day that `a` can be lies before every day that `b` can be.
inline bool certainly_before(const PartialDate& a, const PartialDate& b) { return a.last() < b.first(); }

/// "2026-11-22T09:30:00.125Z"
std::string iso_text(Instant instant);
/// Errors: incorrect if it is not what iso_text writes
Result<Instant> parse_instant(std::string_view text);

}  // namespace repere
