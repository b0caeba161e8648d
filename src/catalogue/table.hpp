#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/csv_rows.hpp"
#include "base/date.hpp"
#include "base/result.hpp"
#include "catalogue/problems.hpp"
#include "domain/edition.hpp"
#include "domain/words.hpp"

namespace repere {

/// A column that a table must have.
struct Column {
  std::string_view name;
  enum class Need { required, may_be_empty } need = Need::may_be_empty;
};

class Table;

/// One line of a table; reading a cell that is wrong notes a problem and gives a harmless value.
class TableRow {
 public:
  TableRow(Table& table, const CsvRow& row) : table_(table), row_(row) {}

  const std::string& text(std::string_view column) const;
  std::optional<std::string> given(std::string_view column) const;  ///< nothing when empty
  std::optional<int> whole(std::string_view column) const;
  std::optional<double> number(std::string_view column, double lowest, double highest) const;
  std::optional<PartialDate> date(std::string_view column) const;
  std::vector<std::string> list(std::string_view column) const;  ///< the values between semicolons
  template <class Words>
  auto word(std::string_view column, const Words& words) const {
    const std::string& written = text(column);
    const auto value = value_in(words, written);
    if (!value && !written.empty()) problem(column, "'" + written + "' is not one of: " + words_of(words));
    return value.value_or(words.front().value);
  }
  void problem(std::string_view column, std::string_view what) const;
  std::size_t line() const { return row_.line; }

 private:
  Table& table_;
  const CsvRow& row_;
};

/// A CSV file of knowledge/ with its sidecar, its header checked.
class Table {
 public:
  /// Errors: not_found if the table or its sidecar is missing; incorrect (every problem) if either is
  /// malformed, the header
  ///   is not exactly `columns` in any order, the sidecar explains other columns, or a line has another
  ///   number of fields
  static Result<Table> open(const std::filesystem::path& file, std::vector<Column> columns);

  /// Calls `each` with every line below the header.
  template <class Each>
  void for_each(Each each) {
    for (std::size_t row = 1; row < rows_.size(); ++row) each(TableRow(*this, rows_[row]));
  }
  /// Errors: incorrect: every problem noted so far, and every required cell that is empty
  Result<void> check() const;
  /// Notes every value of `column` that was there on an earlier line.
  void refuse_repeated(std::string_view column);
  /// Notes a problem of the table as a whole.
  void problem(std::string_view column, std::string_view what) { problems_.add(0, column, what); }

  const Edition& edition() const { return edition_; }

 private:
  friend class TableRow;
  explicit Table(std::string file) : problems_(std::move(file)) {}
  void check_header(const std::vector<Column>& columns, const std::vector<std::string>& explained);
  void check_widths();
  void check_required(const std::vector<Column>& columns);
  std::size_t place_of(std::string_view column) const;

  Problems problems_;
  Edition edition_;
  std::vector<CsvRow> rows_;  // the header is the first
};

}  // namespace repere
