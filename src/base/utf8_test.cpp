#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace repere {
namespace {

TEST(Utf8, accepts_well_formed_text) {
  for (const char* good : {"", "plain", "Bœuf Éloïse Łukasz", "日本語", "😀", "a longer line of plain ASCII text"})
    EXPECT_FALSE(first_bad_utf8(good)) << good;
}

TEST(Utf8, finds_the_first_bad_byte) {
  EXPECT_EQ(first_bad_utf8("abc\xE9t\xE9"), 3u);                       // Latin-1
  EXPECT_EQ(first_bad_utf8("\xC0\x80"), 0u);                           // overlong
  EXPECT_EQ(first_bad_utf8("\xED\xA0\x80"), 0u);                       // surrogate
  EXPECT_EQ(first_bad_utf8("\xF4\x90\x80\x80"), 0u);                   // beyond U+10FFFF
  EXPECT_EQ(first_bad_utf8("0123456789\xE2\x82"), 10u);                // cut short
  EXPECT_EQ(first_bad_utf8(std::string("0123456789ab\0cd", 15)), 12u);  // NUL
  EXPECT_EQ(first_bad_utf8("\x80"), 0u);
}

}  // namespace
}  // namespace repere
