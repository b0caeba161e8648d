#include "web/people/deed_words.hpp"

#include <gtest/gtest.h>

#include <set>

#include "workflows/audit/all_deeds.hpp"

namespace repere::web {
namespace {

// The trail showed the code of a deed to French readers.
TEST(DeedWords, every_deed_has_its_own_in_both_languages) {
  std::set<std::string_view> french, english;
  for (const auto deed : workflows::all_deeds()) {
    const auto code = workflows::word_of(deed);
    const Bilingual words = words_of(deed);
    EXPECT_NE(words.fr, code);
    EXPECT_NE(words.en, code);
    EXPECT_TRUE(french.insert(words.fr).second) << code;
    EXPECT_TRUE(english.insert(words.en).second) << code;
  }
}

}  // namespace
}  // namespace repere::web
