#include "synthetic/dirt.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "domain/quality/consistency.hpp"
#include "synthetic/cohort_for_tests.hpp"
#include "synthetic/knowledge_for_tests.hpp"

namespace repere::synthetic {
namespace {

using namespace registry;

struct Pair {
  ReferenceData reference = knowledge_for_tests(REPERE_SOURCE_DIR);
  WholeCohort clean, dirty;
  Pair() {
    EXPECT_TRUE(generate({.cases = 20'000, .seed = 8}, reference, clean));
    EXPECT_TRUE(generate({.cases = 20'000, .seed = 8, .dirt = 0.1}, reference, dirty));
  }
};

const Pair& pair() {
  static const Pair one;
  return one;
}

// Every row of a registry as text by table and key: "surgeries S0000001-S1".
std::map<std::string, std::string> rows_of(const Registry& registry, const ReferenceData& reference) {
  const Codes codes{reference.histotypes, reference.sites, registry.centres};
  std::map<std::string, std::string> rows;
  const auto add = [&](std::string_view table, const std::string& key, const auto& row, auto&& for_each) {
    std::string text;
    for_each([&](const auto& column) {
      write_column(text, row, column, codes);
      text += ',';
    });
    EXPECT_TRUE(rows.emplace(std::string(table) + " " + key, text).second) << table << key;
  };
  for (const auto& row : registry.patients)
    add("patients", row.key.reveal(), row, [](auto visit) { for_each_column<Patient>(visit); });
  for (const auto& row : registry.tumours)
    add("tumours", row.key, row, [](auto visit) { for_each_column<Tumour>(visit); });
  for_each_act_table([&](const auto& table) {
    using Row = typename std::remove_cvref_t<decltype(table)>::Row;
    for (const auto& row : registry.*(table.rows))
      add(table.name, row.key, row, [](auto visit) { for_each_act_column<Row>(visit); });
  });
  return rows;
}

TEST(Dirt, spoils_the_share_that_is_asked_for) {
  EXPECT_TRUE(pair().clean.truth.empty());
  EXPECT_NEAR(static_cast<double>(pair().dirty.truth.size()), 2000, 200);
  std::map<std::string, double> kinds;
  for (const auto& row : pair().dirty.truth) ++kinds[row.kind.substr(0, row.kind.find(':'))];
  const double all = static_cast<double>(pair().dirty.truth.size());
  EXPECT_NEAR(kinds["missing_value"] / all, 0.50, 0.05);
  EXPECT_NEAR(kinds["refused"] / all, 0.15, 0.04);
  EXPECT_NEAR(kinds["odd"] / all, 0.15, 0.04);
  EXPECT_NEAR(kinds["near_duplicate"] / all, 0.20, 0.04);
}

TEST(Dirt, tells_the_truth_about_every_row_that_differs) {
  const auto clean = rows_of(pair().clean.all, pair().reference),
             dirty = rows_of(pair().dirty.all, pair().reference);
  std::set<std::string> told, copies;
  for (const auto& row : pair().dirty.truth) {
    told.insert(row.table + " " + row.key);
    if (row.kind == "near_duplicate") copies.insert(row.key.substr(0, 8));
  }
  for (const auto& [key, text] : clean) {
    ASSERT_TRUE(dirty.contains(key)) << key;
    if (dirty.at(key) != text) {
      EXPECT_TRUE(told.contains(key)) << key;
    }
  }
  for (const auto& [key, text] : dirty) {
    if (clean.contains(key)) continue;
    const std::string person = key.substr(key.find(' ') + 1, 8);
    EXPECT_TRUE(told.contains(key) || copies.contains(person)) << key;
  }
  for (const auto& row : pair().dirty.truth) {
    const std::string key = row.table + " " + row.key;
    ASSERT_TRUE(dirty.contains(key)) << key;
    if (clean.contains(key)) {
      EXPECT_NE(dirty.at(key), clean.at(key)) << key << " " << row.kind;
      EXPECT_NE(("," + clean.at(key)).find("," + row.clean_value + ","), std::string::npos)
          << key << " " << row.kind;
    }
  }
}

TEST(Dirt, makes_what_an_import_refuses_and_what_it_warns_of) {
  const auto& all = pair().dirty.all;
  std::set<std::string> found;  // "rule patient"
  bool refused = false;
  const auto findings = quality::check_consistency(all, pair().reference,
                                                   all.datasets[0].cut_off->last() + std::chrono::days{200});
  for (const auto& finding : findings) {
    std::uint32_t patient = finding.row;
    if (finding.table == "tumours") patient = all.tumours[finding.row].patient;
    for_each_act_table([&](const auto& table) {
      if (table.name == finding.table) patient = all.tumours[(all.*(table.rows))[finding.row].tumour].patient;
    });
    refused |= quality::rule(finding.rule).gravity == quality::Gravity::refuses;
    found.insert(std::to_string(static_cast<int>(finding.rule)) + " " + all.patients[patient].key.reveal());
  }
  EXPECT_TRUE(refused);
  using enum quality::RuleId;
  const std::map<std::string, quality::RuleId> rules{
      {"refused:diagnosis_before_birth", diagnosis_before_birth},
      {"refused:act_before_birth", act_before_birth},
      {"refused:death_before_diagnosis", death_before_diagnosis},
      {"refused:treated_after_death", treated_after_death},
      {"refused:alive_after_death", alive_after_death},
      {"refused:two_deaths", two_deaths},
      {"refused:end_before_start", end_before_start},
      {"refused:in_the_future", in_the_future},
      {"odd:after_cut_off", after_cut_off},
      {"odd:surgery_long_before_diagnosis", surgery_long_before_diagnosis},
      {"odd:site_contradicts_compartment", site_contradicts_compartment},
      {"odd:metastases_contradict", metastases_contradict},
      {"odd:details_of_an_act_not_done", details_of_an_act_not_done},
      {"odd:re_excision_without_resection", re_excision_without_resection}};
  std::set<std::string> kinds;
  for (const auto& row : pair().dirty.truth) {
    if (row.kind == "missing_value" || row.kind == "near_duplicate" || row.kind == "odd:size_in_another_unit")
      continue;
    kinds.insert(row.kind);
    ASSERT_TRUE(rules.contains(row.kind)) << row.kind;
    EXPECT_TRUE(
        found.contains(std::to_string(static_cast<int>(rules.at(row.kind))) + " " + row.key.substr(0, 8)))
        << row.kind << " " << row.key;
  }
  EXPECT_EQ(kinds.size(), rules.size());
}

TEST(Dirt, enters_people_twice_under_a_key_that_nobody_has) {
  std::map<std::string, const Patient*> patients;
  for (const auto& row : pair().dirty.all.patients) patients[row.key.reveal()] = &row;
  std::size_t copies = 0;
  for (const auto& row : pair().dirty.truth) {
    if (row.kind != "near_duplicate") continue;
    ++copies;
    ASSERT_TRUE(patients.contains(row.duplicate_of));
    ASSERT_TRUE(patients.contains(row.key.substr(0, 8)));
    EXPECT_EQ(patients[row.key.substr(0, 8)]->sex, patients[row.duplicate_of]->sex);
    EXPECT_FALSE(row.field.empty());
  }
  EXPECT_EQ(pair().dirty.all.patients.size(), 20'000 + copies);
}

TEST(Dirt, can_spoil_every_case) {
  WholeCohort cohort;
  ASSERT_TRUE(generate({.cases = 500, .dirt = 1}, pair().reference, cohort));
  EXPECT_EQ(cohort.truth.size(), 500u);
}

}  // namespace
}  // namespace repere::synthetic
