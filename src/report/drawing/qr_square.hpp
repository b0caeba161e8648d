#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"

namespace repere::report {

/// The cells of a QR code (error correction M).
struct QrSquare {
  int width = 0;           ///< cells of a side, without the margin
  std::vector<bool> dark;  ///< row by row from the top
  bool is_dark(int x, int y) const { return dark[static_cast<std::size_t>(y * width + x)]; }
};
/// Cells of quiet around a code that readers need.
inline constexpr int qr_margin = 4;

/// Errors: incorrect if the text is too long for a code
Result<QrSquare> qr_square(const std::string& text);

}  // namespace repere::report
