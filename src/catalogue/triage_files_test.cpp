#include "catalogue/triage_files.hpp"

#include <gmock/gmock.h>

namespace repere {
namespace {

using testing::HasSubstr;

const std::string head =
    "version = \"1\"\nedition = \"2026-11-25\"\nlicence = \"Apache-2.0\"\nid = \"one\"\n"
    "title = { fr = \"Un\", en = \"One\" }\nabout = { fr = \"Un\", en = \"One\" }\n"
    "[[sources]]\nid = \"s\"\ntitle = \"S\"\nedition = { fr = \"1\", en = \"1\" }\ndate = \"2020\"\n";
const std::string rule =
    "[[rules]]\nid = \"r\"\ntext = { fr = \"Règle\", en = \"Rule\" }\nwhen = { size_cm = { comparison = "
    "\">\", cm = 5 } }\n"
    "level = \"refer\"\nsource = \"s\"\ndelay_days = 14\ndelay_assumed = true\n";

std::string refused(const std::string& text) {
  const suspicion::RuleSet shared;
  const auto set = read_rule_set(text, "one.toml", &shared);
  EXPECT_FALSE(set) << text;
  return set ? "" : set.error().message;
}

// The rule with one piece of it replaced.
std::string spoiled(const std::string& old_text, const std::string& new_text) {
  std::string text = rule;
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return head + text.replace(at, old_text.size(), new_text);
}

TEST(RuleSetFile, is_read_with_sources_thresholds_and_what_is_assumed) {
  const suspicion::RuleSet shared;
  const auto set = read_rule_set(head + rule, "one.toml", &shared);
  ASSERT_TRUE(set) << set.error().message;
  ASSERT_EQ(set->rules.size(), 1U);
  EXPECT_EQ(set->rules[0].when[0].threshold_cm, 5);
  EXPECT_EQ(set->rules[0].ground.source, 0U);
  EXPECT_TRUE(set->rules[0].delay_ground.assumed);
  EXPECT_FALSE(set->rules[0].delay_ground.source);
  EXPECT_EQ(set->sources[0].date, PartialDate::of_year(2020));
}

TEST(RuleSetFile, is_refused_with_line_field_and_remedy) {
  EXPECT_THAT(refused(spoiled("cm = 5", "cm = 500")),
              HasSubstr("rules[1].when.size_cm.cm: is not between 0.1 and 60"));
  EXPECT_THAT(refused(spoiled("\">\"", "\"<\"")), HasSubstr("'<' is not known here: write one of >, >="));
  EXPECT_THAT(refused(spoiled("size_cm", "size")), HasSubstr("is not a key of this table"));
  EXPECT_THAT(refused(spoiled("size_cm = { comparison = \">\", cm = 5 }", "age = [\"old\"]")),
              HasSubstr("'old' is no answer of this question"));
  EXPECT_THAT(refused(spoiled("size_cm = { comparison = \">\", cm = 5 }", "age = []")),
              HasSubstr("accepts no answer"));
  EXPECT_THAT(refused(spoiled("size_cm = { comparison = \">\", cm = 5 }", "")),
              HasSubstr("has no condition"));
  EXPECT_THAT(refused(spoiled("source = \"s\"", "source = \"t\"")), HasSubstr("'t' is not a source"));
  EXPECT_THAT(refused(spoiled("source = \"s\"\n", "")),
              HasSubstr("names no source: name one, or write assumed = true"));
  EXPECT_THAT(refused(spoiled("delay_assumed = true\n", "")), HasSubstr("names no delay_source"));
  EXPECT_THAT(refused(spoiled("delay_days = 14", "delay_days = 0")), HasSubstr("is not between 1 and 365"));
  EXPECT_THAT(refused(spoiled(", en = \"Rule\"", "")), HasSubstr("text.en: is missing"));
  EXPECT_THAT(refused(spoiled("level = \"refer\"", "level = \"high\"")),
              HasSubstr("'high' is not known here"));
  EXPECT_THAT(refused(head + rule + rule), HasSubstr("'r' is there already"));
  EXPECT_THAT(refused(head + "[[rules"), HasSubstr("one.toml, line 12"));
  EXPECT_THAT(refused(spoiled("level", "\nlevl = 1\nlevel")), HasSubstr("line 17, field rules[1].levl"));
}

TEST(RuleBookFolder, must_be_there) {
  EXPECT_EQ(load_rule_book("/nowhere/at/all").error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace repere
