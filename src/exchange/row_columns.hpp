#pragma once
#include <array>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "domain/registry/tables.hpp"
#include "domain/registry/values.hpp"

// The columns of domain/registry/tables.hpp as arrays that a header line or a mapping can be matched with.
namespace repere::exchange {

/// What stands in a column.
enum class ColumnKind : std::uint8_t {
  date,
  day,
  number,
  whole,
  word,
  text,
  histotype,
  site,
  centre,
  metastatic_sites
};

/// Every column of a row: for an act those that every act has, then its own.
template <class Row>
constexpr auto all_columns() {
  if constexpr (std::is_base_of_v<registry::Act, Row>)
    return std::tuple_cat(registry::act_columns(), registry::columns_of<Row>());
  else
    return registry::columns_of<Row>();
}

template <class Row>
inline constexpr std::size_t column_count = std::tuple_size_v<decltype(all_columns<Row>())>;

/// The column that says what a row belongs to: the patient of a tumour, the tumour of an act; a patient has
/// none.
template <class Row>
constexpr std::string_view reference_column() {
  if constexpr (std::is_same_v<Row, registry::Patient>)
    return {};
  else if constexpr (std::is_same_v<Row, registry::Tumour>)
    return "patient";
  else
    return "tumour";
}

template <class Value>
constexpr ColumnKind kind_of_value(registry::Part part) {
  if constexpr (std::is_same_v<Value, registry::When>)
    return part == registry::Part::day ? ColumnKind::day : ColumnKind::date;
  else if constexpr (std::is_same_v<Value, std::optional<PartialDate>> ||
                     std::is_same_v<Value, Confidential<std::optional<PartialDate>>>)
    return ColumnKind::date;
  else if constexpr (std::is_same_v<Value, std::optional<double>>)
    return ColumnKind::number;
  else if constexpr (std::is_same_v<Value, std::optional<std::int64_t>>)
    return ColumnKind::whole;
  else if constexpr (std::is_same_v<Value, std::string> || std::is_same_v<Value, Confidential<std::string>>)
    return ColumnKind::text;
  else if constexpr (std::is_same_v<Value, HistotypeIndex>)
    return ColumnKind::histotype;
  else if constexpr (std::is_same_v<Value, SiteIndex>)
    return ColumnKind::site;
  else if constexpr (std::is_same_v<Value, CentreIndex>)
    return ColumnKind::centre;
  else if constexpr (std::is_same_v<Value, registry::MetastaticSites>)
    return ColumnKind::metastatic_sites;
  else
    return ColumnKind::word;
}

/// One column of `Row`, ready to be read into a row whose type is known.
template <class Row>
struct RowColumn {
  std::string_view name;
  bool required;
  ColumnKind kind;
  registry::ValueProblem (*read)(std::string_view text, Row& row, const registry::Codes& codes);
};

template <class Row, std::size_t index>
registry::ValueProblem read_one_column(std::string_view text, Row& row, const registry::Codes& codes) {
  constexpr auto column = std::get<index>(all_columns<Row>());
  return registry::read_column(text, row, column, codes);
}

template <class Row, std::size_t... index>
constexpr auto make_row_columns(std::index_sequence<index...>) {
  constexpr auto columns = all_columns<Row>();
  return std::array<RowColumn<Row>, sizeof...(index)>{RowColumn<Row>{
      std::get<index>(columns).name, std::get<index>(columns).required,
      kind_of_value<std::remove_cvref_t<decltype(std::declval<Row&>().*(std::get<index>(columns).member))>>(
          std::get<index>(columns).part),
      &read_one_column<Row, index>}...};
}

/// The columns of `Row` in the order of tables.hpp.
template <class Row>
inline constexpr auto row_columns = make_row_columns<Row>(std::make_index_sequence<column_count<Row>>{});

}  // namespace repere::exchange
