#include "base/numbers.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <random>

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

// Every short text is also read by the standard library.
TEST(Numbers, short_decimals_are_the_nearest_doubles) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 200'000; ++i) {
    std::string text;
    for (auto length = random() % 19; text.size() < length;) {
      const auto pick = random() % 24;
      text += pick < 21 ? static_cast<char>('0' + pick % 10) : pick == 21 ? '.' : text.empty() ? '-' : '5';
    }
    double expected = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), expected);
    const bool number = problem == std::errc{} && end == text.data() + text.size();
    const auto value = parse_number(text);
    ASSERT_EQ(value.has_value(), number) << text;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(value.value_or(0)), std::bit_cast<std::uint64_t>(number ? expected : 0)) << text;
  }
}

TEST(Numbers, are_written_so_that_they_read_back_the_same) {
  for (const double value : {0.1, 1.0 / 3, 1e-300, 123456789.125, -2.5, 0.0})
    EXPECT_EQ(parse_number(shortest_text(value)), value);
  EXPECT_EQ(shortest_text(0.1), "0.1");
}

}  // namespace
}  // namespace repere
