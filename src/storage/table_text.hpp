#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/registry/tables.hpp"

// The tables of the record as SQL sees them, made from the description in domain/registry/tables.hpp. The
// CREATE TABLE statements are written by hand in the migrations; a test compares the two.
namespace repere::storage {

/// A temporal table: a row is the version of a record from revision `since` on, until revision `until` closed
/// it.
struct TableText {
  std::string name;
  std::vector<std::string> record;  ///< which columns say of which record it is a version
  std::vector<std::string> values;  ///< the other columns, without since and until
  std::vector<std::string> order;   ///< in which versions are read: the primary key without since

  /// record, since, values: what a new version is written with.
  std::vector<std::string> written() const;
  /// SELECT record, values FROM name: the versions of revision $1, in order.
  std::string select_as_of() const;
};

/// The name of a column in SQL. A source's own name for a patient, a tumour or an act is `key` there:
/// `patient` and `tumour` are the record's numbers.
constexpr std::string_view sql_name(std::string_view column) {
  return column == "patient" || column == "tumour" || column == "act" ? "key" : column;
}

/// Columns of Patient that say who the patient is: they are kept sealed in `source_identity`, never in
/// `patient`.
constexpr bool identifies(std::string_view column) { return column == "patient" || column == "birth_date"; }

/// "a, b, c"
std::string joined(const std::vector<std::string>& names);

TableText dataset_table();
TableText centre_table();
TableText centre_role_table();
TableText centre_site_table();
TableText patient_table();
TableText identity_table();
TableText tumour_table();

template <class Row>
TableText act_table(std::string_view name) {
  TableText table{std::string(name), {"id"}, {"tumour"}, {"tumour", "id"}};
  registry::for_each_act_column<Row>(
      [&](const auto& column) { table.values.emplace_back(sql_name(column.name)); });
  return table;
}

/// Every temporal table; one that is referred to stands before those that refer to it.
std::vector<TableText> record_tables();

}  // namespace repere::storage
