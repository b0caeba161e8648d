#pragma once
#include "report/report_folder.hpp"
#include "study/edition/edition.hpp"

namespace repere::report {

/// The figures of an edition as SVG in both languages: figures/NAME.fr.svg. Names: indicator_ID, regions_ID, centres_ID,
/// survival_ID.
std::vector<ReportFile> edition_figures(const study::PublishedEdition& edition);

}  // namespace repere::report
