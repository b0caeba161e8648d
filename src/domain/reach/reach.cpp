#include "domain/reach/reach.hpp"

#include <algorithm>
#include <map>

#include "base/result.hpp"

namespace repere::reach {

std::optional<Counted> counted_of(std::int64_t number) {
  for (const auto& one : counted_words)
    if (static_cast<std::int64_t>(one.value) == number) return one.value;
  return std::nullopt;
}

Counted questionnaire_of(suspicion::Level level) {
  return static_cast<Counted>(static_cast<int>(Counted::questionnaire_low) + static_cast<int>(level) - 1);
}
Counted sheet_of(suspicion::Level level) {
  return static_cast<Counted>(static_cast<int>(Counted::sheet_low) + static_cast<int>(level) - 1);
}

Day week_of(Day day) {
  const std::chrono::weekday weekday(day);
  return day - std::chrono::days(weekday.iso_encoding() - 1);
}

Report report_of(const std::vector<Count>& counts, Day today, int weeks) {
  REPERE_ENSURE(weeks > 0);
  Report report;
  const Day last = week_of(today), first = last - std::chrono::days(7 * (weeks - 1));
  for (Day week = first; week <= last; week += std::chrono::days(7)) report.weeks.push_back({week, {}});
  std::map<std::string, Row> of_department;
  for (const Count& one : counts) {
    if (one.week < first || one.week > last) continue;
    const std::size_t place = place_of(one.what);
    report.weeks[static_cast<std::size_t>((one.week - first).count() / 7)].times[place] += one.times;
    report.total[place] += one.times;
    if (!one.department.empty()) of_department[one.department][place] += one.times;
  }
  for (auto& [department, row] : of_department) {
    for (std::int64_t& times : row) times -= times % rounded_to;
    if (std::any_of(row.begin(), row.end(), [](std::int64_t times) { return times > 0; }))
      report.departments.push_back({department, row});
  }
  return report;
}

}  // namespace repere::reach
