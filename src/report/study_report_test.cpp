#include "report/study_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/numbers.hpp"
#include "report/document/html.hpp"
#include "report/document/pdf.hpp"
#include "report/figures/layout_check.hpp"
#include "report/study/results_csv.hpp"
#include "report/study/results_json.hpp"
#include "report/study/sample_results.hpp"
#include "report/study/study_document.hpp"
#include "report/study/study_figures.hpp"
#include "report/study/study_tables.hpp"

namespace repere::report {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class StudyReport : public testing::Test {
 protected:
  void TearDown() override { fs::remove_all(root_); }
  const fs::path root_ = fs::temp_directory_path() / ("repere_study_report_" + std::to_string(::getpid()));
};

TEST_F(StudyReport, has_its_files_and_gives_the_same_bytes_twice) {
  ASSERT_TRUE(write_study_report(sample_results(), {root_ / "a", Language::fr, true}));
  ASSERT_TRUE(write_study_report(sample_results(), {root_ / "b", Language::fr, true}));
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root_ / "a")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_EQ(read(entry.path()), read(root_ / "b" / fs::relative(entry.path(), root_ / "a")))
        << entry.path();
  }
  EXPECT_GE(files, 20U);
  for (const char* name :
       {"results.json", "report.html", "report.pdf", "tables/indicators.csv", "figures/population.svg",
        "figures/survival_os-by-period.svg", "figures/model_cox-os.svg", "tables/model_cox-os.csv"}) {
    EXPECT_TRUE(fs::exists(root_ / "a" / name)) << name;
  }
}

TEST_F(StudyReport, has_no_pdf_when_none_is_wanted) {
  ASSERT_TRUE(write_study_report(sample_results(), {root_, Language::en, false}));
  EXPECT_FALSE(fs::exists(root_ / "report.pdf"));
  EXPECT_TRUE(fs::exists(root_ / "report.html"));
}

TEST_F(StudyReport, of_nothing_at_all_is_still_a_report) {
  for (const Language language : {Language::fr, Language::en}) {
    EXPECT_TRUE(write_study_report({}, {root_, language, true}));
  }
}

TEST_F(StudyReport, can_be_looked_at) {
  const char* folder = std::getenv("REPERE_SAMPLES");
  if (folder == nullptr) GTEST_SKIP() << "REPERE_SAMPLES names no folder to keep the report in";
  ASSERT_TRUE(write_study_report(sample_results(), {fs::path(folder) / "study_fr", Language::fr, true}));
  ASSERT_TRUE(write_study_report(sample_results(), {fs::path(folder) / "study_en", Language::en, true}));
}

Document sample_document(const study::StudyResults& results, Language language) {
  return study_document(results, draw_study(results, language), language);
}

TEST(results_json, keeps_every_digit_and_both_languages) {
  const boost::json::value json = boost::json::parse(results_json(sample_results()));
  EXPECT_EQ(json.at("id").as_string(), "netsarc-plus");
  EXPECT_EQ(json.at("title").at("en").as_string(), "Care and survival of sarcomas in France, 2010 to 2020");
  EXPECT_EQ(json.at("data").at("generated_at").as_string(), "2026-03-05T09:30:00.000Z");
  EXPECT_EQ(json.at("flow").as_array().size(), 3U);
  EXPECT_EQ(json.at("indicators").as_array().size(), 8U);
  EXPECT_TRUE(json.at("survival").at(0).at("curves").at(0).at("median_upper").is_null());
  EXPECT_THAT(results_json(sample_results()),
              HasSubstr(shortest_text(*sample_results().indicators[1].cells[2].inside.value)));
  EXPECT_DOUBLE_EQ(json.at("models").at(0).at("loglik_null").as_double(), -98765.4321);
}

TEST(results_csv, quotes_what_needs_it_and_leaves_gaps_empty) {
  study::StudyResults results = sample_results();
  results.flow[1].label.fr = "a, \"b\"";
  const auto files = results_csv(results, Language::fr);
  EXPECT_THAT(files[0].bytes,
              HasSubstr("2,\"a, \"\"b\"\"\",year(diagnosis) between 2010 and 2020,46100,900,23\n"));
  const auto at = std::find_if(files.begin(), files.end(),
                               [](const ReportFile& file) { return file.name == "tables/survival_at.csv"; });
  ASSERT_NE(at, files.end());
  EXPECT_THAT(at->bytes, HasSubstr("os-by-period,2016-2020,1826.25,0,,,,\n"));
}

TEST(results_csv, every_row_has_the_header_s_number_of_cells) {
  study::StudyResults results = sample_results();
  for (const ReportFile& file : results_csv(results, Language::en)) {
    std::size_t wanted = 0, line_number = 0;
    std::istringstream lines(file.bytes);
    for (std::string line; std::getline(lines, line); ++line_number) {
      std::size_t commas = 0;
      bool is_quoted = false;
      for (const char c : line) {
        if (c == '"') is_quoted = !is_quoted;
        if (c == ',' && !is_quoted) ++commas;
      }
      if (line_number == 0) wanted = commas;
      EXPECT_EQ(commas, wanted) << file.name << ": " << line;
    }
  }
}

TEST(file_stem, an_id_cannot_leave_the_folder) {
  EXPECT_EQ(file_stem("os-by-period"), "os-by-period");
  EXPECT_EQ(file_stem("../../etc/passwd"), "------etc-passwd");
  EXPECT_EQ(file_stem(""), "-");
}

TEST(study_document, says_in_both_languages_what_an_author_needs) {
  const std::string french = html_text(sample_document(sample_results(), Language::fr));
  for (const char* words :
       {"Population", "Indicateurs de prise en charge", "Survie", "Modèles", "Définitions et méthodes",
        "n&#39;a pas été analysé, et pourquoi", "DONNÉES SYNTHÉTIQUES", "netsarc-plus, version 1.0",
        "arrêtées au 31\u00A0décembre\u00A02021", "non atteinte", "year(diagnosis) between 2010 and 2020",
        "Grade manquant", "La deuxième période est interpolée", "IC\u00A095\u00A0%"}) {
    EXPECT_TRUE(french.find(words) != french.npos) << words;
  }
  const std::string english = html_text(sample_document(sample_results(), Language::en));
  for (const char* words : {"Indicators of care", "What was left out, and why", "SYNTHETIC DATA",
                            "not reached", "frozen on", "95%\u00A0CI", "likelihood ratio"}) {
    EXPECT_TRUE(english.find(words) != english.npos) << words;
  }
}

TEST(study_document, does_not_call_real_data_synthetic) {
  study::StudyResults results = sample_results();
  results.data.synthetic = false;
  results.data.datasets[0].title_fr = "Registre";
  EXPECT_THAT(html_text(sample_document(results, Language::fr)), Not(HasSubstr("SYNTHÉTIQUES")));
}

TEST(study_figures, are_laid_out_cleanly) {
  const study::StudyResults results = sample_results();
  for (const Language language : {Language::fr, Language::en}) {
    const StudyFigures figures = draw_study(results, language);
    expect_clean_layout(figures.population.drawing);
    for (const auto* list :
         {&figures.indicators, &figures.each_indicator, &figures.survival, &figures.models}) {
      for (const StudyFigure& figure : *list) {
        SCOPED_TRACE(figure.name);
        expect_clean_layout(figure.drawing);
      }
    }
  }
}

TEST(study_figures, draw_all_cases_where_the_network_is_the_question) {
  study::StudyResults results = sample_results();
  for (study::IndicatorCell& cell : results.indicators[5].cells) cell.inside = cell.outside = {};
  const StudyFigures figures = draw_study(results, Language::fr);
  EXPECT_TRUE(says(figures.each_indicator[5].drawing, "Tous"));
  EXPECT_FALSE(says(figures.each_indicator[0].drawing, "Tous"));
}

TEST(study_tables, levels_of_a_variable_stand_under_its_name) {
  study::ModelResult model;
  model.terms = {sample_term("age", "", {"Âge (pour 10 ans)", ""}, 1.2),
                 sample_term("grade", "1", {"Grade : 1", ""}, 1),
                 sample_term("grade", "2", {"Grade\u00A0: 2", ""}, 2)};
  const Table table = model_table({}, model, Language::fr);
  ASSERT_EQ(table.rows.size(), 4U);
  EXPECT_EQ(table.rows[1].cells, std::vector<std::string>{"Grade"});
  EXPECT_TRUE(table.rows[1].heading);
  EXPECT_EQ(table.rows[3].cells[0], "2");
  EXPECT_EQ(table.rows[3].indent, 1);
}

TEST(study_tables, rows_have_a_cell_for_each_column) {
  const study::StudyResults results = sample_results();
  for (const Table& table :
       {selection_table(results, Language::fr), description_table(results, Language::fr),
        indicators_table(results, Language::en), survival_table(results.survival[0], Language::fr),
        model_table(results, results.models[0], Language::en)}) {
    for (const TableRow& row : table.rows)
      EXPECT_EQ(row.cells.size(), row.heading ? 1 : table.columns()) << table.caption;
  }
}

}  // namespace
}  // namespace repere::report
