#include "workflows/cases/check_rows.hpp"

#include "domain/board/network_day.hpp"
#include "domain/quality/consistency.hpp"

namespace repere::workflows {

Result<void> check_rows(const registry::Registry& rows, const ReferenceData& reference, Instant now) {
  const Day today = board::network_day(now);
  for (const auto& finding : quality::check_consistency(rows, reference, today)) {
    const quality::Rule& rule = quality::rule(finding.rule);
    if (rule.gravity != quality::Gravity::refuses) continue;
    const std::string column = rule.column.empty() ? "" : " (" + std::string(rule.column) + ")";
    return fail(ErrorKind::incorrect, std::string(rule.what) + column + ": " + std::string(rule.remedy));
  }
  return {};
}

}  // namespace repere::workflows
