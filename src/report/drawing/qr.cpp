#include "report/drawing/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace repere::report {

Result<Drawing> qr_drawing(const std::string& text, double side) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return fail(ErrorKind::incorrect, "the address is too long for a QR code: shorten it");
  constexpr int margin = 4;
  const double step = side / (code->width + 2 * margin);
  Drawing drawing(side, side);
  drawing.describe("QR", text);
  drawing.rectangle({0, 0, side, side}, {palette::paper, 1});
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x) {
      const int first = x;
      while (x < code->width && (code->data[y * code->width + x] & 1) != 0) ++x;
      if (x > first)
        drawing.rectangle({(first + margin) * step, (y + margin) * step, (x - first) * step, step},
                          {palette::ink, 1});
    }
  return drawing;
}

}  // namespace repere::report
