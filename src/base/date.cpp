#include "base/date.hpp"

#include <array>
#include <cstdio>

namespace repere {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

namespace {

// Two or four digits at `at`; -1 when one is not a digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

void put(char* at, int value, int count) {
  for (int i = count - 1; i >= 0; --i, value /= 10) at[i] = static_cast<char>('0' + value % 10);
}

Day day_of(int y, int m, int d) {
  return Day{year{y} / month{static_cast<unsigned>(m)} / day{static_cast<unsigned>(d)}};
}

bool exists(int y, int m, int d) {
  return (year{y} / month{static_cast<unsigned>(m)} / day{static_cast<unsigned>(d)}).ok();
}

}  // namespace

PartialDate PartialDate::of_day(Day value) {
  const year_month_day ymd{value};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

Result<PartialDate> PartialDate::parse(std::string_view text) {
  const auto wrong = [] {
    return fail(ErrorKind::incorrect, "not a date: write YYYY-MM-DD, or YYYY-MM or YYYY when the rest is unknown");
  };
  const std::size_t n = text.size();
  if (n != 4 && n != 7 && n != 10) return wrong();
  const int y = digits(text, 0, 4);
  if (y < 0) return wrong();
  if (y < 1800 || y > 2199) return fail(ErrorKind::incorrect, "the year is not between 1800 and 2199");
  if (n == 4) return of_year(y);
  const int m = text[4] == '-' ? digits(text, 5, 2) : -1;
  if (m < 0) return wrong();
  if (m < 1 || m > 12) return fail(ErrorKind::incorrect, "the month is not between 01 and 12");
  if (n == 7) return of_month(y, m);
  const int d = text[7] == '-' ? digits(text, 8, 2) : -1;
  if (d < 0) return wrong();
  if (d < 1 || !exists(y, m, d))
    return fail(ErrorKind::incorrect, "this day does not exist in that month");
  return PartialDate{y, m, d};
}

Day PartialDate::first() const { return day_of(year_, month_ ? month_ : 1, day_ ? day_ : 1); }

Day PartialDate::middle() const {
  if (day_) return day_of(year_, month_, day_);
  return month_ ? day_of(year_, month_, 15) : day_of(year_, 7, 1);
}

Day PartialDate::last() const {
  if (day_) return day_of(year_, month_, day_);
  if (month_)
    return Day{std::chrono::year{year_} / std::chrono::month{static_cast<unsigned>(month_)} / std::chrono::last};
  return day_of(year_, 12, 31);
}

std::size_t PartialDate::write(char (&buffer)[10]) const {
  put(buffer, year_, 4);
  if (!month_) return 4;
  buffer[4] = '-';
  put(buffer + 5, month_, 2);
  if (!day_) return 7;
  buffer[7] = '-';
  put(buffer + 8, day_, 2);
  return 10;
}

std::string PartialDate::text() const {
  char buffer[10];
  return std::string(buffer, write(buffer));
}

std::string iso_text(Instant instant) {
  const auto midnight = std::chrono::floor<std::chrono::days>(instant);
  const auto in_day = static_cast<int>((instant - midnight).count());
  std::array<char, 64> time{};
  std::snprintf(time.data(), time.size(), "T%02d:%02d:%02d.%03dZ", in_day / 3'600'000 % 24,
                in_day / 60'000 % 60, in_day / 1000 % 60, in_day % 1000);
  return PartialDate::of_day(midnight).text() + time.data();
}

Result<Instant> parse_instant(std::string_view text) {
  const auto wrong = [] {
    return fail(ErrorKind::incorrect, "not an instant: write YYYY-MM-DDThh:mm:ss.mmmZ");
  };
  if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' ||
      text[23] != 'Z')
    return wrong();
  const auto date = PartialDate::parse(text.substr(0, 10));
  if (!date) return fail_in("not an instant", date.error());
  const int h = digits(text, 11, 2), m = digits(text, 14, 2), s = digits(text, 17, 2), ms = digits(text, 20, 3);
  if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59 || ms < 0) return wrong();
  return Instant{date->first()} + std::chrono::hours{h} + std::chrono::minutes{m} + std::chrono::seconds{s} +
         std::chrono::milliseconds{ms};
}

}  // namespace repere
