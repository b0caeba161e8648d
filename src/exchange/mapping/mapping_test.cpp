#include "exchange/mapping/mapping.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/mapping/mapped_file.hpp"
#include "exchange/test_support.hpp"

namespace repere::exchange {
namespace {

using testing::HasSubstr;
using testing_support::TestFolder;

const ReferenceData& reference() {
  static const ReferenceData lists = testing_support::small_reference();
  return lists;
}

// Five lines that are right; what a test adds begins on line 6.
constexpr std::string_view head = "format = 1\n[dataset]\nsource = \"trial\"\n[rows]\npatient = \"id\"\n";

std::string mistakes_of(std::string_view more) {
  const auto mapping = parse_mapping(std::string(head) + std::string(more), "map.toml", reference());
  return mapping ? "" : mapping.error().message;
}

TEST(Mapping, reads_what_the_manual_describes) {
  EXPECT_EQ(mistakes_of(""), "");
  EXPECT_EQ(mistakes_of("[values.yn]\nO = \"yes\"\nN = \"no\"\n[tumours]\nmetastatic = { column = \"m\", "
                        "values = \"yn\" }\n"),
            "");
}

struct Wrong {
  const char* text;
  const char* message;
};
class WrongMapping : public testing::TestWithParam<Wrong> {};

TEST_P(WrongMapping, is_refused_with_line_and_remedy) {
  EXPECT_THAT(mistakes_of(GetParam().text), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Mapping, WrongMapping,
    testing::Values(
        Wrong{"[tumors]\n", "map.toml line 6: unknown key 'tumors' in the file; did you mean 'tumours'?"},
        Wrong{"[tumours]\nsize = \"x\"\n", "map.toml line 7: unknown key 'size' in [tumours]"},
        Wrong{"[tumours]\ngrad = \"x\"\n", "line 7: unknown key 'grad' in [tumours]; did you mean 'grade'?"},
        Wrong{"[tumours]\ntumour = \"x\"\n", "line 7: unknown key 'tumour' in [tumours]"},
        Wrong{"[tumours]\ngrade = 3\n", "line 7: 'grade' must be the name of a column in quotes"},
        Wrong{"[tumours]\ngrade = \"\"\n", "line 7: 'grade' names no column"},
        Wrong{"[tumours]\ngrade = { }\n", "line 7: 'grade': needs either 'column' or 'constant'"},
        Wrong{"[tumours]\ngrade = { column = \"x\", constant = \"1\" }\n", "line 7: 'grade': needs either"},
        Wrong{"[tumours]\ngrade = { constant = \"1\", default = \"2\" }\n",
              "line 7: 'grade': a constant takes nothing"},
        Wrong{"[tumours]\ngrade = { constant = \"4\" }\n",
              "line 7: '4' for 'grade': not one of the column's words"},
        Wrong{"[tumours]\ngrade = { column = \"x\", default = \"none\" }\n", "line 7: 'none' for 'grade'"},
        Wrong{"[tumours.grade]\ncolumn = \"x\"\n[tumours.grade.values]\nlow = \"1\"\nhigh = \"9\"\n",
              "line 10: '9' for 'grade'"},
        Wrong{"[tumours]\nhistotype = { column = \"x\", values = { LMS = \"H999\" } }\n",
              "line 7: 'H999' for 'histotype': unknown histotype"},
        Wrong{"[tumours]\ngrade = { column = \"x\", values = \"g\" }\n",
              "line 7: there is no table [values.g]"},
        Wrong{"[tumours]\ngrade = { column = \"x\", values = 3 }\n", "line 7: 'values' must be a table"},
        Wrong{"[tumours]\ngrade = { column = \"x\", values = { a = [] } }\n",
              "line 7: a translation must be a text"},
        Wrong{"[tumours]\ngrade = { column = \"x\", valeurs = {} }\n",
              "line 7: unknown key 'valeurs' in 'grade'"},
        Wrong{"[tumours]\ngrade = { column = \"x\", scale = 10 }\n",
              "line 7: 'grade': 'scale' and 'minus' are for"},
        Wrong{"[tumours]\nsize_mm = { column = \"x\", scale = 0 }\n",
              "line 7: 'size_mm': 'scale' must not be 0"},
        Wrong{"[tumours]\nsize_mm = { column = \"x\", scale = \"cm\" }\n",
              "line 7: 'scale' of 'size_mm' must be a number"},
        Wrong{"[tumours]\nsize_mm = { column = \"x\", unmapped = \"unknown\" }\n",
              "line 7: 'size_mm' has no word \"unknown\""},
        Wrong{"[tumours]\nsize_mm = { column = \"x\", unmapped = \"skip\" }\n",
              "line 7: 'unmapped' must be one of \"error\", \"warning\", \"unknown\", \"keep\""},
        Wrong{"[tumours]\nsite = { column = \"x\", unmapped = \"keep\" }\n",
              "line 7: 'site': \"keep\" says what becomes"},
        Wrong{"[tumours]\ngrade = { column = \"x\", dates = \"%Y\" }\n",
              "line 7: 'grade': 'dates' is for columns that hold dates"},
        Wrong{"[tumours]\ndiagnosis_date = { column = \"x\", dates = \"%y\" }\n",
              "line 7: a date format knows %Y"},
        Wrong{"[tumours]\ndiagnosis_date = { column = \"x\", dates = [\"%d/%m/%Y\", \"%m/%d/%Y\"] }\n",
              "line 7: two date formats could"},
        Wrong{"[tumours]\ndiagnosis_date = { column = \"x\", days_since = \"y\" }\n",
              "line 7: 'diagnosis_date': 'days_since' is for"},
        Wrong{"[[news]]\nday = { column = \"x\", days_since = \"y\", scale = 2 }\n",
              "line 7: 'day': 'days_since' takes no"},
        Wrong{"[news]\nday = \"x\"\n", "line 6: write [[news]], once for each sort of act"},
        Wrong{"[[news]]\nonly_if = \"x\"\n", "line 7: 'only_if' must be a table in braces"},
        Wrong{"[[news]]\nonly_if = { is = \"x\" }\n", "line 7: only_if must say 'column'"},
        Wrong{"[[news]]\nonly_if = { column = \"x\" }\n", "line 7: only_if needs one of"},
        Wrong{"[[news]]\nonly_if = { column = \"x\", is = \"a\", filled = true }\n",
              "line 7: only_if needs one of"},
        Wrong{"[[news]]\nonly_if = { column = \"x\", equals = \"a\" }\n",
              "line 7: unknown key 'equals' in only_if"},
        Wrong{"[[news]]\nrows = \"all\"\n", "line 7: 'rows' must be one of \"kept\", \"every\""},
        Wrong{"[file]\nseparator = \"|\"\n",
              "line 7: 'separator' must be one of \"comma\", \"tab\", \"semicolon\""},
        Wrong{"[file]\nmissing = [1]\n", "line 7: 'missing' of [file] must be a text in quotes, or several"},
        Wrong{"[patients]\nsex = \"x\n", "map.toml line 7"}));

TEST(Mapping, says_every_mistake_at_once_in_order_of_line) {
  const std::string said =
      mistakes_of("[tumours]\ngrad = \"x\"\nsize_mm = { column = \"x\", scale = 0 }\n[news]\nx = 1\n");
  const auto first = said.find("line 7"), second = said.find("line 8"), third = said.find("line 9");
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_NE(third, std::string::npos) << said;
}

TEST(Mapping, needs_a_format_a_source_and_a_patient) {
  const auto said = [](std::string_view text) {
    return parse_mapping(text, "map.toml", reference()).error().message;
  };
  EXPECT_THAT(said(""), HasSubstr("line 1: the file must say 'format = 1'"));
  EXPECT_THAT(said(""), HasSubstr("line 1: the file needs a table [dataset]"));
  EXPECT_THAT(said(""), HasSubstr("line 1: the file needs a table [rows]"));
  EXPECT_THAT(said("format = 1\n[dataset]\n[rows]\n"), HasSubstr("line 2: [dataset] must say 'source'"));
  EXPECT_THAT(said("format = 1\n[dataset]\nsource = \"a\"\n[rows]\n"),
              HasSubstr("line 4: [rows] must say 'patient'"));
  EXPECT_THAT(said("format = 1\n[dataset]\nsource = \"a\"\n[rows]\npatient = \"id\"\nkeep = \"best\"\n"),
              HasSubstr("line 6: 'keep' must be one of \"only\", \"first\", \"last\""));
}

TEST(Mapping, names_the_columns_that_the_file_does_not_have) {
  TestFolder folder;
  folder.write("map.toml",
               std::string(head) +
                   "[tumours]\ngrade = \"fnclcc\"\nsize_mm = { column = \"size\", minus = \"less\" }\n");
  folder.write("cases.csv", "id,fnclc,size\n");
  const auto read = MappedFile(reference(), folder.path() / "cases.csv", folder.path() / "map.toml").read();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message,
            "map.toml line 7: 'cases.csv' has no column 'fnclcc'; did you mean 'fnclc'?\n"
            "map.toml line 8: 'cases.csv' has no column 'less'");
}

TEST(Mapping, is_looked_for_where_it_was_named) {
  EXPECT_EQ(read_mapping("no/such/map.toml", reference()).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace repere::exchange
