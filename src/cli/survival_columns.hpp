#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "statistics/follow_up.hpp"
#include "statistics/large_array.hpp"

// The columns of a CSV file that a survival command names.
namespace repere::cli {

enum class ColumnRole : std::uint8_t {
  time,             ///< number, not negative
  entry,            ///< number, not negative, before the time of its row
  event,            ///< 0 or 1
  weight,           ///< number, not negative
  positive_weight,  ///< number above 0
  number,           ///< any finite number
  cause,            ///< a whole number: 0 censored, 1 to 255 the causes
  level,            ///< any text: a group, a stratum
};

struct ColumnRequest {
  std::string name;
  ColumnRole role;
};

/// What was read of a column, in the vector of its role.
/// Shape: event and cause: events[rows]; level: code[rows] with the levels it points to; time and
///   entry: days[rows] where both columns hold whole days only, else numbers[rows] (`times()` gives either);
///   other roles: numbers[rows]
struct Column {
  statistics::Times times() const {
    return days.empty() ? statistics::Times(numbers) : statistics::Times(days);
  }

  statistics::LargeArray<double> numbers;
  statistics::LargeArray<std::int32_t> days;
  statistics::LargeArray<std::uint8_t> events;
  statistics::LargeArray<std::uint32_t> code;
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
  std::vector<std::size_t> left_out_rows;  ///< their numbers, ascending: the row under the header is 1
};

/// Shape:  at most one request of role time and one of role entry; threads >= 1
/// Errors: those of the file (not_found, unavailable, incorrect with the line); incorrect with line and
///   column if a cell does not fit its role, also in a row that is left out; incorrect if a column is not
///   there or no row is complete. The error is the same whatever the number of threads.
Result<ReadColumns> read_columns(const std::filesystem::path& path,
                                 const std::vector<ColumnRequest>& requests, unsigned threads = 1);

/// The rows' levels in several columns taken together, as strata.
struct JoinedLevels {
  std::vector<std::uint32_t> code;
  std::uint32_t count = 1;
  statistics::Codes codes() const { return {code, count}; }
};

/// Shape: columns of role level, of one length
JoinedLevels joined(const std::vector<const Column*>& columns);

}  // namespace repere::cli
