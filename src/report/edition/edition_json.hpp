#pragma once
#include <string>

#include "report/report_folder.hpp"
#include "study/edition/edition.hpp"

namespace repere::report {

std::string indicator_json(const study::PublishedEdition& edition, const study::EditionIndicator& indicator);
std::string survival_json(const study::PublishedEdition& edition, const study::EditionSurvival& survival);
std::string activity_json(const study::PublishedEdition& edition);
std::string coverage_json(const study::PublishedEdition& edition);
/// What the edition is, and its files with their SHA-256.
std::string edition_json(const study::PublishedEdition& edition, const std::vector<ReportFile>& files);

}  // namespace repere::report
