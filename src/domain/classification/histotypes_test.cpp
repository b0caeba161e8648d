#include "domain/classification/histotypes.hpp"

#include <gmock/gmock.h>

#include "domain/classification/grade.hpp"
#include "domain/classification/histology_groups.hpp"
#include "domain/classification/sites.hpp"

namespace repere {
namespace {

using testing::HasSubstr;

Histotype histotype(std::string code, std::string icdo) {
  Histotype entry;
  entry.code = std::move(code);
  entry.icdo = std::move(icdo);
  return entry;
}

TEST(histotypes, are_found_by_code_and_by_a_morphology_that_several_share) {
  const auto made =
      Histotypes::make({}, {histotype("A", "8802/3"), histotype("B", ""), histotype("C", "8802/3")});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ((*made)[made->find("C")].code, "C");
  EXPECT_FALSE(made->find("D"));
  ASSERT_EQ(made->find_by_icdo("8802/3").size(), 2U);
  EXPECT_EQ(made->find_by_icdo("8802/3")[1], made->find("C"));
  EXPECT_TRUE(made->find_by_icdo("").empty());
}

TEST(histotypes, stay_right_when_they_are_copied) {
  Histotypes copy;
  {
    const auto made = Histotypes::make({}, {histotype("A", "8802/3")});
    copy = *made;
  }
  EXPECT_EQ(copy[copy.find("A")].icdo, "8802/3");
}

TEST(histotypes, refuse_a_code_that_is_empty_or_there_twice) {
  EXPECT_THAT(Histotypes::make({}, {histotype("A", ""), histotype("A", "")}).error().message,
              HasSubstr("'A'"));
  EXPECT_THAT(Histotypes::make({}, {histotype("", "")}).error().message, HasSubstr("no code"));
  EXPECT_FALSE(Sites::make({}, {Site{}, Site{}}));
  EXPECT_FALSE(HistologyGroups::make({}, {{"a", "", "", ""}, {"a", "", "", ""}}));
}

TEST(icdo, morphology_is_four_digits_a_slash_and_a_behaviour) {
  for (const char* good : {"8858/3", "8000/0", "9751/1", "9992/9", "8010/6"})
    EXPECT_TRUE(is_icdo_morphology(good)) << good;
  for (const char* bad :
       {"", "8858", "8858/", "8858/4", "7858/3", "885/33", "8858-3", "8858/3 ", "M8858/3", "88a8/3"})
    EXPECT_FALSE(is_icdo_morphology(bad)) << bad;
}

TEST(icdo, topography_is_c_two_digits_a_point_and_a_digit) {
  for (const char* good : {"C49.2", "C00.0", "C80.9"}) EXPECT_TRUE(is_icdo_topography(good)) << good;
  for (const char* bad : {"", "C49", "C49.", "c49.2", "C492", "C49.22", "C90.1", "D49.2", "C4x.2"})
    EXPECT_FALSE(is_icdo_topography(bad)) << bad;
}

TEST(words, name_every_enumerator_and_read_back) {
  for (int number = 1; number <= 6; ++number) {
    const auto grade = static_cast<FnclccGrade>(number);
    EXPECT_EQ(grade_named(name_of(grade)), grade);
  }
  for (int number = 1; number <= 5; ++number) {
    EXPECT_EQ(margin_named(name_of(static_cast<Margin>(number))), static_cast<Margin>(number));
    EXPECT_EQ(depth_named(name_of(static_cast<Depth>(number))), static_cast<Depth>(number));
  }
  for (int number = 1; number <= 10; ++number)
    EXPECT_EQ(body_region_named(name_of(static_cast<BodyRegion>(number))), static_cast<BodyRegion>(number));
  EXPECT_FALSE(margin_named("r0"));
  EXPECT_FALSE(margin_named(""));
  EXPECT_EQ(name_of(static_cast<Margin>(77)), "");
}

TEST(classes, follow_the_behaviour_digit) {
  EXPECT_EQ(class_of_behaviour(0), TumourClass::benign);
  EXPECT_EQ(class_of_behaviour(1), TumourClass::intermediate);
  EXPECT_EQ(class_of_behaviour(3), TumourClass::sarcoma);
  EXPECT_FALSE(class_of_behaviour(2));
}

}  // namespace
}  // namespace repere
