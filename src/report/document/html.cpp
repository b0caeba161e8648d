#include "report/document/html.hpp"

#include <cctype>

#include "report/drawing/plain_text.hpp"
#include "report/drawing/svg.hpp"
#include "report/figures/scale.hpp"
#include "report/wording.hpp"

namespace repere::report {

namespace {

/// Where an address begins in the text, and what is put before it to make it one.
struct Address {
  std::size_t place;
  std::string_view prefix;
};

Address next_address(std::string_view text, std::size_t from) {
  Address best{text.npos, ""};
  constexpr std::pair<std::string_view, std::string_view> kinds[] = {
      {"https://", ""}, {"http://", ""}, {"doi:10.", "https://doi.org/"}};
  for (const auto& [mark, prefix] : kinds) {
    const std::size_t place = text.find(mark, from);
    if (place < best.place) best = {place, prefix};
  }
  return best;
}

class Writer {
 public:
  explicit Writer(const Document& document) : document_(document), numbering_(document.language) {}

  std::string write() {
    out_.reserve(64 * 1024);
    head();
    title_block();
    out_ += "<main id=\"content\">\n";
    contents();
    for (const Block& block : document_.blocks) std::visit([this](const auto& one) { add(one); }, block);
    out_ += "</main>\n<footer><p>";
    append_escaped(out_, document_.running);
    out_ += "</p></footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string say(const char* french, const char* english) const {
    return in(document_.language, french, english);
  }

  void text(std::string_view words) { append_escaped(out_, words); }

  /// Text with the addresses in it made links.
  void linked_text(std::string_view words) {
    std::size_t from = 0;
    while (from < words.size()) {
      const Address address = next_address(words, from);
      text(words.substr(from, address.place == words.npos ? words.npos : address.place - from));
      if (address.place == words.npos) return;
      std::size_t end = words.find_first_of(" \t\n\"<>;", address.place);
      if (end == words.npos) end = words.size();
      while (end > address.place && std::string_view(".,)]").find(words[end - 1]) != std::string_view::npos)
        --end;
      const std::string_view shown = words.substr(address.place, end - address.place);
      const std::string_view target = address.prefix.empty() ? shown : shown.substr(4);
      out_ += "<a href=\"";
      text(std::string(address.prefix) + std::string(target));
      out_ += "\">";
      text(shown);
      out_ += "</a>";
      from = end;
    }
  }

  void element(const char* tag, std::string_view words, const char* attributes = "") {
    out_ += std::string("<") + tag + attributes + ">";
    linked_text(words);
    out_ += std::string("</") + tag + ">\n";
  }

  void head() {
    out_ += "<!DOCTYPE html>\n<html lang=\"" + say("fr", "en") +
            "\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
    text(document_.title);
    out_ += "</title>\n<meta name=\"description\" content=\"";
    text(document_.subject);
    out_ += "\">\n<meta name=\"generator\" content=\"Repère\">\n<style>";
    out_ += html_style();
    out_ += "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">" +
            say("Aller au contenu", "Skip to content") + "</a>\n";
    if (document_.synthetic) {
      out_ += "<div class=\"banner\" role=\"note\">" + synthetic_words(document_.language) +
              say(" – aucun patient réel", " – no real patient") +
              "</div>\n<div class=\"across\" aria-hidden=\"true\"><span>" +
              synthetic_words(document_.language) + "</span></div>\n";
    }
  }

  void title_block() {
    out_ += "<header class=\"title\">\n";
    element("h1", document_.title);
    if (!document_.subtitle.empty()) element("p", document_.subtitle, " class=\"subtitle\"");
    if (!document_.facts.empty()) {
      out_ += "<dl class=\"facts\">\n";
      for (const auto& [term, fact] : document_.facts) {
        element("dt", term);
        element("dd", fact);
      }
      out_ += "</dl>\n";
    }
    out_ += "</header>\n";
  }

  void contents() {
    int section = 0;
    std::string entries;
    for (const Block& block : document_.blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading == nullptr || heading->level != 2) continue;
      entries +=
          "<li><a href=\"#s" + std::to_string(++section) + "\">" + escaped(heading->text) + "</a></li>\n";
    }
    if (section < 2) return;
    out_ += "<nav aria-label=\"" + say("Sommaire", "Contents") + "\">\n<ol>\n" + entries + "</ol>\n</nav>\n";
  }

  void add(const Heading& heading) {
    if (heading.level == 2) {
      element("h2", heading.text, (" id=\"s" + std::to_string(++section_) + "\"").c_str());
    } else {
      element("h3", heading.text);
    }
  }

  void add(const Paragraph& paragraph) {
    element("p", paragraph.text, paragraph.quiet ? " class=\"quiet\"" : "");
  }

  void add(const Bullets& bullets) {
    if (bullets.items.empty()) return;
    out_ += "<ul>\n";
    for (const std::string& item : bullets.items) element("li", item);
    out_ += "</ul>\n";
  }

  void add(const Note& note) {
    const bool warns = note.kind == Note::Kind::warning;
    out_ += std::string("<div class=\"note") + (warns ? " warning" : "") + "\" role=\"note\">\n";
    if (!note.title.empty()) element("p", note.title, " class=\"note-title\"");
    element("p", note.text);
    out_ += "</div>\n";
  }

  void add(const Definitions& definitions) {
    if (definitions.entries.empty()) return;
    out_ += "<dl class=\"terms\">\n";
    for (const DefinitionEntry& entry : definitions.entries) {
      element("dt", entry.term);
      out_ += "<dd>";
      linked_text(entry.meaning);
      if (!entry.source.empty()) {
        out_ += " <span class=\"source\">" + say("Source", "Source");
        out_ += colon(document_.language);
        linked_text(entry.source);
        out_ += "</span>";
      }
      out_ += "</dd>\n";
    }
    out_ += "</dl>\n";
  }

  void add(const Table& table) { add_table(table, numbering_.next_table()); }

  void add_table(const Table& table, const std::string& number) {
    const std::string id = "t" + std::to_string(++tables_);
    out_ += "<div class=\"box\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id +
            "\">\n<table>\n<caption id=\"" + id + "\">";
    out_ += "<span>";
    if (!number.empty()) out_ += "<b>" + escaped(number) + "</b> ";
    linked_text(table.caption);
    out_ += "</span></caption>\n";
    table_head(table);
    table_body(table);
    out_ += "</table>\n</div>\n";
    notes(table.notes);
  }

  static const char* class_of(Align align) {
    return align == Align::right ? " class=\"r\"" : align == Align::centre ? " class=\"c\"" : "";
  }

  void table_head(const Table& table) {
    if (table.head.empty()) return;
    out_ += "<thead>\n";
    std::vector<std::size_t> covered(table.columns(), 0);  // rows still covered by a cell above, by column
    for (std::size_t r = 0; r < table.head.size(); ++r) {
      out_ += "<tr>";
      std::size_t column = 0;
      for (const HeaderCell& cell : table.head[r]) {
        while (column < covered.size() && covered[column] > 0) --covered[column++];
        const Align align = column < table.align.size() ? table.align[column] : Align::left;
        out_ += cell.columns > 1 ? "<th scope=\"colgroup\"" : "<th scope=\"col\"";
        if (cell.columns > 1) out_ += " colspan=\"" + std::to_string(cell.columns) + "\"";
        if (cell.rows > 1) out_ += " rowspan=\"" + std::to_string(cell.rows) + "\"";
        if (cell.columns == 1) out_ += class_of(align);
        out_ += '>';
        lines(cell.text);
        out_ += "</th>";
        for (std::size_t i = 0; i < cell.columns && column < covered.size(); ++i)
          covered[column++] = cell.rows - 1;
      }
      while (column < covered.size()) {
        if (covered[column] > 0) --covered[column];
        ++column;
      }
      out_ += "</tr>\n";
    }
    out_ += "</thead>\n";
  }

  void lines(const std::string& cell) {
    bool is_first = true;
    for (const std::string& line : cell_lines(cell)) {
      if (!is_first) out_ += "<br>";
      linked_text(line);
      is_first = false;
    }
  }

  void table_body(const Table& table) {
    out_ += "<tbody>\n";
    bool is_empty = true;
    for (const TableRow& row : table.rows) {
      if (row.heading) {
        if (!is_empty) out_ += "</tbody>\n<tbody>\n";
        out_ +=
            "<tr><th scope=\"rowgroup\" class=\"group\" colspan=\"" + std::to_string(table.columns()) + "\">";
        if (!row.cells.empty()) lines(row.cells.front());
        out_ += "</th></tr>\n";
      } else {
        body_row(table, row);
      }
      is_empty = false;
    }
    if (is_empty) {
      out_ += "<tr><td colspan=\"" + std::to_string(table.columns()) + "\">" + say("Aucune ligne", "No row") +
              "</td></tr>\n";
    }
    out_ += "</tbody>\n";
  }

  void body_row(const Table& table, const TableRow& row) {
    out_ += "<tr>";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const Align align = i < table.align.size() ? table.align[i] : Align::left;
      if (i == 0) {
        out_ += "<th scope=\"row\"";
        if (row.indent > 0) out_ += row.indent == 1 ? " class=\"i1\"" : " class=\"i2\"";
      } else {
        out_ += std::string("<td") + class_of(align);
      }
      out_ += '>';
      lines(row.cells[i]);
      out_ += i == 0 ? "</th>" : "</td>";
    }
    out_ += "</tr>\n";
  }

  void notes(const std::vector<std::string>& notes) {
    for (const std::string& note : notes) element("p", note, " class=\"notes\"");
  }

  void add(const Figure& figure) {
    out_ += "<figure>\n<div class=\"box\" role=\"region\" tabindex=\"0\" aria-label=\"";
    text(figure.caption);
    out_ += "\">\n" + svg_text(figure.drawing, SvgUse::inlined) + "</div>\n<figcaption><b>" +
            numbering_.next_figure() + "</b> ";
    linked_text(figure.caption);
    out_ += "</figcaption>\n";
    notes(figure.notes);
    if (figure.data) {
      out_ += "<details><summary>" + say("Données de la figure", "Data of the figure") + "</summary>\n";
      add_table(*figure.data, "");
      out_ += "</details>\n";
    }
    out_ += "</figure>\n";
  }

  const Document& document_;
  Numbering numbering_;
  std::string out_;
  int section_ = 0, tables_ = 0;
};

}  // namespace

std::string html_text(const Document& document) { return Writer(document).write(); }

}  // namespace repere::report
