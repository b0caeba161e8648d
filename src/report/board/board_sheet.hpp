#pragma once
#include <string>
#include <utility>
#include <vector>

#include "report/document/document.hpp"

// A board's report on paper: one or two pages that a clinician reads and files.
namespace repere::report {

/// A part of the report: texts with their labels, or a list.
struct SheetPart {
  std::string title;
  std::vector<std::pair<std::string, std::string>> texts;  ///< label, text; line ends break the line
  std::vector<std::string> items;
};

/// Everything in the reader's language; no identity unless the caller puts it there.
struct BoardSheet {
  Language language = Language::fr;
  std::string title;      ///< "Décision de la RCP"
  std::string subtitle;   ///< board and day
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<SheetPart> parts;
  std::string fingerprint;  ///< of what was signed
  Instant created{};
  bool synthetic = false;
};

/// Adds a part under its title; nothing when it holds neither texts nor items.
void add_part(Document& document, const SheetPart& part);

Document board_document(const BoardSheet& sheet);

}  // namespace repere::report
