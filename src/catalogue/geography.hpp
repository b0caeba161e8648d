#pragma once
#include <filesystem>
#include <optional>

#include "base/result.hpp"
#include "domain/network/outlines.hpp"
#include "domain/network/places.hpp"

namespace repere {

/// Places and what maps are drawn from.
struct Geography {
  Places places;      ///< with the departments always; without communes when the table was not made
  Outlines outlines;  ///< empty when they were not made
};

/// Reads knowledge/network/departments.csv, and places.csv and outlines.csv of the folder that portal/geography fills when the
/// program is built. Without that folder the departments alone are there.
/// Errors: as every table of knowledge/: file, line, field, what to change
Result<Geography> load_geography(const std::filesystem::path& knowledge,
                                 const std::optional<std::filesystem::path>& tables);

/// The folder with places.csv: what REPERE_GEOGRAPHY says; else geography/ or share/repere/geography/ in a folder above the
/// program, or geography/ of the knowledge folder. Nothing when there is none.
/// Errors: not_found when REPERE_GEOGRAPHY names a folder without places.csv
Result<std::optional<std::filesystem::path>> find_geography_folder(const std::filesystem::path& knowledge);

}  // namespace repere
