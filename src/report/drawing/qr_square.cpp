#include "report/drawing/qr_square.hpp"

#include <qrencode.h>

#include <memory>

namespace repere::report {

Result<QrSquare> qr_square(const std::string& text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return fail(ErrorKind::incorrect, "the address is too long for a QR code: shorten it");
  QrSquare square{code->width, {}};
  // The library's lowest bit says dark; the others say what the cell is for.
  for (int i = 0; i < code->width * code->width; ++i) square.dark.push_back((code->data[i] & 1) != 0);
  return square;
}

}  // namespace repere::report
