#include "workflows/import_cases.hpp"

#include <gtest/gtest.h>

#include "workflows/memory_store.hpp"

namespace repere::workflows {
namespace {

using namespace registry;
using namespace std::chrono;

struct FixedClock : Clock {
  Instant at = Day{2026y / November / 22} + 10h;
  Instant now() const override { return at; }
};

// A source that gives what the test put in it.
struct GivenSource : CaseSource {
  Intake intake;
  Result<Intake> read() override { return intake; }
};

GivenSource two_patients() {
  GivenSource source;
  Registry& rows = source.intake.registry;
  rows.datasets.push_back({.source = "test", .version = "1"});
  for (std::uint32_t i = 0; i < 2; ++i) {
    Patient patient;
    patient.line = i + 2;
    patient.key = Confidential<std::string>{"P" + std::to_string(i)};
    rows.patients.push_back(patient);
    Tumour tumour;
    tumour.line = i + 2;
    tumour.key = "T" + std::to_string(i);
    tumour.patient = i;
    tumour.diagnosis = *PartialDate::parse("2014-05-10");
    rows.tumours.push_back(tumour);
    Surgery surgery;
    surgery.tumour = i;
    surgery.key = "S" + std::to_string(i);
    surgery.when = When::on(*PartialDate::parse("2014-06-01"));
    rows.surgeries.push_back(surgery);
    Imaging imaging;
    imaging.tumour = i;
    imaging.when = When::on(*PartialDate::parse("2014-04"));
    rows.imaging.push_back(imaging);
    rows.imaging.push_back(imaging);  // the same twice is two acts
  }
  return source;
}

struct ImportTest : testing::Test {
  MemoryStore store;
  ReferenceData reference;
  FixedClock clock;
  ImportReport import(GivenSource source, bool dry_run = false) {
    auto report = import_cases(source, [this] { return Result<RecordStore*>(&store); }, reference, clock, {dry_run, "tester", "a test"});
    EXPECT_TRUE(report) << report.error().message;
    return std::move(*report);
  }
  std::size_t imaging_rows() { return store.read(std::nullopt, std::nullopt)->imaging.size(); }
};

TEST_F(ImportTest, adds_all_rows_as_one_revision) {
  const auto report = import(two_patients());
  ASSERT_TRUE(report.revision);
  EXPECT_EQ(report.added(), 10u);
  EXPECT_EQ(imaging_rows(), 4u);
}

TEST_F(ImportTest, changes_nothing_the_second_time) {
  import(two_patients());
  const auto report = import(two_patients());
  EXPECT_FALSE(report.revision);
  EXPECT_FALSE(report.refused);
  EXPECT_EQ(report.added() + report.replaced(), 0u);
  EXPECT_EQ(store.revisions()->size(), 1u);
}

TEST_F(ImportTest, writes_nothing_on_a_dry_run) {
  const auto report = import(two_patients(), true);
  EXPECT_EQ(report.added(), 10u);
  EXPECT_FALSE(report.revision);
  EXPECT_TRUE(store.revisions()->empty());
}

// An act of today was refused between midnight in Paris and midnight in Greenwich.
TEST_F(ImportTest, takes_what_is_dated_today_in_paris_and_refuses_tomorrow) {
  auto source = two_patients();
  source.intake.registry.surgeries[0].when = When::on(*PartialDate::parse("2026-11-23"));
  clock.at = Day{2026y / November / 22} + 22h + 59min;
  EXPECT_FALSE(import(source).revision);
  EXPECT_TRUE(store.revisions()->empty());
  clock.at = Day{2026y / November / 22} + 23h;
  EXPECT_TRUE(import(source).revision);
}

TEST_F(ImportTest, does_not_open_the_record_for_a_source_that_is_refused) {
  auto source = two_patients();
  source.intake.add({Severity::error, "news.csv", 3, "date", "not a date", "write YYYY-MM-DD"});
  const auto never = [] { return Result<RecordStore*>(fail(ErrorKind::fault, "opened")); };
  EXPECT_TRUE(import_cases(source, never, reference, clock, {false, "tester", "a test"})->refused);
}

TEST_F(ImportTest, counts_on_a_dry_run_without_a_record) {
  auto source = two_patients();
  const auto nothing = [] { return Result<RecordStore*>(nullptr); };
  EXPECT_EQ(import_cases(source, nothing, reference, clock, {true, "tester", "a test"})->added(), 10u);
}

TEST_F(ImportTest, makes_a_changed_row_its_next_version) {
  import(two_patients());
  auto source = two_patients();
  source.intake.registry.surgeries[1].margin = Margin::r1;
  source.intake.registry.patients[0].sex = Sex::male;
  const auto report = import(source);
  EXPECT_EQ(report.added(), 0u);
  EXPECT_EQ(report.replaced(), 2u);
  const auto now = store.read(std::nullopt, std::nullopt);
  EXPECT_EQ(now->surgeries[1].margin, Margin::r1);
  EXPECT_EQ(now->patients[0].sex, Sex::male);
  EXPECT_EQ(now->surgeries.size(), 2u);
}

TEST_F(ImportTest, adds_an_act_without_a_key_that_differs) {
  import(two_patients());
  auto source = two_patients();
  source.intake.registry.imaging[3].modality = ImagingModality::mri;
  EXPECT_EQ(import(source).added(), 1u);
  EXPECT_EQ(imaging_rows(), 5u);
}

TEST_F(ImportTest, keeps_what_the_source_does_not_mention) {
  import(two_patients());
  auto source = two_patients();
  source.intake.registry.imaging.clear();
  EXPECT_FALSE(import(source).revision);
  EXPECT_EQ(imaging_rows(), 4u);
}

TEST_F(ImportTest, refuses_the_whole_for_one_impossible_row) {
  auto source = two_patients();
  News death;
  death.line = 7;
  death.tumour = 1;
  death.state = State::dead_of_disease;
  death.when = When::on(*PartialDate::parse("2010-01-01"));
  source.intake.registry.news.push_back(death);
  const auto report = import(source);
  EXPECT_TRUE(report.refused);
  EXPECT_FALSE(report.revision);
  ASSERT_EQ(report.intake.errors, 2u);  // and the surgery comes after it
  EXPECT_EQ(report.intake.problems[0].file, "news.csv");
  EXPECT_EQ(report.intake.problems[0].line, 7u);
  EXPECT_EQ(report.intake.problems[0].what, "death before diagnosis");
  EXPECT_TRUE(store.revisions()->empty());
}

TEST_F(ImportTest, refuses_a_source_whose_rows_could_not_be_read) {
  auto source = two_patients();
  source.intake.add({Severity::error, "news.csv", 3, "date", "not a date", "write YYYY-MM-DD"});
  EXPECT_TRUE(import(source).refused);
  EXPECT_TRUE(store.revisions()->empty());
}

TEST_F(ImportTest, refuses_a_tumour_that_has_another_patient_in_the_record) {
  import(two_patients());
  auto source = two_patients();
  source.intake.registry.tumours[0].patient = 1;
  const auto report = import(source);
  EXPECT_TRUE(report.refused);
  EXPECT_EQ(report.intake.problems.back().column, "patient");
}

TEST_F(ImportTest, loads_with_warnings) {
  auto source = two_patients();
  source.intake.registry.surgeries[0].kind = SurgeryKind::re_excision;
  const auto report = import(source);
  EXPECT_FALSE(report.refused);
  EXPECT_EQ(report.intake.warnings, 1u);
  EXPECT_TRUE(report.revision);
}

TEST_F(ImportTest, takes_an_import_back_and_nothing_else) {
  import(two_patients());
  EXPECT_FALSE(undo_import(store, RevisionId{7}, clock, "tester"));
  ASSERT_TRUE(undo_import(store, RevisionId{1}, clock, "tester"));
  EXPECT_EQ(imaging_rows(), 0u);
  EXPECT_FALSE(undo_import(store, RevisionId{2}, clock, "tester"));  // an undo is no import
}

}  // namespace
}  // namespace repere::workflows
