#include "base/csv_rows.hpp"

#include <gmock/gmock.h>

namespace repere {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(csv_rows, splits_plain_and_quoted_fields_with_their_lines) {
  const auto rows = split_csv("a,b\r\n\"x, \"\"y\"\"\nz\",\n,\"\"\n1,2");
  ASSERT_TRUE(rows.has_value()) << rows.error().message;
  ASSERT_EQ(rows->size(), 4U);
  EXPECT_THAT((*rows)[0].fields, ElementsAre("a", "b"));
  EXPECT_THAT((*rows)[1].fields, ElementsAre("x, \"y\"\nz", ""));
  EXPECT_THAT((*rows)[2].fields, ElementsAre("", ""));
  EXPECT_EQ((*rows)[2].line, 4U);
  EXPECT_THAT((*rows)[3].fields, ElementsAre("1", "2"));
  EXPECT_EQ((*rows)[3].line, 5U);
}

TEST(csv_rows, an_empty_text_has_no_rows_and_a_byte_order_mark_is_skipped) {
  EXPECT_TRUE(split_csv("")->empty());
  EXPECT_THAT(split_csv("\xEF\xBB\xBFh\n")->front().fields, ElementsAre("h"));
}

TEST(csv_rows, a_trailing_comma_is_an_empty_field) {
  EXPECT_THAT(split_csv("a,")->front().fields, ElementsAre("a", ""));
  EXPECT_THAT(split_csv("a,\r\n")->front().fields, ElementsAre("a", ""));
}

TEST(csv_rows, refuses_what_is_not_strict_csv_and_says_the_line) {
  struct Case {
    std::string text, says;
  };
  const std::vector<Case> cases = {
      {"a\n\nb\n", "line 2: empty line"},
      {"a\nb \"c\"\n", "line 2: a quote inside"},
      {"a\n\"b\nc", "line 2: a quote that opens here is never closed"},
      {"\"a\"b\n", "line 1: the quote that opens here is closed by one with text behind it (line 1)"},
      {"a\rb\n", "line 1: a carriage return"},
      {"a\nb\n\xE9t\xE9\n", "line 3: not UTF-8"},
      {std::string("a\n\0b\n", 5), "line 2: not UTF-8 (or a NUL byte)"},
      {"\"", "line 1: a quote that opens"},
      {"\n", "line 1: empty line"},
  };
  for (const Case& one : cases) {
    const auto rows = split_csv(one.text);
    ASSERT_FALSE(rows.has_value()) << one.text;
    EXPECT_THAT(rows.error().message, HasSubstr(one.says));
    EXPECT_EQ(rows.error().kind, ErrorKind::incorrect);
  }
}

}  // namespace
}  // namespace repere
