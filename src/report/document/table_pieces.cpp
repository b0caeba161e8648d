#include <algorithm>

#include "report/document/pieces.hpp"
#include "report/document/table_columns.hpp"
#include "report/figures/scale.hpp"

namespace repere::report {

namespace {

constexpr double row_gap = 3;

class TableCutter {
 public:
  TableCutter(Pieces& out, const Table& table, double width, Language language)
      : out_(out), table_(table), width_(width), language_(language), columns_(table_columns(table, width)) {}

  void cut(const std::string& number) {
    caption(number);
    group_ = out_.new_group("Table");
    std::vector<Piece> head = head_rows();
    for (const Piece& piece : head) out_.pieces.push_back(piece);
    out_.groups[group_].repeated = repeated_head(number, std::move(head));
    const std::size_t first = out_.pieces.size();
    if (table_.rows.empty())
      out_.pieces.push_back(row_piece({{in(language_, "Aucune ligne", "No row")}, false, 0}));
    for (const TableRow& row : table_.rows) out_.pieces.push_back(row_piece(row));
    // Two rows at least stay together at either end.
    out_.pieces[first].keep_with_next = out_.pieces.size() - first > 1;
    if (out_.pieces.size() - first > 2) out_.pieces[out_.pieces.size() - 2].keep_with_next = true;
    Piece last = bottom_rule();
    out_.pieces.back().keep_with_next = true;
    last.keep_with_next = !table_.notes.empty();
    out_.pieces.push_back(last);
    notes();
  }

 private:
  TextLook plain(bool bold = false) const {
    return {{columns_.font.size, bold}, palette::ink, Anchor::start, 0, 1};
  }
  double step() const { return line_step(columns_.font); }

  void caption(const std::string& number) {
    const TextLook bold{{8.5, true}, palette::ink, Anchor::start, 0, 1};
    const std::string text = number.empty() ? table_.caption : number + " " + table_.caption;
    const std::size_t first = out_.pieces.size();
    add_lines(out_, "P", wrapped(text, bold.font, width_), bold, 0, width_, 16);
    for (std::size_t i = first; i < out_.pieces.size(); ++i) out_.pieces[i].keep_with_next = true;
  }

  /// On further pages: "Tableau 1. (suite)" and the head.
  std::vector<Piece> repeated_head(const std::string& number, std::vector<Piece> head) const {
    if (number.empty()) return head;
    const TextLook bold{{8.5, true}, palette::ink, Anchor::start, 0, 1};
    Piece piece;
    piece.group = group_;
    piece.height = line_step(bold.font) + 3;
    Drawing drawing(width_, piece.height);
    drawing.text({0, line_heights(bold.font).ascent}, number + in(language_, " (suite)", " (continued)"),
                 bold);
    piece.parts.push_back({nullptr, std::move(drawing)});
    head.insert(head.begin(), std::move(piece));
    return head;
  }

  void notes() {
    const TextLook quiet{{7}, palette::quiet_ink, Anchor::start, 0, 1};
    for (std::size_t i = 0; i < table_.notes.size(); ++i) {
      add_lines(out_, "P", wrapped(table_.notes[i], quiet.font, width_), quiet, 0, width_, i == 0 ? 3 : 1);
    }
  }

  /// Text lines of one cell at its column's place, as wide as the columns from `first` on.
  Drawing cell_drawing(const std::string& text, std::size_t first, std::size_t count, const TextLook& base,
                       Align align, double indent, double top) const {
    Drawing drawing(width_, 0);
    const std::size_t last = std::min(first + count, columns_.width.size()) - 1;
    const double left = columns_.left[first] + indent;
    const double room = columns_.left[last] + columns_.width[last] - left;
    TextLook look = base;
    double x = left;
    if (align == Align::right) look.anchor = Anchor::end, x = left + room;
    if (align == Align::centre) look.anchor = Anchor::middle, x = left + room / 2;
    double y = top + line_heights(look.font).ascent;
    for (const std::string& line : cell_lines(text)) {
      for (const std::string& piece : wrapped(line, look.font, room)) {
        drawing.text({x, y}, piece, look);
        y += step();
      }
    }
    drawing.resize(width_, y - line_heights(look.font).ascent);
    return drawing;
  }

  Piece row_piece(const TableRow& row) const {
    Piece piece;
    piece.group = group_;
    piece.tag = "TR";
    const double top = row.heading ? row_gap + 2 : row_gap / 2;
    double bottom = top + step();
    for (std::size_t i = 0; i < row.cells.size() && i < columns_.width.size(); ++i) {
      const std::size_t count = row.heading ? columns_.width.size() : 1;
      const Align align = row.heading || i >= table_.align.size() ? Align::left : table_.align[i];
      const double indent = i == 0 ? table_indent * row.indent : 0;
      Drawing cell = cell_drawing(row.cells[i], i, count, plain(row.heading), align, indent, top);
      bottom = std::max(bottom, cell.height());
      piece.parts.push_back({i == 0 ? "TH" : "TD", std::move(cell)});
      if (row.heading) break;
    }
    piece.height = bottom + row_gap / 2;
    piece.keep_with_next = row.heading;
    return piece;
  }

  std::vector<Piece> head_rows() const {
    std::vector<Piece> pieces;
    std::vector<std::size_t> covered(columns_.width.size(), 0);
    for (const auto& row : table_.head) pieces.push_back(head_row(row, covered));
    if (pieces.empty()) pieces.push_back({});
    Piece& first = pieces.front();
    first.group = group_;
    first.space_before = 3;
    first.keep_with_next = true;
    first.parts.insert(first.parts.begin(), rule_part(0, 0.9));
    Piece& last = pieces.back();
    last.parts.push_back(rule_part(last.height, 0.5));
    last.height += 2;
    return pieces;
  }

  Piece head_row(const std::vector<HeaderCell>& row, std::vector<std::size_t>& covered) const {
    Piece piece;
    piece.group = group_;
    piece.tag = "TR";
    piece.keep_with_next = true;
    double bottom = step() + row_gap;
    Drawing rules(width_, 0);
    std::size_t column = 0;
    for (const HeaderCell& cell : row) {
      while (column < covered.size() && covered[column] > 0) --covered[column++];
      if (column >= covered.size()) break;
      const std::size_t count = std::min(cell.columns, covered.size() - column);
      const Align align = count > 1 ? Align::centre : table_.align[column];
      Drawing drawing = cell_drawing(cell.text, column, count, plain(true), align, 0, row_gap);
      bottom = std::max(bottom, cell.rows > 1 ? 0 : drawing.height() + row_gap / 2);
      piece.parts.push_back({"TH", std::move(drawing)});
      if (count > 1) spans_.push_back({column, column + count - 1});
      for (std::size_t i = 0; i < count; ++i) covered[column++] = cell.rows - 1;
    }
    while (column < covered.size()) {
      if (covered[column] > 0) --covered[column];
      ++column;
    }
    for (const auto& [from, to] : spans_) {
      const double y = bottom;
      rules.line({{columns_.left[from], y}, {columns_.left[to] + columns_.width[to], y}},
                 {palette::rule, 0.5});
    }
    spans_.clear();
    piece.parts.push_back({nullptr, std::move(rules)});
    piece.height = bottom;
    return piece;
  }

  Part rule_part(double y, double thickness) const {
    Drawing drawing(width_, 0);
    drawing.line({{0, y}, {width_, y}}, {palette::ink, thickness});
    return {nullptr, std::move(drawing)};
  }

  Piece bottom_rule() const {
    Piece piece;
    piece.group = group_;
    piece.height = 2;
    piece.parts.push_back(rule_part(1, 0.9));
    return piece;
  }

  Pieces& out_;
  const Table& table_;
  double width_;
  Language language_;
  TableColumns columns_;
  std::size_t group_ = 0;
  mutable std::vector<std::pair<std::size_t, std::size_t>> spans_;
};

}  // namespace

void add_table(Pieces& out, const Table& table, const std::string& number, double width, Language language) {
  if (table.columns() == 0) return;
  TableCutter(out, table, width, language).cut(number);
}

}  // namespace repere::report
