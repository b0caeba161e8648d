#include "web/http/json_reader.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "web/http/response.hpp"

namespace repere::web {
namespace {

TEST(JsonReader, reads_numbers_exactly_and_writes_them_back) {
  // 1 ulp off with Boost.JSON's own reading of some of these.
  for (const char* number : {"0.1", "185", "5.708990770823839", "2.2250738585072014e-308",
                             "123456789012345680", "0.30000000000000004", "-0.000001234567890123"}) {
    const auto value = read_json(number);
    ASSERT_TRUE(value) << number;
    EXPECT_EQ(value->to_number<double>(), std::strtod(number, nullptr)) << number;
    const auto again = read_json(json_text(*value));
    EXPECT_EQ(again->to_number<double>(), value->to_number<double>()) << json_text(*value);
  }
  EXPECT_EQ(json_text(*read_json(R"({"a":[1,2.5,{}],"b":"\u00e9\n","c":[],"d":null})")),
            R"({"a":[1,2.5,{}],"b":"é\n","c":[],"d":null})");
}

TEST(JsonReader, refuses_what_is_not_bounded_plain_json) {
  const auto refused = [](const std::string& text, JsonLimits limits = {}) {
    return !read_json(text, limits);
  };
  for (const char* wrong : {"",
                            "{",
                            "[1,]",
                            "{\"a\":1,}",
                            "nul",
                            "'a'",
                            "{\"a\":1}x",
                            "// c\n1",
                            "[1] [2]",
                            "NaN",
                            "Infinity",
                            "1e999",
                            "-1e999",
                            "01",
                            "\"\xff\"",
                            "\"a\tb\"",
                            "\"\\u0000\"",
                            "{\"a\":1,\"a\":2}",
                            "{\"x\":{\"a\":1,\"b\":2,\"a\":3}}",
                            "{\"a\":1,\"\\u0061\":2}",
                            "\"\\ud800\""})
    EXPECT_TRUE(refused(wrong)) << wrong;
  EXPECT_TRUE(refused(std::string(100'000, '[')));
  EXPECT_TRUE(refused(std::string(33, '[') + std::string(33, ']')));
  EXPECT_FALSE(refused(std::string(32, '[') + std::string(32, ']')));
  EXPECT_TRUE(refused("[" + std::string(100, ' ') + "]", {50}));
  EXPECT_TRUE(refused("[1,2,3]", {1000, 32, 2}));
}

TEST(JsonReader, never_repeats_what_was_sent) {
  for (const char* wrong : {"{\"DUPONT\":1,\"DUPONT\":2}", "{\"a\":DUPONT}"})
    EXPECT_EQ(read_json(wrong).error().message.find("DUPONT"), std::string::npos);
}

}  // namespace
}  // namespace repere::web
