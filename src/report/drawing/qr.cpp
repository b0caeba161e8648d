#include "report/drawing/qr.hpp"

#include "report/drawing/qr_square.hpp"

namespace repere::report {

Result<Drawing> qr_drawing(const std::string& text, double side) {
  const auto code = qr_square(text);
  if (!code) return tl::unexpected(code.error());
  const double step = side / (code->width + 2 * qr_margin);
  Drawing drawing(side, side);
  drawing.describe("QR", text);
  drawing.rectangle({0, 0, side, side}, {palette::paper, 1});
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x) {
      const int first = x;
      while (x < code->width && code->is_dark(x, y)) ++x;
      if (x > first)
        drawing.rectangle({(first + qr_margin) * step, (y + qr_margin) * step, (x - first) * step, step},
                          {palette::ink, 1});
    }
  return drawing;
}

}  // namespace repere::report
