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

/// The first page: what this is, the report and its figures, every file to take away.
/// Shape: files: names in the report's folder, sorted ("report.html", "figures/….svg", "tables/….csv" …)
std::string home_page(study::Language language, const StudyFacts& facts, const std::vector<std::string>& files);

std::string not_found_page(study::Language language);

}  // namespace repere::web
