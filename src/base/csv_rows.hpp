#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace repere {

/// One record of a CSV text and the line it begins on (1 is the first).
struct CsvRow {
  std::size_t line = 0;
  std::vector<std::string> fields;
};

/// Splits a small, strict CSV text (comma, RFC 4180 quotes, LF or CR LF, a byte order mark is skipped) into
/// all its records. Shape: result: one row per record, the header among them; rows need not have one length
/// Errors: incorrect with the line, if it is not UTF-8, a line is empty, a carriage return stands alone, a
/// quote opens
///   inside a field, is not closed, or is followed by something else than a comma
Result<std::vector<CsvRow>> split_csv(std::string_view text);

}  // namespace repere
