#pragma once
#include <string>
#include <vector>

#include "domain/board/case_kind.hpp"
#include "domain/board/presentation.hpp"

// What a file needs before a board can answer, by the kind of case.
namespace repere::board {

/// A line of the checklist: knowledge/boards/readiness.csv.
struct ReadinessRule {
  std::string code, label_fr, label_en;
  std::string when;      ///< "always", "child", "bone", "operated", "pathology": to which cases it belongs
  int days_before = 2;   ///< due so many days before the meeting
  bool required = true;  ///< or only wished for
  std::string source;
  bool assumed = false;
};
/// What a case needs, with what the registry already answers (imaging there, reading there) marked as done.
std::vector<Need> needs_of(const std::vector<ReadinessRule>& rules, const CaseKind& kind, Day meeting, Instant now);
/// The codes of what is required and neither done nor waived; a line that no rule has any more counts as required.
std::vector<std::string> missing_needs(const std::vector<ReadinessRule>& rules, const std::vector<Need>& needs);
/// Whether somebody still has to do it.
bool is_open(const Need& need);
/// Whether its day is over. Not overdue on the day itself.
bool is_overdue(const Need& need, Day today);
/// What is still to be done is due as many days later (or earlier) as the meeting is: it was counted from the meeting.
void move_due_days(std::vector<Need>& needs, int days);
/// Whether nothing is missing.
bool is_ready(const std::vector<ReadinessRule>& rules, const std::vector<Need>& needs);

}  // namespace repere::board
