#include "report/guides/region_sheets.hpp"

#include <gtest/gtest.h>

namespace repere::report {
namespace {

using namespace suspicion;

Centre centre(std::string code, std::string department, Certainty certainty) {
  Centre one;
  one.code = code;
  one.name = "Centre synthétique " + code;
  CentreSite site;
  site.city = "Ville " + department;
  site.department = department;
  one.sites = {site};
  one.roles = {{CentreRole::competence, {}, {}, certainty, "essai"}};
  return one;
}

TEST(RegionSheets, list_the_centres_of_the_region_and_mark_those_to_be_confirmed) {
  const auto centres =
      Centres::make({}, {centre("B", "69", Certainty::probable), centre("A", "01", Certainty::confirmed),
                         centre("C", "75", Certainty::confirmed)});
  ASSERT_TRUE(centres);
  const auto found = centres_of_region(*centres, {"84", "Région", {"01", "69"}});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "Centre synthétique A");
  EXPECT_TRUE(found[0].confirmed);
  EXPECT_FALSE(found[1].confirmed);
  EXPECT_EQ(found[1].cities, "Ville 69");
}

TEST(RegionSheets, keep_the_mark_of_an_assumed_rule_beside_an_assumed_delay) {
  RuleSet rules;
  rules.sources = {{"s", "Source", {"1", "1"}, PartialDate::of_year(2020), ""}};
  rules.rules = {{"a", {"Sourcée", "Sourced"}, {}, Level::explore, {0, false}, 14, {{}, true}},
                 {"b", {"Supposée", "Assumed"}, {}, Level::explore, {{}, true}, 14, {{}, true}}};
  const auto document = guide_document(
      {rules, "Réseau", "Région", {}, "https://repere.example/masse-suspecte", {}, false}, Language::fr);
  ASSERT_TRUE(document);
  const auto* signs = std::get_if<Definitions>(&document->blocks.front());
  ASSERT_NE(signs, nullptr);
  ASSERT_EQ(signs->entries.size(), 1U);
  EXPECT_EQ(signs->entries[0].meaning, "Sourcée · Supposée (à confirmer par le réseau)");
  EXPECT_EQ(signs->entries[0].source, "Source · délai à confirmer par le réseau");
}

TEST(RegionSheets, refuse_an_address_that_no_code_holds) {
  const RuleSet rules;
  const RegionSheet sheet{rules, "Réseau", "Région", {}, std::string(5000, 'x'), {}, false};
  EXPECT_EQ(poster_pdf(sheet, Language::fr).error().kind, ErrorKind::incorrect);
  EXPECT_FALSE(guide_document(sheet, Language::en));
}

}  // namespace
}  // namespace repere::report
