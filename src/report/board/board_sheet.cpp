#include "report/board/board_sheet.hpp"

#include <utility>

#include "report/wording.hpp"

namespace repere::report {

namespace {

// Paragraphs of a text, each a block of its own, the label before the first.
void add_text(Document& document, const std::string& label, const std::string& text) {
  std::string line, front = label.empty() ? std::string() : label + colon(document.language);
  for (const char c : text + "\n") {
    if (c == '\r') continue;
    if (c != '\n') {
      line += c;
      continue;
    }
    if (line.find_first_not_of(' ') != std::string::npos) document.blocks.push_back(Paragraph{std::exchange(front, {}) + line});
    line.clear();
  }
}

}  // namespace

void add_part(Document& document, const SheetPart& part) {
  if (part.texts.empty() && part.items.empty()) return;
  document.blocks.push_back(Heading{2, part.title});
  for (const auto& [label, text] : part.texts) add_text(document, label, text);
  if (!part.items.empty()) document.blocks.push_back(Bullets{part.items});
}

Document board_document(const BoardSheet& sheet) {
  Document document;
  document.language = sheet.language;
  document.title = sheet.title;
  document.subtitle = sheet.subtitle;
  document.facts = sheet.facts;
  document.running = sheet.subtitle + " · " + in(sheet.language, "empreinte ", "fingerprint ") + sheet.fingerprint.substr(0, 16);
  document.subject = sheet.title;
  document.created = sheet.created;
  document.synthetic = sheet.synthetic;
  for (const SheetPart& part : sheet.parts) add_part(document, part);
  return document;
}

}  // namespace repere::report
