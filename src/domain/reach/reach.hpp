#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "domain/suspicion/rules.hpp"

// What the public pages reach, as counts a week: never a line a visit, never anything about who it was.
namespace repere::reach {

/// What is counted. Numbers are stored: never reused.
enum class Counted : std::uint8_t {
  questionnaire_low = 1,  ///< a questionnaire finished, by the level of suspicion that was answered
  questionnaire_explore = 2,
  questionnaire_refer = 3,
  questionnaire_at_once = 4,
  sheet_low = 11,  ///< its answer saved as a PDF page
  sheet_explore = 12,
  sheet_refer = 13,
  sheet_at_once = 14,
  search_here = 21,       ///< a place searched among the centres, on the pages of this server
  search_elsewhere = 22,  ///< the same by the finder on another site, or by a program
  referral_direct = 31,   ///< a patient sent to a centre
  referral_after_questionnaire = 32,  ///< the same, begun from an answer of the questionnaire
};
inline constexpr std::array counted_words{Word{Counted::questionnaire_low, "questionnaire_low"},
                                          Word{Counted::questionnaire_explore, "questionnaire_explore"},
                                          Word{Counted::questionnaire_refer, "questionnaire_refer"},
                                          Word{Counted::questionnaire_at_once, "questionnaire_at_once"},
                                          Word{Counted::sheet_low, "sheet_low"},
                                          Word{Counted::sheet_explore, "sheet_explore"},
                                          Word{Counted::sheet_refer, "sheet_refer"},
                                          Word{Counted::sheet_at_once, "sheet_at_once"},
                                          Word{Counted::search_here, "search_here"},
                                          Word{Counted::search_elsewhere, "search_elsewhere"},
                                          Word{Counted::referral_direct, "referral_direct"},
                                          Word{Counted::referral_after_questionnaire, "referral_after_questionnaire"}};
inline constexpr std::size_t counted_count = counted_words.size();

/// A place in `counted_words`: what tables of counts are indexed by.
constexpr std::size_t place_of(Counted what) {
  for (std::size_t i = 0; i < counted_count; ++i)
    if (counted_words[i].value == what) return i;
  return counted_count;
}
/// What a stored number stands for; nothing when it is none of ours.
std::optional<Counted> counted_of(std::int64_t number);

Counted questionnaire_of(suspicion::Level level);
Counted sheet_of(suspicion::Level level);

/// The Monday of the week of a day: the key under which everything of the week is counted.
Day week_of(Day day);

/// How often something happened in a week, from a department.
struct Count {
  Day week{};
  Counted what = Counted::questionnaire_low;
  std::string department;  ///< code; empty: no place was given
  std::int64_t times = 0;
  bool operator==(const Count&) const = default;
};

/// One value for each word of `counted_words`, in their order.
using Row = std::array<std::int64_t, counted_count>;

struct Week {
  Day week{};
  Row times{};
};
/// A department's counts, each rounded down to a multiple of `rounded_to`: fewer is 0, as if nothing had happened.
struct DepartmentRow {
  std::string department;
  Row at_least{};
};
/// What is shown: exact for the country, rounded down where a place makes it more telling.
struct Report {
  std::vector<Week> weeks;  ///< oldest first, none left out; the last may still run
  Row total{};              ///< of these weeks
  std::vector<DepartmentRow> departments;  ///< those of which something is shown, by code
};

/// Below it a department's count is not shown.
/// Source: an assumption of this program until the network decides; nothing about health is counted, only that somebody asked
inline constexpr std::int64_t rounded_to = 5;

/// Shape: `weeks` of them, the last that of `today`; counts of other weeks are left out. No sum over a department's
/// counts is given: with it the part below the rounding could be computed.
Report report_of(const std::vector<Count>& counts, Day today, int weeks);

}  // namespace repere::reach
