#pragma once
#include <vector>

#include "report/drawing/drawing.hpp"
#include "report/language.hpp"

namespace repere::report {

/// A straight axis: the value `from` stands at `at_from`, `to` at `at_to` (points on the drawing).
struct Scale {
  double from = 0, to = 1;
  double at_from = 0, at_to = 1;
  double operator()(double value) const { return at_from + (value - from) / (to - from) * (at_to - at_from); }
};

/// Round values (1, 2, 2.5 or 5 times a power of ten apart) from 0 to `end` or the first one past it.
/// Shape: at most `most` steps, at least two values; end > 0
std::vector<double> round_ticks(double end, int most);

/// Ticks of a logarithmic axis that holds [least, most]: powers of two on a short one; 1, 2, 5, 10 on a
/// longer one, or powers of ten when these would be too many. Shape: at least two, the first <= least and the
/// last >= most
std::vector<double> ratio_ticks(double least, double most);

/// "DONNÉES SYNTHÉTIQUES" or "SYNTHETIC DATA", pale and slanting across the area; draw it before anything
/// else.
void draw_synthetic_badge(Drawing& drawing, const Box& area, Language language);
std::string synthetic_words(Language language);

/// A text look in one line.
inline TextLook look(double size, Anchor anchor = Anchor::start, bool bold = false,
                     Colour colour = palette::ink) {
  return {{size, bold}, colour, anchor, 0, 1};
}

/// Writes lines under each other, the first with its baseline at `first`; gives the y under the last line.
double text_lines(Drawing& drawing, Point first, const std::vector<std::string>& lines, const TextLook& look);

/// From the top of one line to the top of the next.
double line_step(Font font);

}  // namespace repere::report
