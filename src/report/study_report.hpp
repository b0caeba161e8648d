#pragma once
#include <filesystem>

#include "base/result.hpp"
#include "report/language.hpp"
#include "study/results.hpp"

namespace repere::report {

struct ReportOptions {
  std::filesystem::path folder;
  Language language = Language::fr;
  bool with_pdf = true;
};

/// Writes results.json, tables/*.csv, figures/*.svg, report.html and report.pdf. The folder is there whole or
/// not at all: it is written beside its place and then moved there. An earlier report in it is replaced;
/// anything else is not touched. The same results give the same bytes. Errors: incorrect if the folder holds
/// something that is not a report; unavailable if it cannot be written or no font is
///   installed
Result<void> write_study_report(const study::StudyResults& results, const ReportOptions& options);

}  // namespace repere::report
