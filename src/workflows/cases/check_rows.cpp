#include "workflows/cases/check_rows.hpp"

#include "workflows/import_cases.hpp"

namespace repere::workflows {

Result<void> check_rows(const registry::Registry& rows, const ReferenceData& reference, Instant now) {
  Intake intake;
  intake.registry = rows;
  check_intake(intake, reference, now);
  for (const auto& problem : intake.problems)
    if (problem.severity == Severity::error)
      return fail(
          ErrorKind::incorrect,
          problem.what + (problem.column.empty() ? "" : " (" + problem.column + ")") + ": " + problem.remedy);
  return {};
}

}  // namespace repere::workflows
