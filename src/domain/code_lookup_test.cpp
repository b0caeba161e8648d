#include "domain/code_lookup.hpp"

#include <gtest/gtest.h>

namespace repere {
namespace {

TEST(code_lookup, finds_every_code_by_its_place) {
  CodeLookup lookup;
  EXPECT_EQ(lookup.find("H001"), 0xFFFF);
  for (int code = 0; code < 5000; ++code) ASSERT_TRUE(lookup.add("H" + std::to_string(code)));
  for (int code = 0; code < 5000; ++code) ASSERT_EQ(lookup.find("H" + std::to_string(code)), code);
  EXPECT_EQ(lookup.size(), 5000U);
  EXPECT_EQ(lookup.find("H5000"), 0xFFFF);
  EXPECT_EQ(lookup.find(""), 0xFFFF);
}

TEST(code_lookup, refuses_a_code_that_is_there) {
  CodeLookup lookup;
  EXPECT_TRUE(lookup.add("a"));
  EXPECT_FALSE(lookup.add("a"));
  EXPECT_EQ(lookup.size(), 1U);
}

TEST(code_lookup, is_full_after_65534_codes) {
  CodeLookup lookup;
  for (int code = 0; code < 65534; ++code) ASSERT_TRUE(lookup.add(std::to_string(code)));
  EXPECT_FALSE(lookup.add("one more"));
  EXPECT_EQ(lookup.find("65533"), 65533);
}

}  // namespace
}  // namespace repere
