#include "report/json_writer.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <limits>
#include <vector>

namespace repere::report {
namespace {

TEST(json_writer, nests_and_separates) {
  JsonWriter json;
  json.begin_object().field("a", 1).key("b").begin_array().value("x").begin_object().end_object().end_array();
  json.key("c").begin_array().end_array().end_object();
  const std::string text = json.take();
  EXPECT_EQ(boost::json::serialize(boost::json::parse(text)), R"({"a":1,"b":["x",{}],"c":[]})");
}

TEST(json_writer, numbers_keep_every_digit_and_what_is_none_is_null) {
  JsonWriter json;
  const std::vector<double> numbers{0.1, 1.0 / 3, 185, std::numeric_limits<double>::quiet_NaN(),
                                    std::numeric_limits<double>::infinity()};
  json.begin_object().key("numbers").value(std::span<const double>(numbers));
  json.field("none", std::optional<double>{})
      .field("some", std::optional<double>{0.25})
      .field("yes", true)
      .end_object();
  const std::string text = json.take();
  EXPECT_NE(text.find("[0.1,0.3333333333333333,185,null,null]"), text.npos) << text;
  EXPECT_NE(text.find("\"none\": null"), text.npos);
  EXPECT_NE(text.find("\"some\": 0.25"), text.npos);
  EXPECT_NE(text.find("\"yes\": true"), text.npos);
}

TEST(json_writer, texts_come_back_as_they_were) {
  const std::string text = "é \"q\" \\ \n\t\x01 <script>";
  JsonWriter json;
  json.value(text);
  EXPECT_EQ(boost::json::parse(json.take()).as_string(), text);
  JsonWriter bad;
  bad.value("a\xFFz");
  EXPECT_EQ(boost::json::parse(bad.take()).as_string(), "a\uFFFDz");
}

}  // namespace
}  // namespace repere::report
