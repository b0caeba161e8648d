#include "exchange/mapping/mapped_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/test_support.hpp"

namespace repere::exchange {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing_support::problems_of;
using testing_support::TestFolder;

const ReferenceData& reference() {
  static const ReferenceData lists = testing_support::small_reference();
  return lists;
}

constexpr std::string_view head = R"(format = 1
[dataset]
source = "trial"
[file]
missing = ["NA", "?"]
dates = ["%d/%m/%Y", "%m/%Y", "%Y"]
)";

Result<workflows::Intake> try_read(std::string_view mapping, std::string_view data) {
  TestFolder folder;
  folder.write("map.toml", std::string(head) + std::string(mapping));
  folder.write("cases.csv", data);
  return MappedFile(reference(), folder.path() / "cases.csv", folder.path() / "map.toml").read();
}

workflows::Intake read(std::string_view mapping, std::string_view data) {
  auto intake = try_read(mapping, data);
  if (!intake) throw std::runtime_error(intake.error().message);
  return std::move(*intake);
}

TEST(MappedFile, makes_a_patient_a_tumour_and_acts_of_each_row) {
  const auto intake = read(R"(
[rows]
patient = "id"
[patients]
sex = { column = "gender", values = { Male = "M", Female = "F" } }
birth_date = "born"
[tumours]
diagnosis_date = "dx"
histotype = { column = "morphology", values = { LMS = "H106" }, unmapped = "keep" }
site = { constant = "thigh" }
size_mm = { column = "size_cm", scale = 10 }
metastatic = { column = "meta", values = { 1 = "yes", 0 = "no" }, default = "unknown" }
[[surgeries]]
only_if = { column = "operated", is = ["yes", "y"] }
date = "op"
margin = { column = "margin", missing = ["none"] }
[[news]]
only_if = { column = "seen", filled = true }
day = { column = "seen", days_since = "dx" }
state = { constant = "alive" }
)",
                           "id,gender,born,dx,morphology,size_cm,meta,operated,op,margin,seen\n"
                           "A,Male,03/1950,05/03/2014,LMS,8.3,1,yes,6/4/2014,R1,05/04/2014\n"
                           " B ,Female,NA,2015,8858/3,,?,no,,none,NA\n");
  EXPECT_EQ(problems_of(intake), "");
  const auto& cases = intake.registry;
  EXPECT_EQ(intake.file_name, "cases.csv");
  EXPECT_EQ(cases.datasets.at(0).source, "trial");
  ASSERT_EQ(cases.patients.size(), 2u);
  EXPECT_EQ(cases.patients[1].key.reveal(), "B");
  EXPECT_EQ(cases.patients[0].sex, registry::Sex::male);
  EXPECT_EQ(cases.patients[0].birth.reveal()->text(), "1950-03");
  EXPECT_FALSE(cases.patients[1].birth.reveal());
  ASSERT_EQ(cases.tumours.size(), 2u);
  EXPECT_EQ(cases.tumours[0].size_mm, 83.0);
  EXPECT_EQ(cases.tumours[0].line, 2u);
  EXPECT_EQ(cases.tumours[0].metastatic, registry::Answer::yes);
  EXPECT_EQ(cases.tumours[1].metastatic, registry::Answer::unknown);
  EXPECT_EQ(cases.tumours[1].histotype, reference().histotypes.find("H011"));
  EXPECT_EQ(cases.tumours[1].site, reference().sites.find("thigh"));
  ASSERT_EQ(cases.surgeries.size(), 1u);
  EXPECT_EQ(cases.surgeries[0].when.date().text(), "2014-04-06");
  ASSERT_EQ(cases.news.size(), 1u);
  EXPECT_EQ(cases.news[0].when.day(), 31);
}

constexpr std::string_view rows_of_one = "id,t,age,day\nA,1,50,10\nA,1,51,20\nA,2,52,30\nB,1,60,5\n";
constexpr std::string_view ages = "\n[tumours]\nage_at_diagnosis = \"age\"\n[[news]]\nday = \"day\"\n";

std::vector<double> ages_of(std::string_view rows) {
  const auto intake = read(std::string(rows) + std::string(ages), rows_of_one);
  EXPECT_EQ(problems_of(intake), "");
  std::vector<double> list;
  for (const auto& tumour : intake.registry.tumours) list.push_back(tumour.age_at_diagnosis.value_or(0));
  return list;
}

TEST(MappedFile, keeps_the_row_that_the_mapping_says) {
  EXPECT_THAT(ages_of("[rows]\npatient = \"id\"\nkeep = \"first\""), ElementsAre(50, 60));
  EXPECT_THAT(ages_of("[rows]\npatient = \"id\"\nkeep = \"last\""), ElementsAre(52, 60));
  EXPECT_THAT(ages_of("[rows]\npatient = \"id\"\ntumour = \"t\"\nkeep = \"first\""), ElementsAre(50, 52, 60));
  EXPECT_THAT(ages_of("[rows]\npatient = [\"id\", \"t\"]\nkeep = \"last\""), ElementsAre(51, 52, 60));
}

TEST(MappedFile, names_a_tumour_after_its_patient) {
  const auto intake = read("[rows]\npatient = \"id\"\ntumour = \"t\"\nkeep = \"first\"\n", rows_of_one);
  ASSERT_EQ(intake.registry.tumours.size(), 3u);
  EXPECT_EQ(intake.registry.tumours[1].key, "A/2");
  EXPECT_EQ(intake.registry.tumours[1].patient, 0u);
  EXPECT_EQ(intake.registry.tumours[2].patient, 1u);
}

TEST(MappedFile, makes_acts_of_every_row_when_told) {
  const auto count = [](std::string_view rows) {
    return read("[rows]\npatient = \"id\"\nkeep = \"first\"\n[[news]]\nday = \"day\"\n" + std::string(rows),
                rows_of_one)
        .registry.news.size();
  };
  EXPECT_EQ(count(""), 2u);
  EXPECT_EQ(count("rows = \"every\"\n"), 4u);
}

TEST(MappedFile, refuses_a_second_row_unless_the_mapping_says_which_is_kept) {
  const auto intake = read("[rows]\npatient = \"id\"\ntumour = \"t\"\n", rows_of_one);
  EXPECT_THAT(problems_of(intake), HasSubstr("error cases.csv:3 id: a second row of one tumour | say keep"));
  EXPECT_EQ(intake.errors, 1u);
}

TEST(MappedFile, warns_when_the_rows_of_a_patient_disagree) {
  const auto intake = read("[rows]\npatient = \"id\"\ntumour = \"t\"\n[patients]\nsex = \"s\"\n",
                           "id,t,s\nA,1,F\nA,2,M\nB,1,F\n");
  EXPECT_EQ(problems_of(intake),
            "warning cases.csv:3 s: another row of this patient says otherwise | line 2 was taken: make the "
            "rows agree\n");
}

struct Value {
  const char* field;
  const char* text;
  const char* problem;  // empty: none
};
class FieldValue : public testing::TestWithParam<Value> {};

TEST_P(FieldValue, is_read_or_refused_with_its_place) {
  const auto intake = read("[rows]\npatient = \"id\"\n[tumours]\n" + std::string(GetParam().field) + "\n",
                           "id,x,y\nA,1,\nB,\"" + std::string(GetParam().text) + "\",10\n");
  const std::string problem = GetParam().problem;
  if (problem.empty()) {
    EXPECT_EQ(problems_of(intake), "");
  } else {
    EXPECT_THAT(problems_of(intake), HasSubstr(problem));
  }
}

INSTANTIATE_TEST_SUITE_P(
    MappedFile, FieldValue,
    testing::Values(
        Value{"age_at_diagnosis = \"x\"", "old",
              "error cases.csv:3 x: not a number | write a decimal number"},
        Value{"age_at_diagnosis = \"x\"", "131", "error cases.csv:3 x: out of range"},
        Value{"age_at_diagnosis = { column = \"x\", unmapped = \"warning\" }", "old",
              "warning cases.csv:3 x: not a number"},
        Value{"size_mm = { column = \"x\", scale = 10 }", "big", "error cases.csv:3 x: not a number"},
        Value{"size_mm = { column = \"x\", scale = 10 }", "1e300", "error cases.csv:3 x: out of range"},
        Value{"size_mm = { column = \"x\", minus = \"y\" }", "12.5", ""},
        Value{"size_mm = { column = \"x\", minus = \"y\" }", "5", "error cases.csv:3 x: out of range"},
        Value{"performance_status = \"x\"", "2.0", ""},
        Value{"performance_status = \"x\"", "2.5", "error cases.csv:3 x: not a whole number"},
        Value{"performance_status = { column = \"x\", values = { none = \"0\" } }", "none", ""},
        Value{"diagnosis_date = \"x\"", "2014-03-05",
              "error cases.csv:3 x: not a date | write it as the mapping's 'dates'"},
        Value{"diagnosis_date = { column = \"x\", dates = [\"%Y\", \"%Y-%m-%d\"], missing = \"1\" }",
              "2014-03-05", ""},
        Value{"grade = { column = \"x\", values = { 1 = \"1\" } }", "high",
              "error cases.csv:3 x: a value without a translation"},
        Value{"grade = { column = \"x\", values = { 1 = \"1\" }, unmapped = \"unknown\" }", "high", ""},
        Value{"grade = { column = \"x\", values = { 1 = \"1\" }, unmapped = \"warning\" }", "high",
              "warning cases.csv:3 x: a value without"},
        Value{"grade = { column = \"x\", values = { 1 = \"\" }, unmapped = \"keep\" }", "3", ""},
        Value{"grade = { column = \"x\", values = { 1 = \"\" }, unmapped = \"keep\" }", "4",
              "error cases.csv:3 x: not one of"},
        Value{"centre = { column = \"x\", values = { 1 = \"FR-LYON-CLB\" } }", "?", ""}));

TEST(MappedFile, reads_decimal_commas_when_told) {
  TestFolder folder;
  folder.write(
      "map.toml",
      "format = 1\n[dataset]\nsource = \"trial\"\n[file]\nseparator = \"semicolon\"\ndecimal = \"comma\"\n"
      "[rows]\npatient = \"id\"\n[tumours]\nsize_mm = { column = \"cm\", scale = 10 }\nage_at_diagnosis = "
      "\"age\"\n");
  folder.write("cases.csv", "id;cm;age\nA;8,5;61,25\n");
  const auto intake = MappedFile(reference(), folder.path() / "cases.csv", folder.path() / "map.toml").read();
  ASSERT_TRUE(intake);
  EXPECT_EQ(problems_of(*intake), "");
  EXPECT_EQ(intake->registry.tumours[0].size_mm, 85.0);
  EXPECT_EQ(intake->registry.tumours[0].age_at_diagnosis, 61.25);
}

TEST(MappedFile, refuses_a_row_without_key_and_a_malformed_row) {
  const auto intake = read("[rows]\npatient = \"id\"\n", "id,x\nA,1\n,2\nNA,3\nB\nC,4\n");
  EXPECT_EQ(intake.errors, 3u) << problems_of(intake);
  EXPECT_THAT(problems_of(intake), HasSubstr("error cases.csv:3 id: empty"));
  EXPECT_THAT(problems_of(intake), HasSubstr("error cases.csv:5 : 1 fields where the header has 2"));
  EXPECT_EQ(intake.registry.patients.size(), 2u);
}

TEST(MappedFile, does_not_give_a_tumour_to_another_patient) {
  const auto intake = read("[rows]\npatient = \"id\"\ntumour = \"t\"\n", "id,t\nA/B,1\nA,B/1\n");
  EXPECT_EQ(intake.errors, 1u);
  EXPECT_THAT(problems_of(intake), HasSubstr("two patients' keys make the same tumour key"));
}

TEST(MappedFile, survives_damage_to_the_file_and_to_the_mapping) {
  const std::string mapping =
      std::string(head) +
      "[rows]\npatient = \"id\"\nkeep = \"first\"\n[tumours]\ndiagnosis_date = \"dx\"\n"
      "grade = { column = \"g\", values = { low = \"1\" } }\n[[news]]\nday = { column = \"d\", days_since = "
      "\"dx\" }\n";
  const std::string data = "id,dx,g,d\nA,05/03/2014,low,06/03/2014\nA,,,\n\"B\",2014,low,\n";
  TestFolder folder;
  std::uint32_t state = 99;
  const auto random = [&] { return state = state * 1664525u + 1013904223u, state >> 8; };
  const auto run = [&] {
    (void)MappedFile(reference(), folder.path() / "cases.csv", folder.path() / "map.toml").read();
  };
  const auto damage = [&](const std::string& name, const std::string& good) {
    for (std::size_t length = 0; length < good.size(); ++length) {
      folder.write(name, std::string_view(good).substr(0, length));
      run();
      std::string changed = good;
      for (int i = 0; i < 2; ++i) changed[random() % changed.size()] = static_cast<char>(random());
      folder.write(name, changed);
      run();
    }
    folder.write(name, good);
  };
  folder.write("map.toml", mapping);
  damage("cases.csv", data);
  damage("map.toml", mapping);
}

}  // namespace
}  // namespace repere::exchange
