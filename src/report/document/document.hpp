#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "report/drawing/drawing.hpp"
#include "report/language.hpp"

// A report as a reader sees it: written once, then given as HTML (html.hpp) and as PDF (pdf.hpp). Every text
// is in the document's language and is plain: what looks like markup is shown as it is. A line end breaks the
// line in table cells.
namespace repere::report {

struct Heading {
  int level = 2;  ///< 2: a section, 3: a part of one
  std::string text;
};

struct Paragraph {
  std::string text;
  bool quiet = false;           ///< smaller, paler: a remark
  bool keep_with_next = false;  ///< no page ends between it and what follows
};

struct Bullets {
  std::vector<std::string> items;
};

/// Set apart by a bar at its side.
struct Note {
  enum class Kind { information, warning };
  Kind kind = Kind::information;
  std::string title, text;
};

enum class Align { left, right, centre };

struct HeaderCell {
  std::string text;
  std::size_t columns = 1, rows = 1;
};

/// The first cell names the row. A heading row has that one only and names the rows under it.
struct TableRow {
  std::vector<std::string> cells;
  bool heading = false;
  int indent = 0;
};

/// Shape: every row of `head` covers all columns, counting spans; rows that are no heading have columns()
/// cells
struct Table {
  std::string caption;
  std::vector<std::vector<HeaderCell>> head;
  std::vector<Align> align;  ///< one a column
  std::vector<TableRow> rows;
  std::vector<std::string> notes;
  std::size_t columns() const { return align.size(); }
};

/// `data` stands for the figure where it cannot be seen; it is folded under it in HTML and left out on paper.
struct Figure {
  std::string caption;
  Drawing drawing;
  std::optional<Table> data;
  std::vector<std::string> notes;
  bool floats = true;  ///< on paper what follows may come before it, to fill a page that has no room for it
};

struct DefinitionEntry {
  std::string term, meaning, source;
};
struct Definitions {
  std::vector<DefinitionEntry> entries;
};

using Block = std::variant<Heading, Paragraph, Bullets, Note, Table, Figure, Definitions>;

struct Document {
  Language language = Language::fr;
  std::string title, subtitle;
  std::vector<std::pair<std::string, std::string>>
      facts;            ///< under the title: "Données", "1,2 million d'actes"
  std::string running;  ///< at the foot of every page: study, data version
  std::string author, subject;
  Instant created{};
  bool synthetic = false;
  std::vector<Block> blocks;
};

/// "Tableau 2. Résection …": tables and figures are numbered in their order.
class Numbering {
 public:
  explicit Numbering(Language language) : language_(language) {}
  std::string next_table() { return in(language_, "Tableau ", "Table ") + std::to_string(++tables_) + "."; }
  std::string next_figure() { return "Figure " + std::to_string(++figures_) + "."; }

 private:
  Language language_;
  int tables_ = 0, figures_ = 0;
};

/// The lines of a cell.
std::vector<std::string> cell_lines(const std::string& text);

}  // namespace repere::report
