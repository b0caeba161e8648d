#pragma once
// The two column functions of values.hpp: how a Column of tables.hpp meets the text of its value.
#include "base/numbers.hpp"
#include "domain/registry/tables.hpp"
#include "domain/registry/values.hpp"

namespace repere::registry {

template <class Row, class ColumnType>
ValueProblem read_column(std::string_view text, Row& row, const ColumnType& column, const Codes& codes) {
  auto& member = row.*(column.member);
  using Value = std::remove_cvref_t<decltype(member)>;
  if (text.empty()) return ValueProblem::none;
  if constexpr (std::is_same_v<Value, When>) {
    if (member.recorded()) return ValueProblem::two_ways_to_say_when;
    if (column.part == Part::date) {
      const auto date = PartialDate::parse(text);
      if (!date) return ValueProblem::not_a_date;
      member = When::on(*date);
    } else {
      const auto day = parse_whole(text);
      if (!day) return ValueProblem::not_whole;
      if (static_cast<double>(*day) < column.low || static_cast<double>(*day) > column.high)
        return ValueProblem::out_of_range;
      member = When::after_origin(static_cast<std::int32_t>(*day));
    }
    return ValueProblem::none;
  } else if constexpr (std::is_same_v<Value, std::optional<double>> ||
                       std::is_same_v<Value, std::optional<std::int64_t>>) {
    Value value;
    const ValueProblem problem = read_value(text, value, codes);
    if (problem != ValueProblem::none) return problem;
    if (static_cast<double>(*value) < column.low || static_cast<double>(*value) > column.high)
      return ValueProblem::out_of_range;
    member = value;
    return ValueProblem::none;
  } else {
    if (column.accepts && !column.accepts(text)) return ValueProblem::not_a_department;
    return read_value(text, member, codes);
  }
}

template <class Row, class ColumnType>
void write_column(std::string& out, const Row& row, const ColumnType& column, const Codes& codes) {
  const auto& member = row.*(column.member);
  using Value = std::remove_cvref_t<decltype(member)>;
  if constexpr (std::is_same_v<Value, When>) {
    if (column.part == Part::date && member.kind() == When::Kind::date) {
      char buffer[10];
      out.append(buffer, member.date().write(buffer));
    } else if (column.part == Part::day && member.kind() == When::Kind::day) {
      append_number(out, static_cast<std::int64_t>(member.day()));
    }
  } else {
    write_value(out, member, codes);
  }
}

}  // namespace repere::registry
