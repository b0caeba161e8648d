#include "report/document/pieces.hpp"

#include <algorithm>
#include <cmath>

#include "report/figures/scale.hpp"
#include "report/wording.hpp"

namespace repere::report {

namespace {

constexpr Font body{9, false}, small{8, false};

/// Set by the pages, drawn at a scale that makes it fit.
Drawing scaled_to_fit(const Drawing& drawing, double width, double height) {
  const double scale = std::min({1.0, width / drawing.width(), height / drawing.height()});
  if (scale >= 1) return drawing;
  Drawing smaller = drawing;
  smaller.scale(scale);
  return smaller;
}

class Cutter {
 public:
  Cutter(const Document& document, double width, double height_max)
      : document_(document), width_(width), height_max_(height_max), numbering_(document.language) {}

  Pieces cut() {
    title_block();
    for (const Block& block : document_.blocks) std::visit([this](const auto& one) { add(one); }, block);
    if (!out_.pieces.empty()) out_.pieces.back().keep_with_next = false;
    return std::move(out_);
  }

 private:
  static TextLook of(Font font, Colour colour = palette::ink) { return {font, colour, Anchor::start, 0, 1}; }

  void text(const char* tag, const std::string& words, const TextLook& look, double space, double left = 0) {
    add_lines(out_, tag, wrapped(words, look.font, width_ - left), look, left, width_, space);
  }

  void title_block() {
    text("H1", document_.title, of({17, true}), 0);
    for (Piece& piece : out_.pieces) piece.keep_with_next = true;
    if (!document_.subtitle.empty()) text("P", document_.subtitle, of({10.5}, palette::quiet_ink), 6);
    facts();
  }

  void facts() {
    double term_width = 0;
    for (const auto& [term, fact] : document_.facts)
      term_width = std::max(term_width, text_width(term, {8, true}));
    term_width = std::min(term_width, width_ / 3);
    bool is_first = true;
    for (const auto& [term, fact] : document_.facts) {
      const double left = term_width + 14;
      const auto term_lines = wrapped(term, {8, true}, term_width);
      const auto fact_lines = wrapped(fact, small, width_ - left);
      Piece piece;
      piece.group = out_.new_group("P");
      piece.space_before = is_first ? 10 : 2;
      Drawing drawing(width_, 0);
      const double y = line_heights(small).ascent;
      const double term_bottom = text_lines(drawing, {0, y}, term_lines, of({8, true}));
      const double fact_bottom = text_lines(drawing, {left, y}, fact_lines, of(small));
      piece.height = std::max(term_bottom, fact_bottom);
      piece.parts.push_back({nullptr, std::move(drawing)});
      out_.pieces.push_back(std::move(piece));
      is_first = false;
    }
  }

  void add(const Heading& heading) {
    const std::size_t first = out_.pieces.size();
    const bool is_section = heading.level == 2;
    text(is_section ? "H2" : "H3", heading.text, of({is_section ? 12.5 : 10, true}), is_section ? 24 : 16);
    for (std::size_t i = first; i < out_.pieces.size(); ++i) out_.pieces[i].keep_with_next = true;
    out_.pieces[first].bookmark_level = is_section ? 1 : 2;
    out_.pieces[first].bookmark = heading.text;
  }

  void add(const Paragraph& paragraph) {
    text("P", paragraph.text, paragraph.quiet ? of(small, palette::quiet_ink) : of(body), 7);
    if (!paragraph.keep_with_next) return;
    const std::size_t group = out_.pieces.back().group;
    for (Piece& piece : out_.pieces) piece.keep_with_next |= piece.group == group;
  }

  void add(const Bullets& bullets) {
    for (const std::string& item : bullets.items) {
      const std::size_t first = out_.pieces.size();
      text("P", item, of(body), 4, 12);
      out_.pieces[first].parts.front().drawing.text({3, line_heights(body).ascent}, "•", of(body));
    }
  }

  void add(const Note& note) {
    const double left = 10;
    Drawing drawing(width_, 0);
    double y = 4 + line_heights(body).ascent;
    if (!note.title.empty()) {
      const TextLook bold = of({9, true});
      y = text_lines(drawing, {left, y}, wrapped(note.title, bold.font, width_ - left), bold) +
          line_heights(body).ascent;
    }
    y = text_lines(drawing, {left, y}, wrapped(note.text, body, width_ - left), of(body)) + 4;
    const Colour bar = note.kind == Note::Kind::warning ? palette::series[1] : palette::series[0];
    Drawing behind(width_, y);
    behind.rectangle({0, 0, 2.5, y}, {bar, 1});
    Piece piece;
    piece.group = out_.new_group("P");
    piece.height = y;
    piece.space_before = 9;
    piece.parts.push_back({nullptr, std::move(behind)});
    piece.parts.push_back({nullptr, std::move(drawing)});
    out_.pieces.push_back(std::move(piece));
  }

  void add(const Definitions& definitions) {
    for (const DefinitionEntry& entry : definitions.entries) {
      const std::size_t first = out_.pieces.size();
      text("P", entry.term, of({9, true}), 7);
      for (std::size_t i = first; i < out_.pieces.size(); ++i) out_.pieces[i].keep_with_next = true;
      text("P", entry.meaning, of(body), 1, 10);
      if (!entry.source.empty()) {
        out_.pieces.back().keep_with_next = true;
        text("P", in(document_.language, "Source", "Source") + colon(document_.language) + entry.source,
             of(small, palette::quiet_ink), 1, 10);
      }
    }
  }

  void add(const Table& table) {
    add_table(out_, table, numbering_.next_table(), width_, document_.language);
  }

  void add(const Figure& figure) {
    const TextLook bold = of({8.5, true});
    const auto caption = wrapped(numbering_.next_figure() + " " + figure.caption, bold.font, width_);
    const double caption_height = 6 + line_step(bold.font) * static_cast<double>(caption.size());
    Piece piece;
    piece.group = out_.new_group(nullptr);
    piece.space_before = 16;
    piece.floats = figure.floats;
    piece.has_badge = document_.synthetic;
    Drawing drawing = scaled_to_fit(figure.drawing, width_, height_max_ - caption_height - 60);
    drawing.shift((width_ - drawing.width()) / 2, 0);
    const double height = drawing.height();
    piece.parts.push_back({"Figure", std::move(drawing)});
    Drawing under(width_, 0);
    text_lines(under, {0, height + 6 + line_heights(bold.font).ascent}, caption, bold);
    piece.parts.push_back({"Caption", std::move(under)});
    piece.height = height + caption_height;
    piece.keep_with_next = !figure.notes.empty();
    out_.pieces.push_back(std::move(piece));
    for (const std::string& note : figure.notes) text("P", note, of({7}, palette::quiet_ink), 2);
  }

  const Document& document_;
  double width_, height_max_;
  Numbering numbering_;
  Pieces out_;
};

}  // namespace

void add_lines(Pieces& out, const char* tag, const std::vector<std::string>& lines, const TextLook& look,
               double left, double width, double space_before) {
  const std::size_t group = out.new_group(tag);
  const double height = line_step(look.font) + (look.font.size > 8.5 ? 1.5 : 0.5);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Piece piece;
    piece.group = group;
    piece.height = height;
    piece.space_before = i == 0 ? space_before : 0;
    piece.keep_with_next = i + 1 < lines.size() && (i == 0 || i + 2 == lines.size());
    Drawing drawing(width, height);
    // The space that the line end stands for: without it words run together when the text is read out or
    // copied.
    const std::string space = i + 1 < lines.size() ? " " : "";
    drawing.text({left, line_heights(look.font).ascent}, lines[i] + space, look);
    piece.parts.push_back({nullptr, std::move(drawing)});
    out.pieces.push_back(std::move(piece));
  }
}

Pieces cut_into_pieces(const Document& document, double width, double height_max) {
  return Cutter(document, width, height_max).cut();
}

}  // namespace repere::report
