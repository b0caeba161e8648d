#pragma once
#include <string>
#include <vector>

#include "report/document/document.hpp"

// A document as a column of pieces that a page can hold: what is between two places where a page may end.
namespace repere::report {

/// A part of a piece with the structure it has for a screen reader ("P", "TH", "Figure"); no tag: for the eye
/// only.
struct Part {
  const char* tag = nullptr;
  Drawing drawing{0, 0};
};

struct Piece {
  double height = 0;
  double space_before = 0;      ///< not at the top of a page
  bool keep_with_next = false;  ///< no page ends behind it
  std::size_t group = 0;        ///< pieces of one group lie in one structure element
  int bookmark_level = 0;       ///< 1 or 2: named in the reader's list of contents
  std::string bookmark;
  bool floats = false;     ///< a figure: what follows may come before it when the page has no room for it
  bool has_badge = false;  ///< a figure that says itself that its data are synthetic
  const char* tag = nullptr;
  std::vector<Part> parts;
};

/// What surrounds consecutive pieces: a paragraph its lines, a table its rows. `repeated` comes first again
/// on each further page.
struct PieceGroup {
  const char* tag = nullptr;
  std::vector<Piece> repeated;
};

struct Pieces {
  std::vector<PieceGroup> groups;
  std::vector<Piece> pieces;

  std::size_t new_group(const char* tag) {
    groups.push_back({tag, {}});
    return groups.size() - 1;
  }
};

/// Lays the blocks out in lines and rows.
/// Units: points; `width` is that of the text, `height_max` of a page's text
Pieces cut_into_pieces(const Document& document, double width, double height_max);

/// Rows of a table; used by cut_into_pieces.
void add_table(Pieces& out, const Table& table, const std::string& number, double width, Language language);

/// Lines of text in one group, broken between pages only where two lines stay on each side.
void add_lines(Pieces& out, const char* tag, const std::vector<std::string>& lines, const TextLook& look,
               double left, double width, double space_before);

}  // namespace repere::report
