#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "cli/survival_columns.hpp"
#include "statistics/cox_predict.hpp"

// The profiles of `survival cox --predict FILE`.
namespace repere::cli {

/// The model that the profiles are for, as its data named the columns.
/// Shape: strata_columns as read from the data, with their names; stratum_code[rows] of the data, joined
struct ProfiledModel {
  std::vector<std::string> covariates;
  std::string offset;  ///< empty: none
  std::vector<std::string> strata;
  std::vector<const Column*> strata_columns;
  const JoinedLevels* joined = nullptr;
};

/// A row a profile: the covariates' columns; the strata's columns, all or none of them (none: a curve for each
/// stratum); the offset's column if it is there (else 0).
/// Errors: as read_columns(); incorrect if a cell is empty, some strata's columns are there and others not, or
///   a stratum is not among those of the data
Result<std::vector<statistics::CoxSubject>> read_profiles(const std::filesystem::path& path,
                                                          const ProfiledModel& model);

/// The strata's names by code: "sex=1", or "sex=1, site=2" for several columns; "all" without strata.
std::vector<std::string> stratum_names(const ProfiledModel& model);

}  // namespace repere::cli
