#include "report/board/board_sheet.hpp"

#include <gtest/gtest.h>

#include "report/document/pdf.hpp"

namespace repere::report {
namespace {

TEST(BoardSheet, keeps_paragraphs_and_leaves_out_what_is_empty) {
  BoardSheet sheet;
  sheet.title = "Décision de la RCP";
  sheet.subtitle = "RCP (test), 3 décembre 2026";
  sheet.parts = {{"Décision", {{"Chirurgie", "Résection large.\n\nLambeau.\r\n"}}, {}}, {"Vide", {}, {}}, {"Présents", {}, {"chirurgien"}}};
  sheet.fingerprint = std::string(64, 'a');
  const Document document = board_document(sheet);
  ASSERT_EQ(document.blocks.size(), 5U);
  EXPECT_EQ(std::get<Paragraph>(document.blocks[1]).text, "Chirurgie\u00a0: Résection large.");
  EXPECT_EQ(std::get<Paragraph>(document.blocks[2]).text, "Lambeau.");
  EXPECT_EQ(std::get<Bullets>(document.blocks[4]).items.size(), 1U);
  const auto pdf = pdf_text(document);
  ASSERT_TRUE(pdf);
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
}

}  // namespace
}  // namespace repere::report
