#include "report/board/preparation_sheets.hpp"

namespace repere::report {

namespace {

Document begun(const SheetHead& head) {
  Document document;
  document.language = head.language;
  document.title = head.title;
  document.subtitle = head.subtitle;
  document.facts = head.facts;
  document.running = head.subtitle + " · " + head.printed;
  document.subject = head.title;
  document.created = head.created;
  document.synthetic = head.synthetic;
  return document;
}

std::vector<HeaderCell> head_of(Language language, const std::vector<std::pair<const char*, const char*>>& names) {
  std::vector<HeaderCell> cells;
  for (const auto& [french, english] : names) cells.push_back({in(language, french, english), 1, 1});
  return cells;
}

// Lines of a cell, without empty ones.
std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines)
    if (!line.empty()) text += (text.empty() ? "" : "\n") + line;
  return text;
}

}  // namespace

Document agenda_document(const AgendaSheet& sheet) {
  Document document = begun(sheet.head);
  const Language language = sheet.head.language;
  Table table;
  table.caption = in(language, "Dossiers dans l’ordre", "Cases in order");
  table.head = {head_of(language, {{"N°", "No."}, {"Heure", "Time"}, {"Dossier", "Case"}, {"Tumeur et question", "Tumour and question"}, {"Présenté par", "Presented by"}, {"Prêt", "Ready"}})};
  table.align.assign(6, Align::left);
  for (const AgendaRow& row : sheet.rows)
    table.rows.push_back({{std::to_string(row.place), joined({row.time, row.minutes}), joined({row.who, row.passage}), joined({row.tumour, row.question}), row.presenter, row.readiness}, false, 0});
  if (sheet.rows.empty())
    document.blocks.push_back(Paragraph{in(language, "Aucun dossier inscrit.", "No case is on it yet.")});
  else
    document.blocks.push_back(std::move(table));
  if (!sheet.left.empty()) {
    document.blocks.push_back(Heading{2, in(language, "N’y sont plus", "No longer on it")});
    document.blocks.push_back(Bullets{sheet.left});
  }
  return document;
}

Document file_document(const FileSheet& sheet) {
  Document document = begun(sheet.head);
  const Language language = sheet.head.language;
  for (const SheetPart& part : sheet.before) add_part(document, part);
  if (!sheet.timeline.empty() || !sheet.tumour.empty()) document.blocks.push_back(Heading{2, in(language, "Parcours", "Pathway")});
  if (!sheet.tumour.empty()) document.blocks.push_back(Paragraph{sheet.tumour, false, !sheet.timeline.empty()});
  if (!sheet.timeline.empty()) {
    Table table;
    table.caption = in(language, "Actes par date", "Acts by date");
    table.head = {head_of(language, {{"Date", "Date"}, {"Acte", "Act"}, {"Ce qui est connu", "What is known"}})};
    table.align.assign(3, Align::left);
    for (const FileMoment& one : sheet.timeline) table.rows.push_back({{one.when, one.what, one.details}, false, 0});
    document.blocks.push_back(std::move(table));
  }
  for (const SheetPart& part : sheet.after) add_part(document, part);
  if (!sheet.checklist.empty()) {
    document.blocks.push_back(Heading{2, in(language, "Ce qu’il faut avant la réunion", "What is needed before the meeting")});
    Table table;
    table.caption = in(language, "Éléments et leur échéance", "Items and when they are due");
    table.head = {head_of(language, {{"Élément", "Item"}, {"État", "State"}, {"Pour le", "Due"}})};
    table.align.assign(3, Align::left);
    for (const FileNeed& one : sheet.checklist) table.rows.push_back({{one.what, one.state, one.due}, false, 0});
    document.blocks.push_back(std::move(table));
  }
  return document;
}

}  // namespace repere::report
