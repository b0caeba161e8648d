#include "report/drawing/fonts.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include <array>
#include <map>

#include "report/drawing/plain_text.hpp"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define REPERE_LEAKS_ARE_COUNTED
#endif
#endif

namespace repere::report {

namespace {

constexpr const char* font_family = "DejaVu Sans";

struct ObjectRelease {
  void operator()(void* object) const { g_object_unref(object); }
};
struct OptionsRelease {
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
struct DescriptionRelease {
  void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
using Description = std::unique_ptr<PangoFontDescription, DescriptionRelease>;

/// The font map of one thread: the engine's objects must not be shared between threads. One unit is one
/// point, nothing is hinted, so that a text has the same width on every surface and at every scale.
class ThreadFonts {
 public:
  ThreadFonts() : map_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)) {
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 72);
    context_.reset(pango_font_map_create_context(map_.get()));
    const std::unique_ptr<cairo_font_options_t, OptionsRelease> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options.get());
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    pango_context_set_language(context_.get(), pango_language_from_string("fr"));
  }

  PangoContext* context() const { return context_.get(); }

  const PangoFontDescription* description(Font font) {
    Description& slot = descriptions_[{font.size, font.bold}];
    if (!slot) {
      slot.reset(pango_font_description_new());
      pango_font_description_set_family_static(slot.get(), font_family);
      pango_font_description_set_absolute_size(slot.get(), font.size * PANGO_SCALE);
      pango_font_description_set_weight(slot.get(), font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    }
    return slot.get();
  }

  LineHeights heights(Font font) {
    const auto [slot, is_new] = heights_.try_emplace({font.size, font.bold});
    if (is_new) {
      PangoFontMetrics* metrics = pango_context_get_metrics(context(), description(font), nullptr);
      slot->second = {pango_units_to_double(pango_font_metrics_get_ascent(metrics)),
                      pango_units_to_double(pango_font_metrics_get_descent(metrics))};
      pango_font_metrics_unref(metrics);
    }
    return slot->second;
  }

 private:
  using Key = std::pair<double, bool>;
  std::unique_ptr<PangoFontMap, ObjectRelease> map_;
  std::unique_ptr<PangoContext, ObjectRelease> context_;
  std::map<Key, Description> descriptions_;
  std::map<Key, LineHeights> heights_;
};

#if defined(__SANITIZE_ADDRESS__) || defined(REPERE_LEAKS_ARE_COUNTED)
/// The font libraries keep lists of their own until the program ends, which the leak sanitizer counts. They
/// are released in its builds only: the libraries end the program if a thread still draws then.
const struct FontRelease {
  ~FontRelease() {
    cairo_debug_reset_static_data();
    FcFini();
  }
} font_release;
#endif

ThreadFonts& fonts() {
  thread_local ThreadFonts of_this_thread;
  return of_this_thread;
}

}  // namespace

void LayoutRelease::operator()(_PangoLayout* layout) const { g_object_unref(layout); }

Result<void> check_fonts() {
  FcPattern* wanted = FcNameParse(reinterpret_cast<const FcChar8*>(font_family));
  FcConfigSubstitute(nullptr, wanted, FcMatchPattern);
  FcDefaultSubstitute(wanted);
  FcResult outcome{};
  FcPattern* found = FcFontMatch(nullptr, wanted, &outcome);
  FcPatternDestroy(wanted);
  if (found == nullptr) {
    return fail(ErrorKind::unavailable,
                "no font is installed, a report cannot be drawn: install the package fonts-dejavu-core");
  }
  FcPatternDestroy(found);
  return {};
}

Layout new_layout(std::string_view text, Font font) {
  Layout layout(pango_layout_new(fonts().context()));
  pango_layout_set_font_description(layout.get(), fonts().description(font));
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

LineHeights line_heights(Font font) { return fonts().heights(font); }

double text_width(std::string_view text, Font font) {
  if (text.empty()) return 0;
  const Layout layout = new_layout(text, font);
  PangoRectangle logical{};
  pango_layout_get_extents(layout.get(), nullptr, &logical);
  return pango_units_to_double(logical.width);
}

std::vector<std::string> wrapped(std::string_view text, Font font, double width) {
  const std::string clean = plain_text(text);
  const Layout layout = new_layout(clean, font);
  pango_layout_set_width(layout.get(), pango_units_from_double(width > 1 ? width : 1));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  std::vector<std::string> lines;
  for (GSList* node = pango_layout_get_lines_readonly(layout.get()); node != nullptr; node = node->next) {
    const auto* line = static_cast<const PangoLayoutLine*>(node->data);
    std::string piece =
        clean.substr(static_cast<std::size_t>(line->start_index), static_cast<std::size_t>(line->length));
    while (!piece.empty() && piece.back() == ' ') piece.pop_back();
    lines.push_back(std::move(piece));
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

std::string shortened(std::string_view text, Font font, double width) {
  std::string clean = plain_text(text);
  if (text_width(clean, font) <= width) return clean;
  const std::string ellipsis = "…";
  const double room = width - text_width(ellipsis, font);
  std::string first_line = wrapped(clean, font, room > 1 ? room : 1).front();
  return first_line + ellipsis;
}

}  // namespace repere::report
