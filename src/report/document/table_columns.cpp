#include "report/document/table_columns.hpp"

#include <algorithm>
#include <numeric>

namespace repere::report {

namespace {

struct Needs {
  std::vector<double> least, natural;  ///< the widest word, the widest line
  double total_least() const { return std::accumulate(least.begin(), least.end(), 0.0); }
  double total_natural() const { return std::accumulate(natural.begin(), natural.end(), 0.0); }
};

double widest_word(const std::string& text, Font font) {
  double widest = 0;
  std::size_t first = 0;
  while (first <= text.size()) {
    const std::size_t end = std::min(text.find_first_of(" \n", first), text.size());
    widest = std::max(widest, text_width(text.substr(first, end - first), font));
    first = end + 1;
  }
  return widest;
}

double widest_line(const std::string& text, Font font) {
  double widest = 0;
  for (const std::string& line : cell_lines(text)) widest = std::max(widest, text_width(line, font));
  return widest;
}

void raise(std::vector<double>& widths, std::size_t first, std::size_t count, double wanted) {
  double sum = table_column_gap * static_cast<double>(count - 1);
  for (std::size_t i = first; i < first + count; ++i) sum += widths[i];
  if (sum >= wanted) return;
  for (std::size_t i = first; i < first + count; ++i)
    widths[i] += (wanted - sum) / static_cast<double>(count);
}

void need_of_head(const Table& table, Font font, Needs& needs) {
  std::vector<std::size_t> covered(table.columns(), 0);
  for (const auto& row : table.head) {
    std::size_t column = 0;
    for (const HeaderCell& cell : row) {
      while (column < covered.size() && covered[column] > 0) --covered[column++];
      const std::size_t count = std::min(cell.columns, table.columns() - std::min(column, table.columns()));
      if (count == 0) break;
      raise(needs.least, column, count, widest_word(cell.text, font));
      raise(needs.natural, column, count, widest_line(cell.text, font));
      for (std::size_t i = 0; i < count; ++i) covered[column++] = cell.rows - 1;
    }
    while (column < covered.size()) {
      if (covered[column] > 0) --covered[column];
      ++column;
    }
  }
}

Needs needs_of(const Table& table, Font font) {
  Needs needs{std::vector<double>(table.columns(), 6), std::vector<double>(table.columns(), 6)};
  for (const TableRow& row : table.rows) {
    if (row.heading) continue;
    for (std::size_t i = 0; i < row.cells.size() && i < table.columns(); ++i) {
      const double indent = i == 0 ? table_indent * row.indent : 0;
      needs.least[i] = std::max(needs.least[i], indent + widest_word(row.cells[i], font));
      needs.natural[i] = std::max(needs.natural[i], indent + widest_line(row.cells[i], font));
    }
  }
  need_of_head(table, {font.size, true}, needs);
  return needs;
}

/// Room beyond the need goes to all columns alike; lack of it is taken from those that can break their lines.
std::vector<double> share_out(const Needs& needs, double room) {
  std::vector<double> widths = needs.natural;
  const double natural = needs.total_natural(), least = needs.total_least();
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (natural <= room) {
      widths[i] += (room - natural) / static_cast<double>(widths.size());
    } else if (least <= room) {
      widths[i] = needs.least[i] + (needs.natural[i] - needs.least[i]) * (room - least) / (natural - least);
    } else {
      widths[i] = needs.least[i] * room / least;
    }
  }
  return widths;
}

}  // namespace

TableColumns table_columns(const Table& table, double width) {
  TableColumns columns;
  if (table.columns() == 0) return columns;
  const double room = width - table_column_gap * static_cast<double>(table.columns() - 1);
  Needs needs;
  for (double size = 7.5; size >= 6; size -= 0.5) {
    columns.font = {size, false};
    needs = needs_of(table, columns.font);
    if (needs.total_least() <= room) break;
  }
  columns.width = share_out(needs, room);
  double left = 0;
  for (const double one : columns.width) {
    columns.left.push_back(left);
    left += one + table_column_gap;
  }
  return columns;
}

}  // namespace repere::report
