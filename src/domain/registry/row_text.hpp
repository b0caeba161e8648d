#pragma once
#include <string>
#include <type_traits>

#include "domain/registry/tables.hpp"
#include "domain/registry/values_columns.hpp"

namespace repere::registry {

/// Calls `visit` with each column of a row type, those that every act has among them.
template <class Row, class Visit>
void for_all_columns(const Visit& visit) {
  if constexpr (std::is_base_of_v<Act, Row>) {
    for_each_act_column<Row>(visit);
  } else {
    for_each_column<Row>(visit);
  }
}

/// Whether every column of two rows holds the same.
template <class Row>
bool equal_columns(const Row& a, const Row& b) {
  bool same = true;
  for_all_columns<Row>([&](const auto& column) { same = same && a.*(column.member) == b.*(column.member); });
  return same;
}

/// Appends `text` as a JSON string.
void append_json_text(std::string& out, std::string_view text);

/// Appends the row as a JSON object: what is recorded, as the exchange files write it ({"margin":"r0"}). What identifies a
/// patient (keys of the source, birth date) is left out unless the row's type has no such thing.
template <class Row>
void append_row_json(std::string& out, const Row& row, const Codes& codes) {
  std::string text;
  bool first = true;
  out += '{';
  for_all_columns<Row>([&](const auto& column) {
    using Value = std::remove_cvref_t<decltype(row.*(column.member))>;
    if constexpr (!std::is_same_v<Value, Confidential<std::string>> &&
                  !std::is_same_v<Value, Confidential<std::optional<PartialDate>>>) {
      text.clear();
      write_column(text, row, column, codes);
      if (text.empty()) return;
      if (!first) out += ',';
      first = false;
      append_json_text(out, column.name);
      out += ':';
      append_json_text(out, text);
    }
  });
  out += '}';
}

}  // namespace repere::registry
