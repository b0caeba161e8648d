#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/services.hpp"
#include "statistics/age_standard.hpp"
#include "statistics/population_table.hpp"

namespace repere::cli {

/// A population table as docs/life-tables.md describes it.
/// Shape: strata: the names of its columns beside year, sex, age and the mortality; kinds: for each kind of the table its
///   sex and strata, as they are written
struct PopulationFile {
  statistics::PopulationTable table;
  std::vector<std::string> strata;
  std::vector<std::vector<std::string>> kinds;
};

/// Errors: those of the file; incorrect, with line and column, if a column is not there, a cell is empty or not a number, or
///   a probability is not in [0, 1[; with year, age and kind if one is there twice or missing
Result<PopulationFile> read_population_file(const std::filesystem::path& path);

/// A standard population: `icss1` ... of the reference data, or a CSV file with the columns age and weight.
/// Shape:  the reference data's in the classes 15, 45, 55, 65, 75; `starts` not empty: in classes beginning there
/// Errors: those of the file; incorrect if the classes cannot be made
Result<std::vector<statistics::AgeWeight>> read_standard(const Services& services, const std::string& name,
                                                         std::vector<double> starts);

}  // namespace repere::cli
