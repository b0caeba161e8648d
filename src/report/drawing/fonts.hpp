#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

// The font engine's own types, so that only the two files that paint include its headers.
struct _PangoContext;
struct _PangoLayout;

namespace repere::report {

/// DejaVu Sans, upright, at a size. Units: points
struct Font {
  double size = 8;
  bool bold = false;
};

/// Units: points
struct LineHeights {
  double ascent = 0, descent = 0;
  constexpr double total() const { return ascent + descent; }
};

/// Whether a font can be found at all; drawing without one would end the program.
/// Errors: unavailable, naming the package to install
Result<void> check_fonts();

LineHeights line_heights(Font font);
double text_width(std::string_view text, Font font);

/// The text broken into lines no wider than `width`: at spaces, within a word only where the word alone is
/// too wide. Shape: at least one line; an empty text is one empty line
std::vector<std::string> wrapped(std::string_view text, Font font, double width);

/// The text, or as much of its beginning as fits with "…" behind it.
std::string shortened(std::string_view text, Font font, double width);

struct LayoutRelease {
  void operator()(_PangoLayout* layout) const;
};
using Layout = std::unique_ptr<_PangoLayout, LayoutRelease>;

/// A layout of the calling thread's font map; the text must be plain_text().
Layout new_layout(std::string_view text, Font font);

}  // namespace repere::report
