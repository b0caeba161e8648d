#include "exchange/folder/exchange_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "exchange/test_support.hpp"

namespace repere::exchange {
namespace {

using testing::HasSubstr;
using testing_support::problems_of;
using testing_support::TestFolder;

const ReferenceData& reference() {
  static const ReferenceData lists = testing_support::small_reference();
  return lists;
}

constexpr std::string_view dataset =
    "format = 1\nsource = \"trial\"\ncut_off = 2020-12-31\nsynthetic = true\n";

// A small folder that is right.
void write_good(const TestFolder& folder) {
  folder.write("dataset.toml", dataset);
  folder.write("centres.csv",
               "code,name,city,department,role,role_from,role_until,fictitious\n"
               "C07,Centre synthétique 07,Nulleville,69,competence,2010,2015-12,yes\n"
               "C07,Centre synthétique 07,Nulleville,69,coordinator,2016,,yes\n"
               "C08,Hôpital synthétique 08,,,outside,,,yes\n");
  folder.write("patients.csv", "patient,birth_date,sex,department\nP1,1950-03,F,69\nP2,,unknown,2A\n");
  folder.write("tumours.csv",
               "tumour,patient,diagnosis_date,histotype,site,size_mm,grade,centre,metastatic_sites\n"
               "T1,P1,2014-03-05,H011,thigh,85.5,2,C07,\nT2,P2,2015,8890/3,femur,,,FR-LYON-CLB,lung+bone\n"
               "T3,P1,,,,,,UNKNOWN,\n");
  folder.write(
      "surgeries.csv",
      "day,tumour,act,margin,kind,centre,status\n12,T2,S1,R1,resection,OUTSIDE,\n,T1,S2,R0,,C08,not_done\n"
      "40,T1,,unknown,re_excision,C07,done\n");
  folder.write("news.csv", "tumour,date,state\nT1,2019-01-02,alive\n");
}

workflows::Intake read(const TestFolder& folder) {
  auto intake = ExchangeFolder(reference(), folder.path()).read();
  if (!intake) throw std::runtime_error(intake.error().message);
  return std::move(*intake);
}

Error refusal(const TestFolder& folder) {
  const auto intake = ExchangeFolder(reference(), folder.path()).read();
  return intake ? Error{ErrorKind::fault, "was read"} : intake.error();
}

TEST(ExchangeFolder, reads_every_table) {
  TestFolder folder;
  write_good(folder);
  const auto intake = read(folder);
  EXPECT_EQ(problems_of(intake), "");
  const auto& cases = intake.registry;
  EXPECT_EQ(cases.datasets.at(0).source, "trial");
  EXPECT_EQ(cases.datasets.at(0).cut_off->text(), "2020-12-31");
  EXPECT_TRUE(cases.datasets.at(0).synthetic);
  ASSERT_EQ(cases.patients.size(), 2u);
  EXPECT_EQ(cases.patients[1].key.reveal(), "P2");
  EXPECT_EQ(cases.patients[0].birth.reveal()->text(), "1950-03");
  EXPECT_EQ(cases.patients[0].line, 2u);
  ASSERT_EQ(cases.tumours.size(), 3u);
  EXPECT_EQ(cases.tumours[1].patient, 1u);
  EXPECT_EQ(cases.tumours[2].patient, 0u);
  EXPECT_EQ(reference().histotypes[cases.tumours[1].histotype].code, "H106");
  EXPECT_EQ(cases.centres[cases.tumours[0].centre].code, "C07");
  EXPECT_FALSE(cases.tumours[2].centre);
  ASSERT_EQ(cases.surgeries.size(), 3u);  // sorted by tumour
  EXPECT_EQ(cases.surgeries[0].key, "S2");
  EXPECT_EQ(cases.surgeries[0].status, registry::ActStatus::not_done);
  EXPECT_EQ(cases.surgeries[1].when.day(), 40);
  EXPECT_EQ(cases.surgeries[2].tumour, 1u);
  EXPECT_EQ(cases.surgeries[2].centre, cases.centres.find(Centres::outside_code));
  EXPECT_EQ(cases.surgeries[2].line, 2u);
  EXPECT_EQ(cases.news.at(0).when.date().text(), "2019-01-02");
  EXPECT_TRUE(cases.imaging.empty());
}

TEST(ExchangeFolder, gives_a_centre_each_of_its_roles) {
  TestFolder folder;
  write_good(folder);
  const auto intake = read(folder);
  const auto& centres = intake.registry.centres;
  const auto c07 = centres.find("C07");
  ASSERT_TRUE(c07);
  EXPECT_EQ(centres[c07].roles.size(), 2u);
  EXPECT_TRUE(centres[c07].fictitious);
  EXPECT_EQ(centres.network_of(c07, PartialDate::of_year(2009)), Network::outside);
  EXPECT_EQ(centres.network_of(c07, PartialDate::of_year(2017)), Network::inside);
  EXPECT_EQ(centres.network_of(centres.find("C08"), PartialDate::of_year(2017)), Network::outside);
}

struct Wrong {
  const char* what;
  const char* file;
  const char* text;
  const char* problem;
};

class WrongTable : public testing::TestWithParam<Wrong> {};

TEST_P(WrongTable, is_refused_with_its_place) {
  TestFolder folder;
  write_good(folder);
  folder.write(GetParam().file, GetParam().text);
  const auto intake = read(folder);
  EXPECT_THAT(problems_of(intake), HasSubstr(GetParam().problem)) << GetParam().what;
  EXPECT_EQ(intake.errors, 1u) << problems_of(intake);
  EXPECT_EQ(problems_of(intake).find("secret"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    ExchangeFolder, WrongTable,
    testing::Values(
        Wrong{"unknown column", "news.csv", "tumour,date,stat\nT1,2019,alive\n",
              "error news.csv:1 stat: unknown column | did you mean 'state'?"},
        Wrong{"column of another table", "news.csv", "tumour,date,size_mm\nT1,2019,12\n",
              "error news.csv:1 size_mm: unknown column | the columns are 'act', 'date'"},
        Wrong{"no header", "news.csv", "T1,2019,secret\n",
              "error news.csv:1 : the header has none of the table's columns"},
        Wrong{"missing reference", "news.csv", "date,state\n2019,alive\n",
              "error news.csv:1 tumour: the column is missing"},
        Wrong{"unknown tumour", "news.csv", "tumour,state\nT1,alive\nsecret,alive\n",
              "error news.csv:3 tumour: unknown tumour | add the tumour to tumours.csv"},
        Wrong{"empty reference", "news.csv", "tumour,state\n,alive\n", "error news.csv:2 tumour: empty"},
        Wrong{"duplicate act", "news.csv", "tumour,act,state\nT1,secret,alive\nT2,secret,alive\n",
              "error news.csv:3 act: the key stands twice | line 2 has it too"},
        Wrong{"not a date", "news.csv", "tumour,date\nT1,31/12/2019\n",
              "error news.csv:2 date: not a date | write YYYY"},
        Wrong{"date and day", "news.csv", "tumour,date,day\nT1,2019,secret\n",
              "error news.csv:2 day: a date and a day count together"},
        Wrong{"day out of range", "news.csv", "tumour,day\nT1,40001\n", "error news.csv:2 day: out of range"},
        Wrong{"unknown word", "news.csv", "tumour,state\nT1,secret\n", "error news.csv:2 state: not one of"},
        Wrong{"unknown centre", "news.csv", "tumour,centre\nT1,secret\n",
              "error news.csv:2 centre: unknown centre"},
        Wrong{"too few fields", "news.csv", "tumour,centre\nT1\n",
              "error news.csv:2 : 1 fields where the header has 2"},
        Wrong{"wrong bytes", "news.csv", "tumour,act\nT1,secret\xE9\n",
              "error news.csv:2 act: bytes that are not UTF-8"},
        Wrong{"unclosed quote", "news.csv", "tumour,act\nT1,\"secret\n",
              "error news.csv:2 : a quote that begins"},
        Wrong{"duplicate patient", "patients.csv", "patient\nP1\nP2\nP1\n",
              "error patients.csv:4 patient: the key stands twice | line 2 has it too"},
        Wrong{"patient without key", "patients.csv", "patient,sex\nP1,F\nP2,M\n,F\n",
              "error patients.csv:4 patient: empty"},
        Wrong{"unknown patient", "tumours.csv", "tumour,patient\nT1,P1\nT2,secret\n",
              "error tumours.csv:3 patient: unknown patient | add the patient"},
        Wrong{"duplicate tumour", "tumours.csv", "tumour,patient\nT1,P1\nT2,P1\nT2,P2\n",
              "error tumours.csv:4 tumour: the key stands twice | line 3"},
        Wrong{"malformed patient", "patients.csv", "patient\nP1,secret\nP2\n",
              "error patients.csv:2 : 2 fields"},
        Wrong{"number", "tumours.csv", "tumour,patient,size_mm\nT1,P1,\"8,5\"\nT2,P2,\n",
              "error tumours.csv:2 size_mm: not a number"},
        Wrong{"histotype", "tumours.csv", "tumour,patient,histotype\nT1,P1,secret\nT2,P2,\n",
              "error tumours.csv:2 histotype: unknown histotype"},
        Wrong{"near name of a file", "surgerys.csv", "tumour\nT1\n",
              "error surgerys.csv:0 : not a file of the exchange format | did you mean 'surgeries.csv'?"},
        Wrong{"centre of the network", "centres.csv",
              "code,name\nC07,Centre synthétique 07\nC08,Centre synthétique 08\nFR-LYON-CLB,Other\n",
              "error centres.csv:0 code: the code of a centre of the network ('FR-LYON-CLB')"},
        Wrong{"role", "centres.csv",
              "code,name,role\nC07,Centre synthétique 07,chief\nC08,Centre synthétique 08,\n",
              "error centres.csv:2 role: not one of"},
        Wrong{"two centres of one code", "centres.csv",
              "code,name\nC07,Centre synthétique 07\nC08,A\nC08,B\n",
              "error centres.csv:4 code: the centre stands twice"}));

TEST(ExchangeFolder, warns_of_a_file_that_is_not_its_own) {
  TestFolder folder;
  write_good(folder);
  folder.write("truth.csv", "a\n");
  folder.write("LICENCE", "CC0\n");
  const auto intake = read(folder);
  EXPECT_EQ(intake.errors, 0u);
  EXPECT_THAT(problems_of(intake),
              HasSubstr("warning truth.csv:0 : not a file of the exchange format: it was not read"));
}

TEST(ExchangeFolder, says_an_unknown_patient_once_and_not_for_each_act) {
  TestFolder folder;
  write_good(folder);
  folder.write("patients.csv", "patient\nP2\n");
  const auto intake = read(folder);
  EXPECT_EQ(intake.errors, 2u) << problems_of(intake);  // the two tumours of P1
  EXPECT_EQ(intake.registry.tumours.size(), 1u);
}

TEST(ExchangeFolder, refuses_what_is_no_folder_of_the_format) {
  TestFolder folder;
  EXPECT_EQ(ExchangeFolder(reference(), folder.path() / "none").read().error().kind, ErrorKind::not_found);
  EXPECT_EQ(refusal(folder).kind, ErrorKind::not_found);
  write_good(folder);
  std::filesystem::remove(folder.path() / "tumours.csv");
  EXPECT_EQ(refusal(folder).kind, ErrorKind::not_found);
  EXPECT_THAT(refusal(folder).message, HasSubstr("tumours.csv"));
  for (const char* text : {"", "\n", "a,,b\n", "1,2\n", "patient,patient\n"}) {
    folder.write("tumours.csv", text);
    EXPECT_EQ(refusal(folder).kind, ErrorKind::incorrect) << text;
    EXPECT_THAT(refusal(folder).message, HasSubstr("tumours.csv line 1"));
  }
}

TEST(ExchangeFolder, refuses_a_wrong_dataset_file_with_the_line) {
  TestFolder folder;
  write_good(folder);
  const auto said = [&](std::string_view text) {
    folder.write("dataset.toml", text);
    return refusal(folder).message;
  };
  EXPECT_THAT(said(""), HasSubstr("dataset.toml line 1: the file must say 'format = 1'"));
  EXPECT_THAT(said("format = 2\nsource = \"a\"\n"), HasSubstr("line 1: 'format' is not 1"));
  EXPECT_THAT(said("format = 1\n"), HasSubstr("must say 'source'"));
  EXPECT_THAT(said("format = 1\nsource = 5\n"), HasSubstr("line 2: 'source' of the file must be a text"));
  EXPECT_THAT(said("format = 1\nsource = \"a\"\nsynthetik = true\n"),
              HasSubstr("line 3: unknown key 'synthetik' in the file; did you mean 'synthetic'?"));
  EXPECT_THAT(said("format = 1\nsource = \"a\"\ncut_off = \"soon\"\n"), HasSubstr("line 3: 'cut_off'"));
  EXPECT_THAT(said("format = 1\nsource = \"a\n"), HasSubstr("dataset.toml line 2"));
  EXPECT_THAT(said("format = 1\nsource = \"\xE9\"\n"), HasSubstr("line 2: bytes that are not UTF-8"));
}

TEST(ExchangeFolder, reads_a_folder_without_a_case) {
  TestFolder folder;
  folder.write("dataset.toml", dataset);
  folder.write("patients.csv", "patient\n");
  folder.write("tumours.csv", "tumour,patient");
  const auto intake = read(folder);
  EXPECT_EQ(problems_of(intake), "");
  EXPECT_TRUE(intake.registry.patients.empty());
}

// No damage to any file may end the program, nor pass as right when a row is lost.
TEST(ExchangeFolder, survives_every_truncation_and_random_bytes) {
  TestFolder folder;
  write_good(folder);
  std::uint32_t state = 12345;
  const auto random = [&] { return state = state * 1664525u + 1013904223u, state >> 8; };
  for (const std::string name :
       {"dataset.toml", "centres.csv", "patients.csv", "tumours.csv", "surgeries.csv", "news.csv"}) {
    const std::string good = folder.text(name);
    for (std::size_t length = 0; length < good.size(); ++length) {
      folder.write(name, std::string_view(good).substr(0, length));
      (void)ExchangeFolder(reference(), folder.path()).read();
      std::string changed = good;
      for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<char>(random());
      folder.write(name, changed);
      (void)ExchangeFolder(reference(), folder.path()).read();
    }
    folder.write(name, good);
  }
  EXPECT_EQ(problems_of(read(folder)), "");
}

}  // namespace
}  // namespace repere::exchange
