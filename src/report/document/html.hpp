#pragma once
#include <string>

#include "report/document/document.hpp"

namespace repere::report {

/// The document as one HTML5 file that needs nothing else: no script, no address is asked, figures inside. It
/// is read with a keyboard and a screen reader, at 200 %, on a telephone (wide tables scroll in their own
/// box), in the dark and on paper.
std::string html_text(const Document& document);

/// Its style sheet.
std::string_view html_style();

}  // namespace repere::report
