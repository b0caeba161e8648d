#pragma once
#include <string>
#include <vector>

#include "report/language.hpp"
#include "report/report_folder.hpp"
#include "study/results.hpp"

namespace repere::report {

/// The results as tables of numbers at full precision, one row a value, labels in the reader's language.
/// UTF-8, a header, commas, a point before decimals; a value that there is not is empty.
std::vector<ReportFile> results_csv(const study::StudyResults& results, Language language);

/// An id as part of a file name: letters, digits, "-", "_"; anything else becomes "-".
std::string file_stem(const std::string& id);

}  // namespace repere::report
