#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "statistics/follow_up.hpp"

// The columns of a CSV file that a survival command names.
namespace repere::cli {

enum class ColumnRole : std::uint8_t {
  time,             ///< number, not negative
  entry,            ///< number, not negative, before the time of its row
  event,            ///< 0 or 1
  weight,           ///< number, not negative
  positive_weight,  ///< number above 0
  number,           ///< any finite number
  level,            ///< any text: a group, a stratum
};

struct ColumnRequest {
  std::string name;
  ColumnRole role;
};

/// Shape: numbers[rows] for a role that is a number; code[rows] with the levels it points to for a level
struct Column {
  std::vector<double> numbers;
  std::vector<std::uint32_t> code;
  std::vector<std::string>
      levels;  ///< by number when all are numbers (equal ones are one level), else by their bytes
};

/// The rows in which no requested column is empty.
/// Shape: columns as requested
struct ReadColumns {
  std::string file;
  std::vector<Column> columns;
  std::size_t rows = 0;
  std::size_t left_out = 0;
};

/// Errors: those of the file (not_found, unavailable, incorrect with the line); incorrect with line and
/// column if a cell
///   does not fit its role, also in a row that is left out; incorrect if a column is not there or no row is
///   complete
Result<ReadColumns> read_columns(const std::filesystem::path& path,
                                 const std::vector<ColumnRequest>& requests);

/// The rows' levels in several columns taken together, as strata.
struct JoinedLevels {
  std::vector<std::uint32_t> code;
  std::uint32_t count = 1;
  statistics::Codes codes() const { return {code, count}; }
};

/// Shape: columns of role level, of one length
JoinedLevels joined(const std::vector<const Column*>& columns);

}  // namespace repere::cli
