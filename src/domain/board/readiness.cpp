#include "domain/board/readiness.hpp"

#include <algorithm>

namespace repere::board {

namespace {

bool belongs(const ReadinessRule& rule, const CaseKind& kind) {
  if (rule.when == "child") return kind.child.value_or(false);
  if (rule.when == "bone") return kind.bone;
  if (rule.when == "operated") return kind.operated_without_diagnosis;
  if (rule.when == "pathology") return kind.has_pathology || kind.has_biopsy || kind.operated_without_diagnosis;
  return true;
}

// What the registry answers by itself, by the code of the line.
bool is_answered(const ReadinessRule& rule, const CaseKind& kind) {
  if (rule.code == "imaging") return kind.has_imaging;
  if (rule.code == "pathology_report") return kind.has_pathology;
  if (rule.code == "second_reading") return kind.has_second_reading;
  return false;
}

}  // namespace

std::vector<Need> needs_of(const std::vector<ReadinessRule>& rules, const CaseKind& kind, Day meeting, Instant now) {
  std::vector<Need> needs;
  for (const ReadinessRule& rule : rules) {
    if (!belongs(rule, kind)) continue;
    Need need;
    need.code = rule.code;
    need.due = meeting - std::chrono::days(rule.days_before);
    if (is_answered(rule, kind)) need.done = now;
    needs.push_back(std::move(need));
  }
  return needs;
}

std::vector<std::string> missing_needs(const std::vector<ReadinessRule>& rules, const std::vector<Need>& needs) {
  std::vector<std::string> missing;
  for (const Need& need : needs) {
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const auto& one) { return one.code == need.code; });
    const bool required = rule == rules.end() || rule->required;
    if (required && is_open(need)) missing.push_back(need.code);
  }
  return missing;
}

bool is_open(const Need& need) { return !need.done && !need.waived; }

bool is_overdue(const Need& need, Day today) { return is_open(need) && need.due && *need.due < today; }

void move_due_days(std::vector<Need>& needs, int days) {
  for (Need& need : needs)
    if (is_open(need) && need.due) *need.due += std::chrono::days(days);
}

bool is_ready(const std::vector<ReadinessRule>& rules, const std::vector<Need>& needs) {
  return missing_needs(rules, needs).empty();
}

}  // namespace repere::board
