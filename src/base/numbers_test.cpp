#include "base/numbers.hpp"

#include <gtest/gtest.h>

namespace repere {
namespace {

TEST(Numbers, read_whole_texts_only) {
  EXPECT_EQ(parse_number("-0.5"), -0.5);
  EXPECT_EQ(parse_number("1e-3"), 1e-3);
  EXPECT_EQ(parse_whole("-12"), -12);
  for (const char* wrong : {"", " 1", "1 ", "1,5", "inf", "nan", "0x10", "+1", "1e999", "abc"})
    EXPECT_FALSE(parse_number(wrong)) << wrong;
  for (const char* wrong : {"", "1.0", "9223372036854775808", "1e3"}) EXPECT_FALSE(parse_whole(wrong)) << wrong;
}

TEST(Numbers, are_written_so_that_they_read_back_the_same) {
  for (const double value : {0.1, 1.0 / 3, 1e-300, 123456789.125, -2.5, 0.0})
    EXPECT_EQ(parse_number(shortest_text(value)), value);
  EXPECT_EQ(shortest_text(0.1), "0.1");
}

}  // namespace
}  // namespace repere
