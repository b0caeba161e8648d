#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "study/text.hpp"

namespace repere::web {

/// What the first page says of the study whose report it shows.
struct StudyFacts {
  study::Text title;
  std::size_t tumours = 0;
  bool synthetic = false;
};

/// Reads a report's results.json; what is missing stays empty.
StudyFacts study_facts(std::string_view results_json);

/// A file of the report: its name in the folder ("figures/….svg") and, of a figure, its title.
struct ReportFile {
  std::string name, title;
};

/// What an SVG drawing says it is (its first title element, still escaped); empty when it says nothing.
std::string title_of_svg(std::string_view svg);

/// The first page: what this is, the report and its figures, every file to take away.
/// Shape: files sorted by name; `other` is the address of the page in the other language
std::string home_page(study::Language language, const StudyFacts& facts, const std::vector<ReportFile>& files,
                      std::string_view other);

}  // namespace repere::web
