#include "exchange/csv/problem_report.hpp"

#include <fstream>

#include "exchange/csv/quoting.hpp"

namespace repere::csv {

std::string problem_report(const workflows::Intake& intake) {
  std::string text = "severity,file,line,column,what,remedy\n";
  for (const workflows::RowProblem& problem : intake.problems) {
    text += problem.severity == workflows::Severity::error ? "error," : "warning,";
    append_field(text, problem.file);
    text += ',';
    if (problem.line > 0) text += std::to_string(problem.line);
    append_field(text += ',', problem.column);
    append_field(text += ',', problem.what);
    append_field(text += ',', problem.remedy);
    text += '\n';
  }
  const std::size_t all = intake.errors + intake.warnings;
  if (all > intake.problems.size())
    text += (intake.errors > 0 ? "error,,,," : "warning,,,,") + std::to_string(all - intake.problems.size()) +
            " more problems are not listed,mend these first and try again\n";
  return text;
}

Result<void> write_problem_report(const std::filesystem::path& path, const workflows::Intake& intake) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << problem_report(intake);
  file.close();
  if (!file)
    return fail(ErrorKind::unavailable, path.string() + ": cannot be written; check the path and the rights");
  return {};
}

}  // namespace repere::csv
