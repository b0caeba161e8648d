#include "report/document/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "report/document/html.hpp"
#include "report/document/pdf.hpp"
#include "report/document/table_columns.hpp"
#include "report/figures/sample_figures.hpp"

namespace repere::report {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

const std::string attack = "<script>alert(\"1\")</script> & 'x'";

Table sample_table(std::size_t rows) {
  Table table;
  table.caption = "Caractéristiques des patients par période";
  table.head = {{{"Caractéristique", 1, 2}, {"Ensemble", 1, 2}, {"Période", 3, 1}},
                {{"2010–2012\n(n = 9 266)"}, {"2013–2015\n(n = 12 274)"}, {"2016–2020\n(n = 22 435)"}}};
  table.align = {Align::left, Align::right, Align::right, Align::right, Align::right};
  for (std::size_t i = 0; i < rows; ++i) {
    if (i % 6 == 0) {
      table.rows.push_back({{"Variable " + std::to_string(i / 6)}, true, 0});
    } else {
      table.rows.push_back({{"Niveau " + std::to_string(i), "22 207 (50,5 %)", "4 642 (50,1 %)",
                             "6 198 (50,5 %)", "11 367 (50,7 %)"},
                            false,
                            1});
    }
  }
  table.notes = {
      "Effectif (pourcentage) ou médiane (quartiles). Les valeurs manquantes ne comptent pas dans les "
      "pourcentages."};
  return table;
}

Document sample(Language language) {
  Document document;
  document.language = language;
  document.title = in(language, "Étude NETSARC+ : prise en charge et survie des sarcomes de 2010 à 2020",
                      "NETSARC+ study: care and survival of sarcomas from 2010 to 2020");
  document.subtitle = "43 975 patients, trois périodes";
  document.facts = {
      {"Étude", "netsarc-plus, version 1"},
      {"Données", "Cohorte nationale synthétique, graine 1, 43 975 patients, 43 975 tumeurs, 212 318 actes"},
      {"Produit le", "5 mars 2026"}};
  document.running = "netsarc-plus 1 · données synthétiques, graine 1";
  document.created = Day{2026y / 3 / 5};
  document.synthetic = true;
  std::string sentence =
      "La survie est comptée du diagnostic au décès de toute cause ; les patients vivants sont censurés à "
      "leurs dernières nouvelles. ";
  document.blocks = {Heading{2, "Population"},
                     Paragraph{sentence + sentence + sentence + sentence, false, false},
                     Figure{"Population de l'étude", flow_drawing(sample_flow(language)), {}, {}, true},
                     sample_table(40),
                     Heading{2, "Survie"},
                     Note{Note::Kind::warning, "Suivi court", sentence},
                     Heading{3, "Survie globale"},
                     Figure{"Survie globale par période",
                            survival_drawing(sample_survival(language, true)),
                            sample_table(6),
                            {"Note de la figure."}},
                     Heading{2, "Modèle"},
                     Figure{"Modèle de Cox", forest_drawing(sample_forest(language)), {}, {}, true},
                     Bullets{{sentence, "Court."}},
                     Heading{2, "Définitions"},
                     Definitions{{{"Survie globale", sentence, "Blay 2024, doi:10.0000/example.2024."}}}};
  return document;
}

void keep(const Document& document, const std::string& name) {
  const char* folder = std::getenv("REPERE_SAMPLES");
  if (folder == nullptr) return;
  std::ofstream(std::string(folder) + "/" + name + ".html", std::ios::binary) << html_text(document);
  std::ofstream(std::string(folder) + "/" + name + ".pdf", std::ios::binary) << pdf_text(document).value();
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(document, the_same_document_gives_the_same_bytes) {
  keep(sample(Language::fr), "document_fr");
  EXPECT_EQ(html_text(sample(Language::fr)), html_text(sample(Language::fr)));
  EXPECT_EQ(pdf_text(sample(Language::fr)).value(), pdf_text(sample(Language::fr)).value());
}

TEST(html, every_text_is_escaped_wherever_it_stands) {
  Document document;
  document.title = document.subtitle = document.running = document.subject = attack;
  document.facts = {{attack, attack}};
  SurvivalFigure figure = sample_survival(Language::fr, false);
  figure.title = figure.description = figure.y_label = figure.test = figure.band = figure.lines[0].label =
      attack;
  Table table = sample_table(2);
  table.caption = table.head[0][0].text = table.rows[0].cells[0] = table.rows[1].cells[2] = table.notes[0] =
      attack;
  document.blocks = {Heading{2, attack},
                     Heading{2, attack},
                     Paragraph{attack, false, false},
                     Bullets{{attack}},
                     Note{Note::Kind::information, attack, attack},
                     table,
                     Figure{attack, survival_drawing(figure), table, {attack}},
                     Definitions{{{attack, attack, attack}}}};
  const std::string html = html_text(document);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("alert(\"")));
  EXPECT_TRUE(pdf_text(document));
}

TEST(html, it_asks_for_nothing_and_runs_nothing) {
  const std::string html = html_text(sample(Language::en));
  for (const char* forbidden : {"<script", "src=", "@import", "url(", "<link", " on"}) {
    if (std::string(forbidden) == " on") {
      EXPECT_EQ(count(html, " onload") + count(html, " onclick"), 0U);
    } else {
      EXPECT_THAT(html, Not(HasSubstr(forbidden)));
    }
  }
}

TEST(html, it_says_its_language_and_names_its_parts) {
  EXPECT_THAT(html_text(sample(Language::fr)), HasSubstr("<html lang=\"fr\">"));
  const std::string html = html_text(sample(Language::en));
  EXPECT_THAT(html, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(html, HasSubstr("<a class=\"skip\" href=\"#content\">Skip to content</a>"));
  EXPECT_EQ(count(html, "<h1>"), 1U);
  EXPECT_EQ(count(html, "<caption"), 2U);
  EXPECT_EQ(count(html, "role=\"img\""), 3U);
  EXPECT_THAT(html, HasSubstr("<th scope=\"colgroup\" colspan=\"3\">"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"rowgroup\""));
  EXPECT_THAT(html, HasSubstr("<th scope=\"row\" class=\"i1\">"));
  EXPECT_THAT(html, HasSubstr("SYNTHETIC DATA"));
}

TEST(html, sources_with_an_address_are_links) {
  const std::string html = html_text(sample(Language::fr));
  EXPECT_THAT(html,
              HasSubstr("<a href=\"https://doi.org/10.0000/example.2024\">doi:10.0000/example.2024</a>."));
}

TEST(html, a_table_without_rows_says_so) {
  Document document;
  document.blocks = {sample_table(0)};
  EXPECT_THAT(html_text(document), HasSubstr("Aucune ligne"));
  EXPECT_TRUE(pdf_text(document));
}

TEST(table_columns, never_pass_the_width_they_have) {
  Table table = sample_table(12);
  for (const double width : {493.0, 240.0, 120.0}) {
    const TableColumns columns = table_columns(table, width);
    ASSERT_EQ(columns.left.size(), table.columns());
    EXPECT_LE(columns.left.back() + columns.width.back(), width + 0.01);
    for (std::size_t i = 0; i + 1 < columns.left.size(); ++i) {
      EXPECT_LE(columns.left[i] + columns.width[i], columns.left[i + 1]);
    }
  }
  table.rows.push_back({{"Unmotsilongqu'ilnetientdansaucunecolonneraisonnabledutoutjamaisnullepartenaucuncas",
                         "1", "2", "3", "4"},
                        false,
                        0});
  EXPECT_LE(table_columns(table, 493).left.back() + table_columns(table, 493).width.back(), 493.01);
}

TEST(table_columns, text_stays_in_its_cell) {
  Table table = sample_table(12);
  table.rows.push_back(
      {{"Tumeur maligne des gaines nerveuses périphériques avec différenciation rhabdomyoblastique",
        "1 (0,0 %)", "–", "–", "1 (0,0 %)"},
       false,
       1});
  Pieces pieces;
  add_table(pieces, table, "Tableau 1.", 300, Language::fr);
  for (const Piece& piece : pieces.pieces) {
    for (const Part& part : piece.parts) {
      for (const DrawingItem& item : part.drawing.items()) {
        if (const auto* text = std::get_if<TextItem>(&item)) {
          EXPECT_LE(text->box().right(), 300.5) << text->text;
          EXPECT_GE(text->box().x, -0.5) << text->text;
        }
      }
    }
  }
}

TEST(pages, long_tables_go_on_with_their_head_repeated) {
  Document document;
  document.blocks = {sample_table(200)};
  const Pieces pieces = cut_into_pieces(document, a4::text_width, a4::text_height);
  const auto pages = place_on_pages(pieces, a4::text_height);
  ASSERT_GE(pages.size(), 3U);
  std::size_t placed = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    ASSERT_FALSE(pages[i].empty());
    EXPECT_EQ(pages[i].front().repeated, i > 0);
    for (const PlacedPiece& one : pages[i]) {
      EXPECT_LE(one.y + one.piece->height, a4::text_height + 0.01);
      if (!one.repeated) ++placed;
    }
  }
  EXPECT_EQ(placed, pieces.pieces.size());
}

TEST(pages, a_heading_never_ends_a_page_and_a_figure_is_never_cut) {
  Document document;
  for (int i = 0; i < 12; ++i) {
    document.blocks.push_back(Heading{2, "Titre"});
    for (int k = 0; k < i; ++k) document.blocks.push_back(Paragraph{"Une ligne.", false, false});
    document.blocks.push_back(
        Figure{"Courbes", survival_drawing(sample_survival(Language::fr, false)), {}, {}, true});
  }
  const Pieces pieces = cut_into_pieces(document, a4::text_width, a4::text_height);
  for (const PlacedPage& page : place_on_pages(pieces, a4::text_height)) {
    EXPECT_EQ(page.back().piece->bookmark_level, 0);
    EXPECT_LE(page.back().y + page.back().piece->height, a4::text_height + 0.01);
  }
}

TEST(pages, what_follows_a_figure_fills_the_page_that_has_no_room_for_it) {
  Document document;
  const Figure figure{"Courbes", survival_drawing(sample_survival(Language::fr, false)), {}, {}};
  for (int i = 0; i < 7; ++i) {
    document.blocks.insert(document.blocks.end(),
                           {Block{Heading{2, "Titre"}}, Block{Paragraph{"Une ligne.", false, false}},
                            Block{figure}, Block{sample_table(20)}, Block{figure}});
  }
  const Pieces pieces = cut_into_pieces(document, a4::text_width, a4::text_height);
  std::size_t placed = 0;
  for (const PlacedPage& page : place_on_pages(pieces, a4::text_height)) {
    ASSERT_FALSE(page.empty());
    double bottom = 0;
    for (const PlacedPiece& one : page) {
      EXPECT_GE(one.y, bottom - 0.01) << "two pieces lie on each other";
      bottom = one.y + one.piece->height;
      EXPECT_LE(bottom, a4::text_height + 0.01);
      if (!one.repeated) ++placed;
    }
    EXPECT_FALSE(page.back().repeated) << "a table's head without a row";
  }
  EXPECT_EQ(placed, pieces.pieces.size());
}

TEST(pages, what_is_higher_than_a_page_is_made_smaller) {
  Document document;
  Drawing tall(400, 3000);
  tall.text({10, 2990}, "pied", {});
  document.blocks = {Heading{2, "Haut"}, Figure{"Très haut", tall, {}, {}, true}};
  const Pieces pieces = cut_into_pieces(document, a4::text_width, a4::text_height);
  for (const Piece& piece : pieces.pieces) EXPECT_LE(piece.height, a4::text_height);
}

TEST(pdf, an_empty_document_is_one_page) {
  const auto bytes = pdf_text({});
  ASSERT_TRUE(bytes);
  EXPECT_EQ(count(*bytes, "/Type /Page %"), 1U);
}

TEST(pdf, it_has_a_title_a_date_bookmarks_and_structure) {
  const std::string bytes = pdf_text(sample(Language::en)).value();
  EXPECT_THAT(bytes, HasSubstr("/Title (NETSARC+ study"));
  EXPECT_THAT(bytes, HasSubstr("/CreationDate (D:20260305"));
  EXPECT_THAT(bytes, HasSubstr("/Outlines"));
  EXPECT_THAT(bytes, HasSubstr("/StructTreeRoot"));
}

}  // namespace
}  // namespace repere::report
