#include "cli/statistics_answer.hpp"

#include <cmath>
#include <ostream>

#include "cli/survival_options.hpp"

namespace repere::cli {
namespace {

const std::string* text_in(const Cell& cell) { return std::get_if<std::string>(&cell); }

void write_row(report::JsonWriter& json, const AnswerTable& table, const std::vector<Cell>& row) {
  json.begin_object();
  for (std::size_t i = 0; i < row.size(); ++i) {
    json.key(table.columns[i]);
    if (const auto* text = text_in(row[i])) {
      json.value(std::string_view(*text));
      continue;
    }
    const double number = std::get<double>(row[i]);
    if (number == std::floor(number) && std::abs(number) < 1e15)
      json.value(static_cast<std::int64_t>(number));
    else
      json.value(number);
  }
  json.end_object();
}

std::string json_of(const Answer& answer) {
  report::JsonWriter json;
  json.begin_object();
  for (const auto& table : answer.tables) {
    json.key(table.name);
    if (table.single) {
      write_row(json, table, table.rows.front());
      continue;
    }
    json.begin_array();
    for (const auto& row : table.rows) write_row(json, table, row);
    json.end_array();
  }
  if (answer.extra) answer.extra(json);
  json.key("warnings").begin_array();
  for (const auto& warning : answer.warnings) json.value(std::string_view(warning));
  json.end_array().field("left_out", answer.left_out).end_object();
  return json.take();
}

std::string csv_of(const AnswerTable& table) {
  std::string out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) out += (i ? "," : "") + csv_field(table.columns[i]);
  out += "\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ",";
      const auto* text = text_in(row[i]);
      out += text ? csv_field(*text) : csv_number(std::get<double>(row[i]));
    }
    out += "\n";
  }
  return out;
}

std::string shown(const std::string& column, const Cell& cell) {
  if (const auto* text = text_in(cell)) return *text;
  const double number = std::get<double>(cell);
  if (std::isinf(number)) return number > 0 ? "infinite" : "-infinite";
  return column == "p" || column.starts_with("p_") ? p_text(number) : rounded(number, 5);
}

std::string text_of(const Answer& answer) {
  std::string out;
  for (const auto& table : answer.tables) {
    if (table.rows.empty()) continue;
    if (!out.empty()) out += "\n";
    std::vector<std::string> header{table.columns};
    if (table.single) header.insert(header.begin(), table.name);
    TextTable text(header);
    for (const auto& row : table.rows) {
      std::vector<std::string> cells;
      if (table.single) cells.emplace_back();
      for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(shown(table.columns[i], row[i]));
      text.add(std::move(cells));
    }
    out += text.text();
  }
  return out + "\nRows left out because a named column is empty: " + std::to_string(answer.left_out) + "\n";
}

}  // namespace

AnswerTable single(std::string name, std::vector<std::string> columns, std::vector<Cell> row) {
  return {std::move(name), std::move(columns), {std::move(row)}, true};
}

void print(const Answer& answer, Format format, Console& console) {
  switch (format) {
    case Format::json:
      console.out << json_of(answer) << "\n";
      return;
    case Format::csv:
      console.out << csv_of(answer.tables.front());
      break;
    case Format::text:
      console.out << text_of(answer);
      break;
  }
  for (const auto& warning : answer.warnings) console.err << "repere: warning: " << warning << "\n";
}

}  // namespace repere::cli
