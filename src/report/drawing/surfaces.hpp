#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"
#include "report/drawing/drawing.hpp"

struct _cairo;
struct _cairo_surface;

namespace repere::report {

/// Paints the drawing with its upper left corner at `at`, enlarged by `scale`.
void paint(_cairo& page, const Drawing& drawing, Point at, double scale);

/// The drawing as a PNG file's bytes, on white paper, `scale` pixels a point.
/// Errors: incorrect if it would be larger than 32,000 pixels or nothing; unavailable if memory lacks
Result<std::string> png_bytes(const Drawing& drawing, double scale);

/// What a PDF file says about itself.
struct PdfFacts {
  std::string title, author, subject, keywords;
  Instant created;
};

/// A PDF file under construction, in memory. The same calls with the same facts give the same bytes.
class PdfFile {
 public:
  PdfFile(double width, double height, const PdfFacts& facts);
  ~PdfFile();
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  /// What is painted on the page that is open now.
  _cairo& page() { return *page_; }
  void next_page();

  /// Structure that a screen reader follows ("H1", "P", "Table" …); each begin has its end.
  void begin(const char* tag, std::string_view attributes = {});
  void end(const char* tag);
  /// Adds a bookmark to the open page at height `y` under `parent` (0 is the top) and gives its number.
  int bookmark(int parent, std::string_view text, double y);

  /// Ends the file and gives its bytes; nothing can be painted afterwards.
  /// Errors: fault if the drawing library reports one
  Result<std::string> finish();

 private:
  std::string bytes_;
  _cairo_surface* surface_ = nullptr;
  _cairo* page_ = nullptr;
  int page_number_ = 1;
};

/// The drawing alone on a page of its own size.
Result<std::string> pdf_bytes(const Drawing& drawing, Instant created);

}  // namespace repere::report
