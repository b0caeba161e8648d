#pragma once
#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "workflows/ports.hpp"

namespace repere::csv {

/// The problems of an intake as CSV: severity,file,line,column,what,remedy. What the intake counted and did
/// not list is a last row of its own.
std::string problem_report(const workflows::Intake& intake);

/// Writes problem_report to `path`, in the place of a file that is there.
/// Errors: unavailable
Result<void> write_problem_report(const std::filesystem::path& path, const workflows::Intake& intake);

}  // namespace repere::csv
