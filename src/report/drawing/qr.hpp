#pragma once
#include <string>

#include "base/result.hpp"
#include "report/drawing/drawing.hpp"

namespace repere::report {

/// A QR code of a text (an address, say), with the quiet margin that readers need around it.
/// Units: points; the drawing is a square of `side`
/// Errors: incorrect if the text is too long for a code
Result<Drawing> qr_drawing(const std::string& text, double side);

}  // namespace repere::report
