#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "exchange/csv/reader.hpp"
#include "workflows/ports.hpp"

// What every table of the exchange format has in common: its header, its malformed lines.
namespace repere::exchange {

struct WantedColumn {
  std::string_view name;
  bool required = false;
};

/// Finds the wanted columns in the header and selects them in the reader; what is unknown or missing goes to
/// `intake`. Shape: result: for each field of a record, the number of its column among `wanted`; nothing when
/// the header is refused
std::optional<std::vector<std::size_t>> match_header(csv::Reader& reader,
                                                     std::span<const WantedColumn> wanted,
                                                     workflows::Intake& intake);

/// A problem of the record that the reader stands at.
workflows::RowProblem row_problem(const csv::Reader& reader, std::string_view column, std::string_view what,
                                  std::string_view remedy);

/// Reads record after record and calls `take(fields)`; malformed ones go to `intake`.
/// Result: whether every record of the file could be read
template <class Take>
bool for_each_record(csv::Reader& reader, workflows::Intake& intake, Take&& take) {
  bool whole = true;
  for (;;) {
    const csv::Step step = reader.next();
    if (step == csv::Step::end) return whole;
    if (step == csv::Step::record) {
      take(reader.fields());
      continue;
    }
    whole = false;
    const csv::Problem& problem = reader.problem();
    intake.add({workflows::Severity::error, reader.name(), problem.line, problem.column, problem.what,
                problem.remedy});
    if (step == csv::Step::stopped) return false;
  }
}

}  // namespace repere::exchange
