#include "report/drawing/surfaces.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <array>
#include <cmath>
#include <numbers>

#include "report/drawing/plain_text.hpp"

namespace repere::report {

namespace {

cairo_status_t append_bytes(void* target, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void set_colour(_cairo& page, Colour colour, double opacity) {
  const double red = colour.red / 255.0, green = colour.green / 255.0, blue = colour.blue / 255.0;
  if (opacity < 1) {
    cairo_set_source_rgba(&page, red, green, blue, opacity);
  } else {
    cairo_set_source_rgb(&page, red, green, blue);
  }
}

void trace(_cairo& page, const std::vector<Point>& points) {
  cairo_move_to(&page, points[0].x, points[0].y);
  for (std::size_t i = 1; i < points.size(); ++i) cairo_line_to(&page, points[i].x, points[i].y);
}

struct Painter {
  _cairo& page;

  void operator()(const LineItem& item) const {
    set_colour(page, item.stroke.colour, item.stroke.opacity);
    cairo_set_line_width(&page, item.stroke.width);
    DashPattern pattern = dash_pattern(item.stroke.dash);
    for (double& length : pattern.lengths) length *= item.stroke.width;
    cairo_set_dash(&page, pattern.lengths.data(), static_cast<int>(pattern.count), 0);
    trace(page, item.points);
    cairo_stroke(&page);
  }

  void operator()(const AreaItem& item) const {
    set_colour(page, item.fill.colour, item.fill.opacity);
    trace(page, item.points);
    cairo_close_path(&page);
    cairo_fill(&page);
  }

  void operator()(const DiscItem& item) const {
    set_colour(page, item.fill.colour, item.fill.opacity);
    cairo_new_sub_path(&page);
    cairo_arc(&page, item.centre.x, item.centre.y, item.radius, 0, 2 * std::numbers::pi);
    cairo_fill(&page);
  }

  void operator()(const TextItem& item) const {
    const Layout layout = new_layout(item.text, item.look.font);
    const double before = item.look.anchor == Anchor::start    ? 0
                          : item.look.anchor == Anchor::middle ? item.width / 2
                                                               : item.width;
    set_colour(page, item.look.colour, item.look.opacity);
    cairo_save(&page);
    cairo_translate(&page, item.at.x, item.at.y);
    if (item.look.turn_degrees != 0) cairo_rotate(&page, item.look.turn_degrees * std::numbers::pi / 180);
    cairo_move_to(&page, -before, 0);
    pango_cairo_show_layout_line(&page, pango_layout_get_line_readonly(layout.get(), 0));
    cairo_restore(&page);
  }
};

struct SurfaceRelease {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct PageRelease {
  void operator()(cairo_t* page) const { cairo_destroy(page); }
};

std::string pdf_instant(Instant instant) { return iso_text(instant).substr(0, 19); }

/// Cairo 1.16 forgets the "D:" that begins a PDF date. The seconds make room for it, so that nothing in the
/// file moves.
void mend_date(std::string& bytes, const std::string& key) {
  constexpr std::size_t digits = std::string_view("YYYYMMDDHHMMSS").size();
  const std::size_t place = bytes.rfind("/" + key + " (");
  if (place == bytes.npos) return;
  const std::size_t first = place + key.size() + 3;
  if (first + digits >= bytes.size() || bytes[first + digits] != ')') return;
  bytes.replace(first, digits, "D:" + bytes.substr(first, digits - 2));
}

}  // namespace

void paint(_cairo& page, const Drawing& drawing, Point at, double scale) {
  cairo_save(&page);
  cairo_translate(&page, at.x, at.y);
  cairo_scale(&page, scale, scale);
  cairo_set_line_join(&page, CAIRO_LINE_JOIN_MITER);
  for (const DrawingItem& item : drawing.items()) std::visit(Painter{page}, item);
  cairo_restore(&page);
}

Result<std::string> png_bytes(const Drawing& drawing, double scale) {
  const double width = std::ceil(drawing.width() * scale), height = std::ceil(drawing.height() * scale);
  if (!(width >= 1 && height >= 1 && width <= 32000 && height <= 32000)) {
    return fail(ErrorKind::incorrect,
                "a PNG has 1 to 32,000 pixels a side; choose another scale for '" + drawing.title() + "'");
  }
  const std::unique_ptr<cairo_surface_t, SurfaceRelease> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
  const std::unique_ptr<cairo_t, PageRelease> page(cairo_create(surface.get()));
  cairo_set_source_rgb(page.get(), 1, 1, 1);
  cairo_paint(page.get());
  paint(*page, drawing, {0, 0}, scale);
  std::string bytes;
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface.get(), append_bytes, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) {
    return fail(ErrorKind::unavailable,
                std::string("a PNG could not be drawn: ") + cairo_status_to_string(status));
  }
  return bytes;
}

PdfFile::PdfFile(double width, double height, const PdfFacts& facts)
    : surface_(cairo_pdf_surface_create_for_stream(append_bytes, &bytes_, width, height)) {
  const std::string created = pdf_instant(facts.created);
  const auto set = [this](cairo_pdf_metadata_t what, const std::string& text) {
    if (!text.empty()) cairo_pdf_surface_set_metadata(surface_, what, plain_text(text).c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, facts.title);
  set(CAIRO_PDF_METADATA_AUTHOR, facts.author);
  set(CAIRO_PDF_METADATA_SUBJECT, facts.subject);
  set(CAIRO_PDF_METADATA_KEYWORDS, facts.keywords);
  set(CAIRO_PDF_METADATA_CREATOR, "Repère");
  set(CAIRO_PDF_METADATA_CREATE_DATE, created);
  set(CAIRO_PDF_METADATA_MOD_DATE, created);
  page_ = cairo_create(surface_);
}

PdfFile::~PdfFile() {
  cairo_destroy(page_);
  cairo_surface_destroy(surface_);
}

void PdfFile::next_page() {
  cairo_show_page(page_);
  ++page_number_;
}

void PdfFile::begin(const char* tag, std::string_view attributes) {
  cairo_tag_begin(page_, tag, std::string(attributes).c_str());
}

void PdfFile::end(const char* tag) { cairo_tag_end(page_, tag); }

int PdfFile::bookmark(int parent, std::string_view text, double y) {
  const std::string place = "page=" + std::to_string(page_number_) + " pos=[0 " +
                            std::to_string(static_cast<int>(std::floor(y))) + "]";
  return cairo_pdf_surface_add_outline(surface_, parent, plain_text(text).c_str(), place.c_str(),
                                       CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

Result<std::string> PdfFile::finish() {
  cairo_show_page(page_);
  const cairo_status_t painting = cairo_status(page_);
  cairo_surface_finish(surface_);
  const cairo_status_t writing = cairo_surface_status(surface_);
  for (const cairo_status_t status : {painting, writing}) {
    if (status != CAIRO_STATUS_SUCCESS) {
      return fail(ErrorKind::fault,
                  std::string("the PDF could not be written: ") + cairo_status_to_string(status));
    }
  }
  mend_date(bytes_, "CreationDate");
  mend_date(bytes_, "ModDate");
  return std::move(bytes_);
}

Result<std::string> pdf_bytes(const Drawing& drawing, Instant created) {
  PdfFacts facts;
  facts.title = drawing.title();
  facts.subject = drawing.description();
  facts.created = created;
  PdfFile file(drawing.width(), drawing.height(), facts);
  paint(file.page(), drawing, {0, 0}, 1);
  return file.finish();
}

}  // namespace repere::report
