#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "report/document/document.hpp"
#include "report/document/pieces.hpp"

namespace repere::report {

/// A4 and its margins. Units: points
namespace a4 {
constexpr double width = 595.28, height = 841.89;
constexpr double side = 51, top = 58, bottom = 58;
constexpr double text_width = width - 2 * side, text_height = height - top - bottom;
}  // namespace a4

/// A piece on its page; `piece` points into the Pieces it was placed from.
struct PlacedPiece {
  const Piece* piece = nullptr;
  double y = 0;  ///< from the top of the text
  bool repeated = false;
};
using PlacedPage = std::vector<PlacedPiece>;

/// Which piece lies where: pieces that keep together move to the next page together when they can. A figure
/// that has no room goes to the top of the next page and what follows fills this one, up to the next heading.
/// Shape: at least one page; every piece once, repeated heads besides; none past `height` but one that is
/// higher alone
std::vector<PlacedPage> place_on_pages(const Pieces& pieces, double height);

/// The document as a PDF file: A4, numbered pages, bookmarks, tagged structure, its date the document's. The
/// same document gives the same bytes. Errors: fault if the drawing library reports one
Result<std::string> pdf_text(const Document& document);

}  // namespace repere::report
