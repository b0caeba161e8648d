#include "base/nearest_name.hpp"

#include <gtest/gtest.h>

#include <array>

namespace repere {
namespace {

constexpr std::array<std::string_view, 4> names{"grade", "age", "size_mm", "sex"};

TEST(NearestName, finds_a_slip) {
  EXPECT_EQ(nearest_name("graed", names), "grade");
  EXPECT_EQ(nearest_name("gread", names), "grade");
  EXPECT_EQ(nearest_name("sizemm", names), "size_mm");
  EXPECT_EQ(nearest_name("aeg", names), "age");
}

TEST(NearestName, is_empty_when_nothing_is_near) {
  EXPECT_EQ(nearest_name("histology", names), "");
  EXPECT_EQ(nearest_name("W", names), "");
  EXPECT_EQ(nearest_name("", {}), "");
  EXPECT_EQ(did_you_mean("histology", names), ". ");
}

TEST(NearestName, lists_names_and_counts_the_rest) {
  EXPECT_EQ(list_of(names), "grade, age, size_mm, sex");
  EXPECT_EQ(list_of(names, 2), "grade, age and 2 more");
}

}  // namespace
}  // namespace repere
