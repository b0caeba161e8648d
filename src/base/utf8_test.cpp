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

TEST(Utf8, finds_a_bad_byte_wherever_it_stands) {
  for (std::size_t length : {63u, 511u, 512u, 513u, 1300u})
    for (std::size_t at = 0; at < length; ++at)
      for (const char bad : {'\0', '\x80', '\xFF'}) {
        std::string text(length, 'x');
        text[at] = bad;
        ASSERT_EQ(first_bad_utf8(text), at) << length;
        text.replace(at, 1, "\xC3\xA9");
        ASSERT_FALSE(first_bad_utf8(text)) << length;
      }
}

}  // namespace
}  // namespace repere
