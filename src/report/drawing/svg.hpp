#pragma once
#include <string>

#include "report/drawing/drawing.hpp"

namespace repere::report {

enum class SvgUse {
  file,    ///< a file of its own: XML header, size in points, white paper behind
  inlined  ///< inside an HTML page: as wide as its place, no paper, no id that could clash
};

/// The drawing as SVG. Text stays text (selectable, found by a search, editable); each carries its measured
/// width so that another font than DejaVu Sans takes the same place. The same drawing gives the same bytes.
std::string svg_text(const Drawing& drawing, SvgUse use);

}  // namespace repere::report
