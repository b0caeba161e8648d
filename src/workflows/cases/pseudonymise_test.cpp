#include "workflows/cases/pseudonymise.hpp"

#include <gtest/gtest.h>

namespace repere::workflows {
namespace {

using registry::When;

registry::Registry two_patients() {
  registry::Registry rows;
  rows.datasets.push_back({"synthetic-source", "a", "a", "1", {}, true, "CC0-1.0"});
  for (const char* key : {"SYNTHKEY-A", "SYNTHKEY-B"}) {
    registry::Patient patient;
    patient.id = 41;
    patient.key = Confidential<std::string>(key);
    patient.birth = Confidential<std::optional<PartialDate>>(*PartialDate::parse("1950-03-10"));
    rows.patients.push_back(patient);
    registry::Tumour tumour;
    tumour.id = 42;
    tumour.key = std::string("T-") + key;
    tumour.patient = static_cast<std::uint32_t>(rows.patients.size() - 1);
    tumour.diagnosis = *PartialDate::parse("2015-03-09");
    tumour.size_mm = key[9];
    rows.tumours.push_back(tumour);
    registry::Surgery surgery;
    surgery.id = 43;
    surgery.key = "S-1";
    surgery.tumour = tumour.patient;
    surgery.when = When::on(*PartialDate::parse("2015-04-08"));
    rows.surgeries.push_back(surgery);
  }
  rows.surgeries[1].when = When::on(*PartialDate::parse("2015-04"));
  return rows;
}

TEST(Pseudonymise, leaves_nothing_of_the_source_and_goes_by_pseudonym) {
  auto rows = two_patients();
  pseudonymise(rows, {"ff", "00"}, "project-x", ResearchDates::relative);
  ASSERT_EQ(rows.patients.size(), 2U);
  EXPECT_EQ(rows.patients[0].key.reveal(), "00");
  EXPECT_EQ(rows.tumours[0].key, "00-1");
  EXPECT_EQ(rows.tumours[0].size_mm, 'B') << "the tumours did not follow their patients";
  EXPECT_EQ(rows.tumours[1].size_mm, 'A');
  EXPECT_EQ(rows.datasets[0].source, "project-x");
  for (const auto& one : rows.patients) EXPECT_TRUE(one.id == 0 && !one.birth.reveal());
  for (const auto& one : rows.tumours) EXPECT_TRUE(one.id == 0 && one.age_at_diagnosis == 64);
  for (const auto& one : rows.surgeries) EXPECT_TRUE(one.id == 0 && one.key.empty());
}

TEST(Pseudonymise, keeps_exact_durations_without_dates) {
  auto rows = two_patients();
  pseudonymise(rows, {"00", "ff"}, "project-x", ResearchDates::relative);
  EXPECT_EQ(rows.tumours[0].diagnosis->text(), "2015");
  EXPECT_EQ(rows.surgeries[0].when, When::after_origin(30));
  EXPECT_EQ(rows.surgeries[1].when, When::on(PartialDate::of_year(2015))) << "a partial date stays partial";
}

TEST(Pseudonymise, blurs_dates_as_the_project_has_it) {
  for (const auto& [dates, text] : {std::pair{ResearchDates::month, "2015-04"}, std::pair{ResearchDates::year, "2015"},
                                    std::pair{ResearchDates::day, "2015-04-08"}}) {
    auto rows = two_patients();
    pseudonymise(rows, {"00", "ff"}, "project-x", dates);
    EXPECT_EQ(rows.surgeries[0].when.date().text(), text);
  }
}

}  // namespace
}  // namespace repere::workflows
