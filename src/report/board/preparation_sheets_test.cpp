#include "report/board/preparation_sheets.hpp"

#include <gtest/gtest.h>

#include "report/document/pdf.hpp"

namespace repere::report {
namespace {

SheetHead head() {
  SheetHead made;
  made.title = "Ordre du jour";
  made.subtitle = "RCP (test), 3 décembre 2026";
  made.printed = "imprimé le 01/12/2026 08:00";
  made.synthetic = true;
  return made;
}

AgendaSheet agenda_of(int cases) {
  AgendaSheet sheet{head(), {}, {}};
  for (int i = 1; i <= cases; ++i)
    sheet.rows.push_back({i, "14:00", "6 min", "P-" + std::to_string(i), "Liposarcome", "Question " + std::string(i % 7 == 0 ? 1500 : 60, 'q') + "\nfin", "Dr Essai", "", "complet"});
  return sheet;
}

TEST(PreparationSheets, an_agenda_of_sixty_cases_keeps_every_case) {
  const Document document = agenda_document(agenda_of(60));
  const auto& table = std::get<Table>(document.blocks.at(0));
  EXPECT_EQ(table.rows.size(), 60U);
  for (const auto& row : table.rows) EXPECT_EQ(row.cells.size(), table.columns());
  EXPECT_NE(document.running.find("imprimé le"), std::string::npos);
  const auto pdf = pdf_text(document);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(*pdf, *pdf_text(document));
}

TEST(PreparationSheets, no_row_is_higher_than_a_page) {
  const Pieces pieces = cut_into_pieces(agenda_document(agenda_of(14)), a4::text_width, a4::text_height);
  for (const auto& piece : pieces.pieces) EXPECT_LE(piece.height, a4::text_height);
}

TEST(PreparationSheets, an_empty_agenda_says_so_and_what_left_is_named) {
  AgendaSheet sheet = agenda_of(0);
  sheet.left = {"P-9 – retiré : essai"};
  const Document document = agenda_document(sheet);
  EXPECT_EQ(std::get<Paragraph>(document.blocks.at(0)).text, "Aucun dossier inscrit.");
  EXPECT_EQ(std::get<Bullets>(document.blocks.at(2)).items.size(), 1U);
}

TEST(PreparationSheets, a_file_has_question_pathway_reports_and_checklist_in_this_order) {
  FileSheet sheet;
  sheet.head = head();
  sheet.before = {{"Question", {{"Question", "Que faire ?"}}, {}}};
  sheet.tumour = "Liposarcome · Cuisse";
  sheet.timeline = {{"11/2026", "Imagerie", "IRM"}};
  sheet.after = {{"Imagerie", {{"", "Masse.\nProfonde."}}, {}}};
  sheet.checklist = {{"Imagerie disponible", "fait", "01/12/2026"}};
  const Document document = file_document(sheet);
  std::vector<std::string> titles;
  for (const auto& block : document.blocks)
    if (const auto* heading = std::get_if<Heading>(&block)) titles.push_back(heading->text);
  EXPECT_EQ(titles, (std::vector<std::string>{"Question", "Parcours", "Imagerie", "Ce qu’il faut avant la réunion"}));
  EXPECT_TRUE(pdf_text(document));
}

}  // namespace
}  // namespace repere::report
