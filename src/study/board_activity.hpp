#pragma once
#include <array>
#include <optional>
#include <vector>

#include "domain/board/presentation.hpp"

// What boards did, and how long each step took.
namespace repere::study {

/// The steps between which a network measures its delays.
enum class Milestone : std::uint8_t { first_contact, referral, complete_file, board, report, biopsy, first_treatment };
inline constexpr std::array milestone_words{
    Word{Milestone::first_contact, "first_contact"}, Word{Milestone::referral, "referral"},
    Word{Milestone::complete_file, "complete_file"}, Word{Milestone::board, "board"},
    Word{Milestone::report, "report"},               Word{Milestone::biopsy, "biopsy"},
    Word{Milestone::first_treatment, "first_treatment"}};
inline constexpr std::size_t milestone_count = milestone_words.size();
/// Days of one case; what is not known is empty.
using Milestones = std::array<std::optional<Day>, milestone_count>;

/// Days between two milestones over cases.
/// Units: whole days; quantiles as R's type 7
struct DelaySummary {
  int cases = 0, unknown = 0, negative = 0;  ///< unknown and negative ones are counted, not measured
  std::optional<double> least, quarter, median, three_quarters, nine_tenths, most;
};
DelaySummary delays_between(const std::vector<Milestones>& cases, Milestone from, Milestone to);

/// What one meeting, or many, did.
struct Activity {
  int meetings = 0, cases = 0, decisions = 0, advice = 0, registered = 0, carried_over = 0, withdrawn = 0;
  int with_quorum = 0;
  std::optional<double> minutes_a_case;  ///< mean over those whose begin and end are known
};
Activity activity_of(const std::vector<board::Presentation>& presentations, const std::vector<board::Signature>& signatures, int meetings);

}  // namespace repere::study
