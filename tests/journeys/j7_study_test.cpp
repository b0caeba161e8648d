// J7. The epidemiologist runs the NETSARC+ study: tables, curves, numbers at risk, model, report; the same numbers from the
// record and from the files, the same again next year; and runs the same program on real patients.
#include "program.hpp"

namespace repere::journeys {
namespace {

class J7 : public Journey {
 protected:
  const std::string study = "study run '" REPERE_SOURCE_DIR "/knowledge/studies/netsarc-plus.toml' ";
  boost::json::value results(const std::string& report) {
    return boost::json::parse(content_of(folder / report / "results.json"));
  }
};

TEST_F(J7, the_study_says_the_same_of_the_record_and_of_the_files) {
  ASSERT_EQ(repere("demo cohort --cases 4000 --seed 3 --out cohort").exit_code, 0);
  const Ending imported = repere("import cohort --db sqlite:registry.db");
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  const Ending from_record = repere(study + "--db sqlite:registry.db --out a");
  ASSERT_EQ(from_record.exit_code, 0) << from_record.err;
  ASSERT_EQ(repere(study + "--data cohort --out b --no-pdf").exit_code, 0);
  auto a = results("a"), b = results("b");
  a.as_object().erase("data");
  b.as_object().erase("data");
  EXPECT_EQ(a, b);
  for (const char* file : {"a/report.html", "a/report.pdf", "b/report.html"}) EXPECT_TRUE(there(file)) << file;
  EXPECT_FALSE(there("b/report.pdf"));
  EXPECT_TRUE(has(content_of(folder / "a/report.html"), "onnées synthétiques"));
}

TEST_F(J7, a_study_can_be_run_as_an_earlier_revision_left_the_record) {
  ASSERT_EQ(repere("demo cohort --cases 500 --seed 3 --out first").exit_code, 0);
  ASSERT_EQ(repere("demo cohort --cases 400 --seed 4 --out second").exit_code, 0);
  ASSERT_EQ(repere("import first --db sqlite:registry.db").exit_code, 0);
  ASSERT_EQ(repere("import second --db sqlite:registry.db").exit_code, 0);
  ASSERT_EQ(repere(study + "--db sqlite:registry.db --as-of 1 --out before --no-pdf").exit_code, 0);
  ASSERT_EQ(repere(study + "--db sqlite:registry.db --out now --no-pdf").exit_code, 0);
  EXPECT_EQ(results("before").at("data").at("tumours"), 500);
  EXPECT_EQ(results("now").at("data").at("tumours"), 900);
  EXPECT_EQ(repere(study + "--db sqlite:registry.db --as-of 9 --out never").exit_code, 1);
  EXPECT_FALSE(there("never"));
}

TEST_F(J7, a_study_file_with_an_error_is_refused_with_its_line) {
  ASSERT_EQ(repere("demo cohort --cases 50 --out cohort").exit_code, 0);
  write("broken.toml", "[study]\nid = \"x\"\nnonsense = 1\n");
  const Ending run = repere("study run broken.toml --data cohort --out report");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(has(run.err, "broken.toml")) << run.err;
  EXPECT_TRUE(has(run.err, "line ")) << run.err;
  EXPECT_FALSE(there("report"));
  EXPECT_EQ(repere("study run broken.toml --out report").exit_code, 2);
}

TEST_F(J7, the_same_program_reads_real_patients) {
  const fs::path real = fs::path(REPERE_SHARED_DIR) / "real/tcga_sarc/tcga_sarc_samples.tsv";
  if (!fs::exists(real)) GTEST_SKIP() << "the TCGA-SARC file is not beside the project (../shared/real)";
  const Ending imported = repere("import '" + real.string() + "' --mapping '" REPERE_SOURCE_DIR
                              "/knowledge/mappings/tcga-sarc.toml' --db sqlite:tcga.db");
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  const Ending run = repere("study run '" REPERE_SOURCE_DIR "/knowledge/studies/tcga-sarc.toml' --db sqlite:tcga.db --out tcga --lang en");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto found = results("tcga");
  EXPECT_EQ(found.at("data").at("patients"), 261);
  const auto& overall = found.at("survival").at(0).at("curves").at(0);
  EXPECT_EQ(overall.at("events"), 99);
  EXPECT_EQ(overall.at("median").to_number<double>(), 1991);
}

}  // namespace
}  // namespace repere::journeys
