// J6. The data manager imports a centre's CSV: dry run, row errors, load, nothing the second time, undo.
#include "program.hpp"

namespace repere::journeys {
namespace {

class J6 : public Journey {
 protected:
  J6() {
    write("centre/dataset.toml",
          "format = 1\nsource = \"synthetic-centre-07\"\ntitle_fr = \"Cas synthétiques\"\ntitle_en = \"Synthetic cases\"\n"
          "version = \"1\"\ncut_off = 2021-12-31\nsynthetic = true\nlicence = \"CC0-1.0\"\n");
    write("centre/patients.csv", "patient,birth_date,sex\nP1,1961-04-02,F\nP2,1975,M\n");
    write("centre/tumours.csv",
          "tumour,patient,diagnosis_date,histotype,site,size_mm,grade\n"
          "T1,P1,2018-03-12,H011,thigh,85,3\nT2,P2,2019-06,H011,thigh,60,2\n");
    write("centre/surgeries.csv", "tumour,date,kind,margin\nT1,2018-05-02,resection,R0\nT2,2019-07-15,resection,R1\n");
    write("centre/news.csv", "tumour,date,state\nT1,2021-01-10,alive_no_evidence\nT2,2020-02,dead_of_disease\n");
  }
  std::size_t tumours_in_the_record() {
    fs::remove_all(folder / "export");
    const Ending exported = repere("export --db sqlite:registry.db --out export");
    if (exported.exit_code != 0) return 0;
    std::istringstream lines(content_of(folder / "export/tumours.csv"));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);) ++count;
    return count - 1;
  }
};

TEST_F(J6, who_the_patients_are_stands_sealed_and_opens_with_the_key_file_alone) {
  write("centre/patients.csv", "patient,birth_date,sex\nSYNTHKEY-1,1961-04-02,F\nSYNTHKEY-2,1975,M\n");
  write("centre/tumours.csv", "tumour,patient,diagnosis_date,histotype\nT1,SYNTHKEY-1,2018-03-12,H011\nT2,SYNTHKEY-2,2019-06,H011\n");
  const Ending first = repere("import centre --db sqlite:registry.db");
  ASSERT_EQ(first.exit_code, 0) << first.err;
  EXPECT_TRUE(has(first.err, "made the key file")) << first.err;
  const std::string bytes = content_of(folder / "registry.db");
  EXPECT_FALSE(has(bytes, "SYNTHKEY-"));
  EXPECT_FALSE(has(bytes, "1961-04-02"));
  EXPECT_EQ(tumours_in_the_record(), 2U);
  EXPECT_TRUE(has(content_of(folder / "export/patients.csv"), "SYNTHKEY-1,1961-04-02"));
  EXPECT_TRUE(has(repere("import centre --db sqlite:registry.db").out, "nothing new"));

  fs::rename(folder / "registry.db.key", folder / "elsewhere.key");
  const Ending lost = repere("import centre --db sqlite:registry.db");
  EXPECT_EQ(lost.exit_code, 1);
  EXPECT_TRUE(has(lost.err, "no new one is made")) << lost.err;
  EXPECT_FALSE(there("registry.db.key"));
  EXPECT_TRUE(has(repere("import centre --db sqlite:registry.db --key elsewhere.key").out, "nothing new"));
  EXPECT_EQ(repere("history --db sqlite:registry.db").exit_code, 0) << "the history needs no key";

  ASSERT_EQ(repere("import centre --db sqlite:other.db").exit_code, 0);
  const Ending wrong = repere("export --db sqlite:registry.db --out x --key other.db.key");
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_TRUE(has(wrong.err, "not the one of this database")) << wrong.err;
}

TEST_F(J6, a_dry_run_counts_and_writes_nothing) {
  const Ending run = repere("import centre --db sqlite:registry.db --dry-run --format json");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.json().at("errors"), 0);
  EXPECT_FALSE(there("registry.db"));
}

TEST_F(J6, the_errors_of_a_bad_file_say_where_and_what_to_change_and_repeat_no_value) {
  write("centre/surgeries.csv", "tumour,date,kind,margin\nT1,02/05/2018,resection,R0\nT9,2019-07-15,resection,Rx\n");
  const Ending run = repere("import centre --db sqlite:registry.db --dry-run --report problems.csv");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(has(run.err, "surgeries.csv, line 2, column 'date': not a date")) << run.err;
  EXPECT_TRUE(has(run.err, "write YYYY-MM-DD")) << run.err;
  EXPECT_FALSE(has(run.err, "02/05/2018"));
  const std::string report = content_of(folder / "problems.csv");
  EXPECT_TRUE(has(report, "surgeries.csv,3,")) << report;
  EXPECT_FALSE(has(report, "02/05/2018"));
}

TEST_F(J6, one_impossible_row_refuses_the_whole_file) {
  write("centre/news.csv", "tumour,date,state\nT1,2010-01-10,dead_of_disease\n");
  const Ending run = repere("import centre --db sqlite:registry.db");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(has(run.err, "death before diagnosis")) << run.err;
  EXPECT_FALSE(there("registry.db"));
}

TEST_F(J6, the_same_file_twice_changes_nothing_and_a_batch_can_be_taken_back) {
  ASSERT_EQ(repere("import centre --db sqlite:registry.db --author tester").exit_code, 0);
  EXPECT_EQ(tumours_in_the_record(), 2u);

  const Ending again = repere("import centre --db sqlite:registry.db");
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_TRUE(has(again.out, "nothing new")) << again.out;

  const Ending undone = repere("import --undo 1 --db sqlite:registry.db");
  EXPECT_EQ(undone.exit_code, 0) << undone.err;
  EXPECT_EQ(tumours_in_the_record(), 0u);
  EXPECT_EQ(repere("import --undo 1 --db sqlite:registry.db").exit_code, 1);

  const Ending history = repere("history --db sqlite:registry.db --format json");
  EXPECT_EQ(history.json().at("revisions").as_array().size(), 2u);
  EXPECT_EQ(history.json().at("revisions").at(0).at("author"), "tester");
}

TEST_F(J6, a_corrected_row_becomes_the_next_version_and_the_old_one_can_be_read) {
  ASSERT_EQ(repere("import centre --db sqlite:registry.db").exit_code, 0);
  write("centre/tumours.csv",
        "tumour,patient,diagnosis_date,histotype,site,size_mm,grade\n"
        "T1,P1,2018-03-12,H011,thigh,85,3\nT2,P2,2019-06,H011,thigh,66,2\n");
  const Ending corrected = repere("import centre --db sqlite:registry.db --format json");
  EXPECT_EQ(corrected.json().at("batch"), 2);
  ASSERT_EQ(repere("export --db sqlite:registry.db --out now").exit_code, 0);
  ASSERT_EQ(repere("export --db sqlite:registry.db --as-of 1 --out before").exit_code, 0);
  EXPECT_TRUE(has(content_of(folder / "now/tumours.csv"), ",66,"));
  EXPECT_TRUE(has(content_of(folder / "before/tumours.csv"), ",60,"));
}

TEST_F(J6, what_goes_out_comes_in_again_unchanged) {
  ASSERT_EQ(repere("import centre --db sqlite:registry.db").exit_code, 0);
  ASSERT_EQ(repere("export --db sqlite:registry.db --out export").exit_code, 0);
  const Ending again = repere("import export --db sqlite:registry.db --format json");
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(again.json().at("batch"), nullptr);
}

TEST_F(J6, wrong_usage_ends_with_2_and_missing_things_with_1) {
  EXPECT_EQ(repere("import centre").exit_code, 2);
  EXPECT_EQ(repere("import --db sqlite:registry.db").exit_code, 2);
  EXPECT_EQ(repere("import nowhere --db sqlite:registry.db").exit_code, 1);
  EXPECT_EQ(repere("import --undo 1 --db sqlite:registry.db").exit_code, 1);
  EXPECT_EQ(repere("nonsense").exit_code, 2);
  EXPECT_EQ(repere("--version").exit_code, 0);
}

}  // namespace
}  // namespace repere::journeys
