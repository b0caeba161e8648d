#include "catalogue/table.hpp"

#include <algorithm>
#include <limits>

#include "base/numbers.hpp"
#include "catalogue/read_text.hpp"
#include "catalogue/sidecar.hpp"

namespace repere {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

}  // namespace

Result<Table> Table::open(const std::filesystem::path& file, std::vector<Column> columns) {
  const auto text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  const auto sidecar = read_sidecar(std::filesystem::path(file).replace_extension(".meta.toml"));
  if (!sidecar) return tl::unexpected(sidecar.error());
  Table table(file.string());
  table.edition_ = sidecar->edition;
  auto rows = split_csv(*text);
  if (!rows) return tl::unexpected(Error{rows.error().kind, file.string() + ", " + rows.error().message});
  table.rows_ = std::move(*rows);
  if (table.rows_.empty())
    return fail(ErrorKind::incorrect, file.string() + ": is empty: it begins with a line of column names");
  table.check_header(columns, sidecar->columns);
  if (table.problems_.empty()) table.check_widths();
  if (!table.problems_.empty()) return tl::unexpected(table.problems_.error());
  table.check_required(columns);
  return table;
}

Result<void> Table::check() const {
  if (!problems_.empty()) return tl::unexpected(problems_.error());
  return {};
}

void Table::check_header(const std::vector<Column>& columns, const std::vector<std::string>& explained) {
  const std::vector<std::string>& header = rows_.front().fields;
  for (const Column& column : columns)
    if (!contains(header, column.name)) problems_.add(1, column.name, "this column is missing: add it");
  for (std::size_t place = 0; place < header.size(); ++place) {
    const std::string& name = header[place];
    if (std::none_of(columns.begin(), columns.end(),
                     [&](const Column& column) { return column.name == name; }))
      problems_.add(1, name, "this column is not known: remove it or mend its name");
    else if (place_of(name) != place)
      problems_.add(1, name, "this column is there twice: keep one");
    else if (!contains(explained, name))
      problems_.add(1, name, "the sidecar does not explain this column: add it under [columns]");
  }
  for (const std::string& name : explained)
    if (!contains(header, name))
      problems_.add(1, name, "the sidecar explains a column that is not there: remove it");
}

void Table::check_widths() {
  const std::size_t width = rows_.front().fields.size();
  for (const CsvRow& row : rows_)
    if (row.fields.size() != width)
      problems_.add(row.line, "",
                    std::to_string(row.fields.size()) + " fields where the header has " +
                        std::to_string(width) + ": add or remove a comma, or put the text in quotes");
}

void Table::check_required(const std::vector<Column>& columns) {
  for (const Column& column : columns) {
    if (column.need != Column::Need::required) continue;
    const std::size_t place = place_of(column.name);
    for (const CsvRow& row : rows_)
      if (row.fields[place].empty()) problems_.add(row.line, column.name, "is empty: fill it in");
  }
}

std::size_t Table::place_of(std::string_view column) const {
  const std::vector<std::string>& header = rows_.front().fields;
  const auto found = std::find(header.begin(), header.end(), column);
  REPERE_ENSURE(found != header.end());
  return static_cast<std::size_t>(found - header.begin());
}

void Table::refuse_repeated(std::string_view column) {
  const std::size_t place = place_of(column);
  std::unordered_map<std::string_view, std::size_t> first_line;
  for (std::size_t row = 1; row < rows_.size(); ++row) {
    const std::string& value = rows_[row].fields[place];
    const auto [there, added] = first_line.emplace(value, rows_[row].line);
    if (!added)
      problems_.add(
          rows_[row].line, column,
          "'" + value + "' stands on line " + std::to_string(there->second) + " already: use each one once");
  }
}

const std::string& TableRow::text(std::string_view column) const {
  return row_.fields[table_.place_of(column)];
}

std::optional<std::string> TableRow::given(std::string_view column) const {
  const std::string& written = text(column);
  if (written.empty()) return std::nullopt;
  return written;
}

std::optional<int> TableRow::whole(std::string_view column) const {
  const std::string& written = text(column);
  if (written.empty()) return std::nullopt;
  const auto value = parse_whole(written);
  if (!value || *value < 0 || *value > std::numeric_limits<int>::max()) {
    problem(column, "'" + written + "' is not a whole number from 0 up");
    return std::nullopt;
  }
  return static_cast<int>(*value);
}

std::optional<double> TableRow::number(std::string_view column, double lowest, double highest) const {
  const std::string& written = text(column);
  if (written.empty()) return std::nullopt;
  const auto value = parse_number(written);
  if (value && *value >= lowest && *value <= highest) return value;
  problem(column, "'" + written + "' is not a number from " + shortest_text(lowest) + " to " +
                      shortest_text(highest));
  return std::nullopt;
}

std::optional<PartialDate> TableRow::date(std::string_view column) const {
  const std::string& written = text(column);
  if (written.empty()) return std::nullopt;
  auto value = PartialDate::parse(written);
  if (value) return *value;
  problem(column, value.error().message);
  return std::nullopt;
}

std::vector<std::string> TableRow::list(std::string_view column) const {
  const std::string& written = text(column);
  std::vector<std::string> values;
  for (std::size_t begin = 0; begin <= written.size() && !written.empty();) {
    const std::size_t end = std::min(written.find(';', begin), written.size());
    values.push_back(written.substr(begin, end - begin));
    if (values.back().empty()) problem(column, "an empty value between semicolons: remove a semicolon");
    begin = end + 1;
  }
  return values;
}

void TableRow::problem(std::string_view column, std::string_view what) const {
  table_.problems_.add(row_.line, column, what);
}

}  // namespace repere
