#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace repere::report {

/// A file of a report: its name within the folder ("tables/population.csv") and its bytes.
struct ReportFile {
  std::string name, bytes;
};

/// Puts the files into `folder`, whole or not at all: they are written into a folder beside it, which then
/// takes its place. An earlier report there (a folder with results.json) is replaced; an empty folder too.
/// Errors: incorrect if the path is a file, or a folder that holds something else; unavailable if it cannot
/// be written
Result<void> write_report_folder(const std::filesystem::path& folder, const std::vector<ReportFile>& files);

/// Writes the files as a folder that is not there yet: whole or not at all.
/// Errors: conflict when there is something of this name; unavailable when the disk fails
Result<void> write_new_folder(const std::filesystem::path& folder, const std::vector<ReportFile>& files);

}  // namespace repere::report
