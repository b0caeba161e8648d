#pragma once
#include <filesystem>

#include "base/result.hpp"
#include "domain/classification/histology_groups.hpp"
#include "domain/classification/histotypes.hpp"
#include "domain/classification/literature.hpp"
#include "domain/classification/sites.hpp"

namespace repere {

/// Each reads one table of knowledge/classification/ and checks every cell of it.
/// Errors: not_found if the file or its sidecar is missing; incorrect with every problem: file, line, field,
/// what to change
Result<HistologyGroups> load_histology_groups(const std::filesystem::path& file);
Result<Histotypes> load_histotypes(const std::filesystem::path& file, const HistologyGroups& groups);
Result<Sites> load_sites(const std::filesystem::path& file);
Result<Disagreements> load_disagreements(const std::filesystem::path& file, const Histotypes& histotypes);
Result<PublishedCounts> load_published_counts(const std::filesystem::path& file,
                                              const Histotypes& histotypes);

}  // namespace repere
