#include "study/age.hpp"

#include <cmath>

namespace repere::study {
namespace {

Day birthday(int year, std::chrono::year_month_day birth) {
  const std::chrono::year_month_day day{std::chrono::year{year}, birth.month(), birth.day()};
  return day.ok() ? Day{day} : Day{std::chrono::year{year} / std::chrono::March / 1};
}

}  // namespace

double age_on(Day day, Day birth) {
  if (day < birth) return -age_on(birth, day);
  const std::chrono::year_month_day born{birth}, now{day};
  int year = static_cast<int>(now.year());
  if (birthday(year, born) > day) --year;
  const Day last = birthday(year, born), next = birthday(year + 1, born);
  return static_cast<double>(year - static_cast<int>(born.year())) +
         static_cast<double>(days_between(last, day)) / static_cast<double>(days_between(last, next));
}

std::optional<double> whole_years_at(const std::optional<PartialDate>& diagnosis,
                                     const std::optional<PartialDate>& birth) {
  if (!diagnosis || !birth || diagnosis->middle() < birth->middle()) return std::nullopt;
  return std::floor(age_on(diagnosis->middle(), birth->middle()));
}

}  // namespace repere::study
