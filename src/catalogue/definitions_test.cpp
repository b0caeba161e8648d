#include "catalogue/definitions.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "catalogue/definitions_fields.hpp"
#include "catalogue/load.hpp"

namespace repere {
namespace {

const std::string knowledge = std::string(REPERE_SOURCE_DIR) + "/knowledge";

const ReferenceData& reference() {
  static const ReferenceData data = load_reference_data(knowledge).value();
  return data;
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

const std::string indicator = R"(id = "biopsy"
version = "1"
edition = "2026-11-22"
licence = "Apache-2.0"
title = { fr = "Biopsie", en = "Biopsy" }
sources = ["A paper"]
kind = "proportion"
numerator = 'biopsy_before_surgery'
numerator_label = { fr = "biopsie", en = "biopsy" }
denominator = "operated"
denominator_label = { fr = "opérés", en = "operated" }
unknowns = "keep"
absent_acts = "no"
network_side = "first_surgery_network"
higher_is_better = true
)";

const std::string study_text = R"(id = "small"
version = "1"
edition = "2026-11-22"
licence = "Apache-2.0"
title = { fr = "Petite", en = "Small" }
purpose = { fr = "Essai", en = "Trial" }
sources = ["A paper"]
absent_acts = "no"
at_days = [365, 730.5]
risk_days = [0, 365]
description = ["age", "sex"]
indicators = []

[[population]]
label = { fr = "adultes", en = "adults" }
keep = '''
age >= 18
and sex is known'''

[[periods]]
id = "early"
label = { fr = "avant", en = "before" }
from = 2010
until = 2012

[[periods]]
id = "late"
label = { fr = "après", en = "after" }
from = 2013
until = 2020

[[endpoints]]
id = "os"
title = { fr = "Survie", en = "Survival" }
origin = "diagnosis"
events = ["death"]
partial_dates = "middle"

[[survival]]
id = "os-by-grade"
title = { fr = "Survie par grade", en = "Survival by grade" }
endpoint = "os"
by = "grade"
groups = [
  { id = "low", label = { fr = "bas", en = "low" }, levels = ["1"] },
  { id = "high", label = { fr = "haut", en = "high" }, levels = ["2", "3"] },
]

[[models]]
id = "cox"
title = { fr = "Modèle", en = "Model" }
endpoint = "os"

[[models.terms]]
variable = "age"
per = 10
missing = "leave_out"

[[models.terms]]
variable = "period"
reference = "early"
missing = "leave_out"
)";

std::string problem_of_study(const std::string& text) {
  const auto read = read_study(text, "s.toml", reference());
  return read ? "no problem" : read.error().message;
}
std::string problem_of_indicator(const std::string& text) {
  const auto read = read_indicator(text, "i.toml", reference());
  return read ? "no problem" : read.error().message;
}

TEST(Definitions, of_the_knowledge_folder_are_right) {
  for (const char* name : {"netsarc-plus", "tcga-sarc"}) {
    const auto study = load_study(knowledge + "/studies/" + name + ".toml", reference());
    ASSERT_TRUE(study) << study.error().message;
    EXPECT_EQ(study->definition.id, name);
    EXPECT_EQ(study->indicators.size(), study->definition.indicators.size());
  }
}

TEST(StudyFile, is_read_whole) {
  const auto read = read_study(study_text, "s.toml", reference());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->id, "small");
  EXPECT_EQ(read->title, (study::Text{"Petite", "Small"}));
  EXPECT_EQ(read->edition.text(), "2026-11-22");
  EXPECT_EQ(read->level, 0.95);
  EXPECT_EQ(read->at_days, (std::vector<double>{365, 730.5}));
  EXPECT_EQ(read->population.at(0).keep.text(), "age >= 18\nand sex is known");
  EXPECT_EQ(read->periods.at(1).from, 2013);
  EXPECT_EQ(read->endpoints.at(0).events, (std::vector{study::EndpointEvent::death}));
  EXPECT_EQ(read->survival.at(0).by->groups.at(1).levels, (std::vector<std::string>{"2", "3"}));
  EXPECT_EQ(read->survival.at(0).filter.text(), "true");
  EXPECT_EQ(read->models.at(0).terms.at(0).per, 10);
  EXPECT_EQ(read->models.at(0).terms.at(1).reference, "early");
}

TEST(IndicatorFile, is_read_whole) {
  const auto read = read_indicator(indicator, "i.toml", reference());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->numerator->text(), "biopsy_before_surgery");
  EXPECT_EQ(read->unknowns, study::Unknowns::keep);
  EXPECT_EQ(read->absent_acts, study::AbsentActs::no);
  EXPECT_EQ(read->network_side, "first_surgery_network");
  EXPECT_FALSE(read_indicator(with(indicator, "\"first_surgery_network\"", "\"none\""), "i.toml", reference())
                   ->network_side);
}

struct Wrong {
  const char *from, *to, *problem;
};

class WrongStudy : public ::testing::TestWithParam<Wrong> {};
TEST_P(WrongStudy, is_refused_with_line_field_and_remedy) {
  const auto& [from, to, problem] = GetParam();
  const std::string found = problem_of_study(with(study_text, from, to));
  EXPECT_NE(found.find(problem), std::string::npos) << "wanted: " << problem << "\nfound: " << found;
}
INSTANTIATE_TEST_SUITE_P(
    , WrongStudy,
    ::testing::Values(
        Wrong{"id = \"small\"", "id = ", "s.toml, line 1, column "},
        Wrong{"version = \"1\"\n", "", "field version: is missing: add it"},
        Wrong{"version = \"1\"", "version = 1",
              "s.toml, line 2, field version: is not a text: put it in quotes"},
        Wrong{"\"Petite\"", "\"\"", "s.toml, line 5, field title.fr: is empty: fill it in"},
        Wrong{"title = { fr = \"Petite\", en = \"Small\" }", "title = \"x\"", "is not in two languages"},
        Wrong{", en = \"Small\"", "", "s.toml, line 5, field title.en: is missing"},
        Wrong{"edition = \"2026-11-22\"", "edition = \"22/11/2026\"",
              "s.toml, line 3, field edition: not a date"},
        Wrong{"absent_acts = \"no\"", "absent_acts = \"maybe\"",
              "'maybe' is not known here: write one of no, unknown"},
        Wrong{"at_days = [365, 730.5]", "at_days = [730, 365]",
              "s.toml, line 9, field at_days: days rise, from 0"},
        Wrong{"at_days = [365, 730.5]", "at_days = [365, \"x\"]",
              "s.toml, line 9, field at_days: is not a list of numbers"},
        Wrong{"at_days = [365, 730.5]", "at_days = [true]", "is not a list of numbers"},
        Wrong{"risk_days", "risks_days",
              "s.toml, line 10, field risks_days: is not a key of this table; did you mean 'risk_days'?"},
        Wrong{"\"age\", \"sex\"", "\"age\", \"sexe\"",
              "s.toml, line 11, field description: there is no variable 'sexe'; did you mean 'sex'?"},
        Wrong{"\"age\", \"sex\"", "\"diagnosis_date\"", "'diagnosis_date' is a date, which has no median"},
        Wrong{"age >= 18", "agee >= 18",
              "s.toml, line 17, field population[1].keep: column 1: there is no variable 'agee'"},
        Wrong{"sex is known", "sex = \"W\"",
              "s.toml, line 18, field population[1].keep: column 11: 'W' is not a level of sex"},
        Wrong{"id = \"late\"", "id = \"early\"",
              "s.toml, line 27, field periods[2].id: 'early' is there twice"},
        Wrong{"from = 2013", "from = 2012", "field periods[2].from: the years overlap those of 'early'"},
        Wrong{"from = 2013", "from = 2025", "field periods[2].until: the period ends before it begins"},
        Wrong{"from = 2013", "from = 2013.5", "field periods[2].from: is not a whole number"},
        Wrong{"origin = \"diagnosis\"", "origin = \"birth\"",
              "'birth' is not known here: write one of diagnosis, first_surgery"},
        Wrong{"events = [\"death\"]", "events = [\"dead\"]",
              "'dead' is not known here: write one of death, death_of_disease"},
        Wrong{"events = [\"death\"]", "events = []",
              "field endpoints[1].events: is empty: name one event at least"},
        Wrong{"endpoint = \"os\"\nby", "endpoint = \"so\"\nby",
              "field survival[1].endpoint: there is no endpoint 'so'"},
        Wrong{"by = \"grade\"", "by = \"gread\"",
              "field survival[1].by: there is no variable 'gread'; did you mean 'grade'?"},
        Wrong{"by = \"grade\"", "by = \"age\"",
              "'age' is a number: cases are split by a category, or by period"},
        Wrong{"levels = [\"1\"]", "levels = [\"4\"]", "'4' is not a level of grade"},
        Wrong{"levels = [\"1\"]", "levels = [\"2\"]", "level '2' stands in two groups"},
        Wrong{"per = 10", "per = 0", "field models[1].terms[1].per: is not above 0"},
        Wrong{"missing = \"leave_out\"", "missing = \"own_level\"",
              "a number has no level of its own for missing values"},
        Wrong{"reference = \"early\"", "reference = \"first\"",
              "'first' is not one of the levels of period: early, late"},
        Wrong{"reference = \"early\"\n", "", "field models[1].terms[2].reference: is missing"},
        Wrong{"variable = \"period\"", "variable = \"age\"", "'age' is in the model twice"},
        Wrong{"[[population]]", "[population]", "is not a list of tables: begin each with [[population]]"}));

class WrongIndicator : public ::testing::TestWithParam<Wrong> {};
TEST_P(WrongIndicator, is_refused_with_line_field_and_remedy) {
  const auto& [from, to, problem] = GetParam();
  const std::string found = problem_of_indicator(with(indicator, from, to));
  EXPECT_NE(found.find(problem), std::string::npos) << "wanted: " << problem << "\nfound: " << found;
}
INSTANTIATE_TEST_SUITE_P(
    , WrongIndicator,
    ::testing::Values(
        Wrong{"'biopsy_before_surgery'", "'biopsy_before_surgey'",
              "i.toml, line 8, field numerator: column 14: there is no variable 'biopsy_before_surgey'; did "
              "you mean"},
        Wrong{"'biopsy_before_surgery'", "'operated and grade'",
              "i.toml, line 8, field numerator: column 27: 'grade' is a category"},
        Wrong{"numerator = 'biopsy_before_surgery'\n", "", "field numerator: is missing"},
        Wrong{"\"operated\"", "\"operated and\"",
              "i.toml, line 10, field denominator: column 28: the expression ends too soon"},
        Wrong{"sources = [\"A paper\"]", "sources = []", "field sources: is empty"},
        Wrong{"sources = [\"A paper\"]", "sources = \"A paper\"", "is not a list of texts"},
        Wrong{"\"proportion\"", "\"delay\"", "field delay: is missing"},
        Wrong{"\"proportion\"", "\"delay\"\ndelay = \"age\"", "'age' is not a number variable in days"},
        Wrong{"\"first_surgery_network\"", "\"sex\"",
              "'sex' is not a variable with the levels inside, outside and unknown"},
        Wrong{"higher_is_better = true", "higher_is_better = \"yes\"", "is not true or false"},
        Wrong{"unknowns = \"keep\"", "unknowns = \"drop\"", "write one of keep, exclude, bound"}));

TEST(StudyFile, says_all_that_is_wrong_at_once) {
  std::string text = with(study_text, "per = 10", "per = -1");
  text = with(text, "age >= 18", "agee >= 18");
  const std::string found = problem_of_study(text);
  EXPECT_NE(found.find("agee"), std::string::npos);
  EXPECT_NE(found.find("above 0"), std::string::npos);
}

TEST(StudyFile, that_is_no_text_is_refused) {
  for (const std::string& text :
       {std::string("\xff\xfe\x00x", 4), std::string(1000, '['), std::string("a = \0b", 6)})
    EXPECT_NE(problem_of_study(text).find("s.toml"), std::string::npos);
  EXPECT_NE(problem_of_study("").find("field id: is missing"), std::string::npos);
}

TEST(LoadStudy, refuses_an_indicator_that_is_not_there) {
  const std::string folder = ::testing::TempDir() + "/repere_definitions";
  std::filesystem::create_directories(folder + "/studies");
  std::filesystem::create_directories(folder + "/indicators");
  const std::string file = folder + "/studies/small.toml";
  std::ofstream(folder + "/indicators/biopsy.toml") << indicator;
  std::ofstream(file) << with(study_text, "indicators = []", "indicators = [\"biopsies\"]");
  const auto refused = load_study(file, reference());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("there is no indicator 'biopsies'"), std::string::npos);
  EXPECT_NE(refused.error().message.find("did you mean 'biopsy'"), std::string::npos);
  std::ofstream(file) << with(study_text, "indicators = []", "indicators = [\"biopsy\"]");
  EXPECT_TRUE(load_study(file, reference()));
  std::ofstream(folder + "/indicators/second.toml") << indicator;
  EXPECT_NE(load_study(file, reference()).error().message.find("is the id of another file too"),
            std::string::npos);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(load_study(file, reference()).error().kind, ErrorKind::not_found);
}

TEST(PlaceInFile, follows_quotes_escapes_and_lines) {
  using study::TextPlace;
  const auto place = [](std::string_view file, TextPlace begin, TextPlace in_value) {
    const TextPlace found = place_in_file(file, begin, in_value);
    return std::to_string(found.line) + ":" + std::to_string(found.column);
  };
  EXPECT_EQ(place("k = 'abc'", {1, 5}, {1, 1}), "1:6");
  EXPECT_EQ(place("k = 'a\\c'", {1, 5}, {1, 3}), "1:8");
  EXPECT_EQ(place("k = \"a \\\"b\\\" c\"", {1, 5}, {1, 4}), "1:10");
  EXPECT_EQ(place("k = \"\\u00e9x\"", {1, 5}, {1, 2}), "1:12");
  EXPECT_EQ(place("é = \"éa\"", {1, 5}, {1, 2}), "1:7");
  EXPECT_EQ(place("\nk = \"\"\"\nab\ncd\"\"\"", {2, 5}, {2, 2}), "4:2");
  EXPECT_EQ(place("k = '''ab\ncd'''", {1, 5}, {1, 2}), "1:9");
  EXPECT_EQ(place("k = \"\"\"a \\\n   b\"\"\"", {1, 5}, {1, 3}), "2:4");
  EXPECT_EQ(place("k = 'ab'", {1, 5}, {9, 9}), "1:9");
}

}  // namespace
}  // namespace repere
