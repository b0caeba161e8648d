#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/registry/records.hpp"
#include "domain/registry/words.hpp"

// Values as text: the one spelling of files, of the database and of study expressions. Empty text is "not recorded".
namespace repere::registry {

/// The lists that codes are looked up in.
struct Codes {
  const Histotypes& histotypes;
  const Sites& sites;
  const Centres& centres;
};

/// The class of what is wrong with a text: it says enough to mend it and nothing of the text itself.
enum class ValueProblem : std::uint8_t {
  none, not_a_date, not_a_number, not_whole, out_of_range, unknown_word, unknown_histotype, unknown_site,
  unknown_centre, unknown_metastatic_site, not_a_department, too_long, two_ways_to_say_when
};
/// "not a date" ...
std::string_view name_of(ValueProblem problem);
/// What to change: "write YYYY-MM-DD, or YYYY-MM or YYYY when the rest is unknown" ...
std::string_view remedy_of(ValueProblem problem);

// read_value: what `text` (not empty) says, into `out`; `out` is unchanged when there is a problem.
ValueProblem read_value(std::string_view text, std::optional<PartialDate>& out, const Codes&);
ValueProblem read_value(std::string_view text, Confidential<std::optional<PartialDate>>& out, const Codes&);
ValueProblem read_value(std::string_view text, std::optional<double>& out, const Codes&);
ValueProblem read_value(std::string_view text, std::optional<std::int64_t>& out, const Codes&);
ValueProblem read_value(std::string_view text, std::string& out, const Codes&);  ///< at most 200 bytes
ValueProblem read_value(std::string_view text, Confidential<std::string>& out, const Codes&);
ValueProblem read_value(std::string_view text, HistotypeIndex& out, const Codes&);  ///< catalogue code, or an ICD-O code that only one entry has
ValueProblem read_value(std::string_view text, SiteIndex& out, const Codes&);
ValueProblem read_value(std::string_view text, CentreIndex& out, const Codes&);
ValueProblem read_value(std::string_view text, MetastaticSites& out, const Codes&);  ///< words joined by "+"
template <class E>
  requires std::is_enum_v<E>
ValueProblem read_value(std::string_view text, std::optional<E>& out, const Codes&) {
  const auto value = value_of<E>(text);
  if (!value) return ValueProblem::unknown_word;
  out = *value;
  return ValueProblem::none;
}
inline ValueProblem read_value(std::string_view text, ActStatus& out, const Codes&) {
  const auto value = value_of<ActStatus>(text);
  if (!value) return ValueProblem::unknown_word;
  out = *value;
  return ValueProblem::none;
}

// write_value: appends the text that read_value reads; nothing is appended for "not recorded".
void write_value(std::string& out, const std::optional<PartialDate>& value, const Codes&);
void write_value(std::string& out, const Confidential<std::optional<PartialDate>>& value, const Codes&);
void write_value(std::string& out, const std::optional<double>& value, const Codes&);
void write_value(std::string& out, const std::optional<std::int64_t>& value, const Codes&);
void write_value(std::string& out, const std::string& value, const Codes&);
void write_value(std::string& out, const Confidential<std::string>& value, const Codes&);
void write_value(std::string& out, HistotypeIndex value, const Codes&);
void write_value(std::string& out, SiteIndex value, const Codes&);
void write_value(std::string& out, CentreIndex value, const Codes&);
void write_value(std::string& out, MetastaticSites value, const Codes&);
template <class E>
  requires std::is_enum_v<E>
void write_value(std::string& out, const std::optional<E>& value, const Codes&) {
  if (value) out += word_of(*value);
}
/// "done" is written as nothing: it is what a row means when it says nothing else.
inline void write_value(std::string& out, ActStatus value, const Codes&) {
  if (value != ActStatus::done) out += word_of(value);
}

/// Reads one column of a row, its bounds checked. Two columns of one `When` must not both be filled.
template <class Row, class ColumnType>
ValueProblem read_column(std::string_view text, Row& row, const ColumnType& column, const Codes& codes);
/// Writes one column of a row.
template <class Row, class ColumnType>
void write_column(std::string& out, const Row& row, const ColumnType& column, const Codes& codes);

}  // namespace repere::registry

#include "domain/registry/values_columns.hpp"
