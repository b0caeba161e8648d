#include "cli/problems.hpp"

#include <ostream>

namespace repere::cli {

namespace {
constexpr std::size_t most_printed = 20;
}

void print_problems(Console& console, const workflows::Intake& intake) {
  std::size_t printed = 0;
  for (const auto& problem : intake.problems) {
    if (printed++ == most_printed) break;
    console.err << (problem.severity == workflows::Severity::error ? "error: " : "warning: ") << problem.file;
    if (problem.line) console.err << ", line " << problem.line;
    if (!problem.column.empty()) console.err << ", column '" << problem.column << "'";
    console.err << ": " << problem.what << "; " << problem.remedy << "\n";
  }
  const std::size_t all = intake.errors + intake.warnings;
  if (all > most_printed)
    console.err << "… and " << all - most_printed << " more; import --dry-run --report FILE writes them all down\n";
}

}  // namespace repere::cli
