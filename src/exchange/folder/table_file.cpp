#include "exchange/folder/table_file.hpp"

#include <algorithm>

#include "exchange/spelling.hpp"

namespace repere::exchange {

std::optional<std::vector<std::size_t>> match_header(csv::Reader& reader,
                                                     std::span<const WantedColumn> wanted,
                                                     workflows::Intake& intake) {
  std::vector<std::string_view> names;
  for (const WantedColumn& column : wanted) names.push_back(column.name);
  const auto refuse = [&](std::string_view column, std::string what, std::string remedy) {
    intake.add({workflows::Severity::error, reader.name(), 1, std::string(column), std::move(what),
                std::move(remedy)});
  };
  std::vector<std::size_t> places, columns;
  std::vector<std::string_view> unknown;
  for (std::size_t place = 0; place < reader.header().size(); ++place) {
    const auto found = std::find(names.begin(), names.end(), reader.header()[place]);
    if (found == names.end()) {
      unknown.push_back(reader.header()[place]);
      continue;
    }
    places.push_back(place);
    columns.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  const std::string takes = "the columns are " + listed(names);
  // Without one known name the first line may hold a patient's values: none of it is repeated.
  if (places.empty()) {
    refuse("", "the header has none of the table's columns", takes);
    return std::nullopt;
  }
  for (const std::string_view name : unknown) {
    const std::string_view near = nearest_name(name, names);
    refuse(name, "unknown column", near.empty() ? takes : "did you mean '" + std::string(near) + "'?");
  }
  bool complete = unknown.empty();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wanted[i].required || std::find(columns.begin(), columns.end(), i) != columns.end()) continue;
    refuse(wanted[i].name, "the column is missing", "add it: every row needs it");
    complete = false;
  }
  if (!complete) return std::nullopt;
  reader.select(places);
  return columns;
}

workflows::RowProblem row_problem(const csv::Reader& reader, std::string_view column, std::string_view what,
                                  std::string_view remedy) {
  return {workflows::Severity::error, reader.name(),     reader.line(),
          std::string(column),        std::string(what), std::string(remedy)};
}

}  // namespace repere::exchange
