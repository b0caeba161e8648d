#pragma once
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "domain/edition.hpp"
#include "domain/network/centre_counts.hpp"
#include "domain/network/centres.hpp"
#include "domain/network/regions.hpp"

namespace repere {

/// The centres and the editions of the three files they stand in.
struct LoadedCentres {
  Centres centres;
  std::vector<Edition> editions;
};

/// Reads centres.csv, centre_sites.csv and centre_roles.csv of `folder` and puts them together.
/// Errors: not_found if a file or sidecar is missing; incorrect with every problem: file, line, field, what
/// to change
Result<LoadedCentres> load_centres(const std::filesystem::path& folder);
/// Errors: as load_centres
Result<CentreCounts> load_centre_counts(const std::filesystem::path& file);
/// Reads regions.csv: a line a department.
/// Errors: as load_centres
Result<Regions> load_regions(const std::filesystem::path& file);

}  // namespace repere
