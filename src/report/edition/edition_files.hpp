#pragma once
#include <filesystem>
#include <vector>

#include "report/report_folder.hpp"
#include "study/edition/edition.hpp"

// A published edition as files that anybody may take: JSON, CSV, SVG, and edition.json with the hash of each.
// docs/publishing.md describes them.
namespace repere::report {

/// The files of an edition, edition.json last. It lists the others with their SHA-256.
std::vector<ReportFile> edition_files(const study::PublishedEdition& edition);

/// Writes the edition as a folder of its own, named by its id, in the folder of editions.
/// Errors: conflict when this edition is there already: a published figure does not move; not_found when the edition that an
///   erratum corrects is not there; unavailable when the disk or the fonts fail
Result<std::filesystem::path> write_edition(const study::PublishedEdition& edition,
                                            const std::filesystem::path& editions);

}  // namespace repere::report
