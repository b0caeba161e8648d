#include "base/words_of_text.hpp"

#include <gtest/gtest.h>

namespace repere {
namespace {

TEST(WordsOfText, stand_between_spaces) {
  EXPECT_EQ(split_words(" surgeon  oncologist "), (std::vector<std::string_view>{"surgeon", "oncologist"}));
  EXPECT_TRUE(split_words("").empty());
  EXPECT_TRUE(has_word("surgeon oncologist", "oncologist"));
  EXPECT_FALSE(has_word("surgeon oncologist", "surg"));
  EXPECT_FALSE(has_word("surgeon oncologist", ""));
}

TEST(WordsOfText, a_blank_text_says_nothing) {
  EXPECT_TRUE(is_blank(""));
  EXPECT_TRUE(is_blank(" \t\r\n"));
  EXPECT_FALSE(is_blank(" a "));
}

}  // namespace
}  // namespace repere
