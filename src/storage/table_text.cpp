#include "storage/table_text.hpp"

namespace repere::storage {

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) {
    if (!all.empty()) all += ", ";
    all += name;
  }
  return all;
}

std::vector<std::string> TableText::written() const {
  std::vector<std::string> columns = record;
  columns.emplace_back("since");
  columns.insert(columns.end(), values.begin(), values.end());
  return columns;
}

std::string TableText::select_as_of() const {
  return "SELECT " + joined(record) + ", " + joined(values) + " FROM " + name +
         " WHERE since <= $1 AND (until IS NULL OR until > $1) ORDER BY " + joined(order);
}

TableText dataset_table() {
  return {"dataset",
          {"id"},
          {"source", "title_fr", "title_en", "version", "cut_off", "synthetic", "licence"},
          {"id"}};
}

TableText centre_table() {
  return {"centre", {"id"}, {"code", "name", "contact", "expertise", "board_days", "fictitious"}, {"id"}};
}

TableText centre_role_table() {
  return {"centre_role",
          {"centre", "number"},
          {"role", "valid_from", "valid_until", "certainty", "source"},
          {"centre", "number"}};
}

TableText centre_site_table() {
  return {"centre_site",
          {"centre", "number"},
          {"name", "address", "city", "department", "latitude", "longitude", "source", "coordinates_source"},
          {"centre", "number"}};
}

TableText patient_table() {
  TableText table{"patient", {"id"}, {"dataset", "pseudonym"}, {"id"}};
  registry::for_each_column<registry::Patient>([&](const auto& column) {
    if (!identifies(column.name)) table.values.emplace_back(sql_name(column.name));
  });
  return table;
}

TableText identity_table() {
  return {"source_identity", {"patient"}, {"dataset", "key_hash", "sealed"}, {"patient"}};
}

TableText tumour_table() {
  TableText table{"tumour", {"id"}, {"patient"}, {"id"}};
  registry::for_each_column<registry::Tumour>(
      [&](const auto& column) { table.values.emplace_back(sql_name(column.name)); });
  return table;
}

std::vector<TableText> record_tables() {
  std::vector<TableText> tables{dataset_table(), centre_table(),   centre_role_table(), centre_site_table(),
                                patient_table(), identity_table(), tumour_table()};
  registry::for_each_act_table([&](const auto& table) {
    tables.push_back(act_table<typename std::remove_cvref_t<decltype(table)>::Row>(table.name));
  });
  return tables;
}

}  // namespace repere::storage
