#include "catalogue/guide_files.hpp"

#include <gmock/gmock.h>

namespace repere {
namespace {

using testing::HasSubstr;

const std::string page =
    "id = \"p\"\nversion = \"1\"\nedition = \"2026-11-25\"\nlicence = \"Apache-2.0\"\norder = 1\n"
    "path = { fr = \"essai\", en = \"trial\" }\ntitle = { fr = \"Essai\", en = \"Trial\" }\nlead = { fr = "
    "\"Un\", en = \"One\" }\n"
    "[[sections]]\ntitle = { fr = \"A\", en = \"A\" }\nitems = [{ text = { fr = \"B\", en = \"B\" }, assumed "
    "= true }]\n";

std::string refused(const std::string& old_text, const std::string& new_text) {
  std::string text = page;
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  const auto guide = read_guide(text.replace(at, old_text.size(), new_text), "p.toml");
  EXPECT_FALSE(guide) << new_text;
  return guide ? "" : guide.error().message;
}

TEST(GuideFile, is_read_and_refused_with_line_field_and_remedy) {
  ASSERT_TRUE(read_guide(page, "p.toml"));
  EXPECT_THAT(refused(", assumed = true", ""), HasSubstr("sections[1].items[1]: names no source"));
  EXPECT_THAT(refused(", assumed = true", ", source = \"s\""), HasSubstr("'s' is not a source"));
  EXPECT_THAT(refused("\"essai\"", "\"Essai/1\""), HasSubstr("line 6, field path"));
  EXPECT_THAT(refused(", en = \"Trial\"", ""), HasSubstr("title.en: is missing"));
  EXPECT_THAT(refused("order", "ordre"), HasSubstr("is not a key of this table"));
}

TEST(ShippedGuides, are_six_and_say_what_each_sentence_stands_on) {
  const auto guides = load_guides(std::filesystem::path(REPERE_SOURCE_DIR) / "knowledge" / "guides");
  ASSERT_TRUE(guides) << guides.error().message;
  EXPECT_EQ(guides->size(), 6U);
  for (const auto& guide : *guides) EXPECT_FALSE(guide.sections.empty()) << guide.id;
}

}  // namespace
}  // namespace repere
