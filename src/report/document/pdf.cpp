#include "report/document/pdf.hpp"

#include <algorithm>

#include "report/drawing/surfaces.hpp"
#include "report/figures/scale.hpp"
#include "report/wording.hpp"

namespace repere::report {

namespace {

class Placer {
 public:
  Placer(const Pieces& pieces, double height) : pieces_(pieces), height_(height), pages_(1) {}

  std::vector<PlacedPage> place() {
    std::size_t i = 0;
    while (i < pieces_.pieces.size()) {
      std::size_t end = i;
      while (end + 1 < pieces_.pieces.size() && pieces_.pieces[end].keep_with_next) ++end;
      place_together({i, end + 1});
      i = end + 1;
    }
    place_waiting();
    return std::move(pages_);
  }

 private:
  /// Pieces that keep together: [first, end).
  struct Chunk {
    std::size_t first, end;
  };

  double bottom_of(Chunk chunk, double y) const {
    for (std::size_t i = chunk.first; i < chunk.end; ++i) {
      const Piece& piece = pieces_.pieces[i];
      y += (y > 0 ? piece.space_before : 0) + piece.height;
    }
    return y;
  }
  bool fits_at(Chunk chunk, double y) const { return bottom_of(chunk, y) <= height_; }

  void place_together(Chunk chunk) {
    if (pieces_.pieces[chunk.first].bookmark_level > 0 || begins_long_table(chunk)) place_waiting();
    if (!fits_at(chunk, y_) && fits_at(chunk, 0)) {
      if (pieces_.pieces[chunk.first].floats) {
        waiting_.push_back(chunk);
        return;
      }
      // Waiting figures come first on a new page and may leave too little room again.
      do {
        next_page(chunk.first);
      } while (!fits_at(chunk, y_) && !waiting_.empty());
    }
    put(chunk);
  }

  void put(Chunk chunk) {
    for (std::size_t i = chunk.first; i < chunk.end; ++i) {
      const Piece& piece = pieces_.pieces[i];
      if (y_ > 0 && y_ + piece.space_before + piece.height > height_) next_page(i);
      if (y_ > 0) y_ += piece.space_before;
      pages_.back().push_back({&piece, y_, false});
      y_ += piece.height;
    }
  }

  /// Whether a table begins here that would be cut: no figure shall come between its parts.
  bool begins_long_table(Chunk chunk) const {
    const std::size_t group = pieces_.pieces[chunk.end - 1].group;
    if (pieces_.groups[group].repeated.empty()) return false;
    std::size_t end = chunk.end;
    while (end < pieces_.pieces.size() && pieces_.pieces[end].group == group) ++end;
    return !fits_at({chunk.first, end}, y_);
  }

  void place_waiting() {
    while (!waiting_.empty()) next_page(0);
  }

  /// Begins a page with the figures that wait, then what is repeated when the group of piece `next` began on
  /// an earlier page.
  void next_page(std::size_t next) {
    if (!pages_.back().empty()) pages_.emplace_back();
    y_ = 0;
    while (!waiting_.empty() && fits_at(waiting_.front(), y_)) {
      const Chunk chunk = waiting_.front();
      waiting_.erase(waiting_.begin());
      put(chunk);
    }
    const std::size_t group = pieces_.pieces[next].group;
    if (next == 0 || pieces_.pieces[next - 1].group != group) return;
    bool is_first = true;
    for (const Piece& piece : pieces_.groups[group].repeated) {
      if (is_first && y_ > 0) y_ += 16;
      is_first = false;
      pages_.back().push_back({&piece, y_, true});
      y_ += piece.height;
    }
  }

  const Pieces& pieces_;
  double height_;
  std::vector<PlacedPage> pages_;
  std::vector<Chunk> waiting_;
  double y_ = 0;
};

class PagePainter {
 public:
  PagePainter(const Document& document, PdfFile& file, const Pieces& pieces)
      : document_(document), file_(file), pieces_(pieces) {}

  void paint_pages(const std::vector<PlacedPage>& pages) {
    file_.begin("Document");
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (i > 0) file_.next_page();
      paint_frame(pages[i], i + 1, pages.size());
      paint_pieces(pages[i]);
    }
    file_.end("Document");
  }

 private:
  void paint_frame(const PlacedPage& page, std::size_t number, std::size_t count) {
    Drawing frame(a4::width, a4::height);
    const TextLook quiet{{7}, palette::quiet_ink, Anchor::start, 0, 1};
    TextLook right = quiet;
    right.anchor = Anchor::end;
    const double foot = a4::height - 30, end = a4::width - a4::side;
    frame.line({{a4::side, foot - 12}, {end, foot - 12}}, {palette::rule, 0.4});
    const std::string place = "page " + std::to_string(number) + "/" + std::to_string(count);
    const double room = a4::text_width - text_width(place, {7}) - 12;
    frame.text({a4::side, foot}, shortened(document_.running, {7}, room), quiet);
    frame.text({end, foot}, place, right);
    if (number > 1) frame.text({a4::side, 34}, shortened(document_.title, {7}, a4::text_width * 0.65), quiet);
    if (document_.synthetic) paint_badge(frame, page);
    paint(file_.page(), frame, {0, 0}, 1);
  }

  void paint_badge(Drawing& frame, const PlacedPage& page) const {
    frame.text({a4::width - a4::side, 34}, synthetic_words(document_.language),
               {{8, true}, palette::badge, Anchor::end, 0, 1});
    const bool has_own = std::any_of(page.begin(), page.end(),
                                     [](const PlacedPiece& placed) { return placed.piece->has_badge; });
    if (!has_own) draw_synthetic_badge(frame, {0, 0, a4::width, a4::height}, document_.language);
  }

  void paint_pieces(const PlacedPage& page) {
    for (std::size_t i = 0; i < page.size(); ++i) {
      const std::size_t group = page[i].piece->group;
      const char* tag = pieces_.groups[group].tag;
      if (tag != nullptr && (i == 0 || page[i - 1].piece->group != group)) file_.begin(tag);
      paint_piece(page[i]);
      if (tag != nullptr && (i + 1 == page.size() || page[i + 1].piece->group != group)) file_.end(tag);
    }
  }

  void paint_piece(const PlacedPiece& placed) {
    const Piece& piece = *placed.piece;
    const Point at{a4::side, a4::top + placed.y};
    if (piece.bookmark_level == 1) section_ = file_.bookmark(0, piece.bookmark, at.y);
    if (piece.bookmark_level == 2) file_.bookmark(section_, piece.bookmark, at.y);
    if (piece.tag != nullptr) file_.begin(piece.tag);
    for (const Part& part : piece.parts) {
      if (part.tag != nullptr) file_.begin(part.tag);
      paint(file_.page(), part.drawing, at, 1);
      if (part.tag != nullptr) file_.end(part.tag);
    }
    if (piece.tag != nullptr) file_.end(piece.tag);
  }

  const Document& document_;
  PdfFile& file_;
  const Pieces& pieces_;
  int section_ = 0;
};

}  // namespace

std::vector<PlacedPage> place_on_pages(const Pieces& pieces, double height) {
  return Placer(pieces, height).place();
}

Result<std::string> pdf_text(const Document& document) {
  const Pieces pieces = cut_into_pieces(document, a4::text_width, a4::text_height);
  const std::vector<PlacedPage> pages = place_on_pages(pieces, a4::text_height);
  PdfFile file(a4::width, a4::height,
               {document.title, document.author, document.subject, "", document.created});
  PagePainter(document, file, pieces).paint_pages(pages);
  return file.finish();
}

}  // namespace repere::report
