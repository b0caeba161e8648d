#include "statistics/population_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace repere::statistics {
namespace {

const std::vector<std::string> sexes{"female", "male"};

std::vector<PopulationCell> cells() {
  std::vector<PopulationCell> result;
  for (const int year : {2000, 2001})
    for (const int age : {0, 50, 51})
      for (const std::uint32_t sex : {0U, 1U})
        result.push_back({year, age, sex, 1e-5 * (1 + age) + 1e-6 * sex});
  return result;
}

TEST(PopulationTable, finds_the_age_and_year_begun) {
  const auto table = PopulationTable::build(cells(), sexes).value();
  EXPECT_EQ(table.ages(), (std::vector<int>{0, 50, 51}));
  EXPECT_EQ(table.age_place(50 * days_of_a_year), 1U);
  EXPECT_EQ(table.age_place(std::nextafter(50 * days_of_a_year, 0)), 0U);
  EXPECT_EQ(table.year_place(11322), 0U);  // 31 December 2000
  EXPECT_EQ(table.year_place(11323), 1U);  // 1 January 2001
  EXPECT_EQ(table.hazard(1, 0, 1), 1e-5 * 51 + 1e-6);
  EXPECT_EQ(table.next_year(0), 11323);
}

TEST(PopulationTable, uses_its_edge_beyond_it) {
  const auto table = PopulationTable::build(cells(), sexes).value();
  EXPECT_EQ(table.age_place(200 * days_of_a_year), 2U);
  EXPECT_EQ(table.year_place(-30000), 0U);
  EXPECT_EQ(table.year_place(50000), 1U);
  EXPECT_EQ(table.next_age(2), std::numeric_limits<double>::infinity());
}

TEST(PopulationTable, says_which_years_and_ages_it_jumps_over) {
  const auto gaps = PopulationTable::build(cells(), sexes)->gaps();
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0], "no age 1 to 49");
}

TEST(PopulationTable, refuses_what_is_missing_twice_or_impossible) {
  const auto message = [](const std::vector<PopulationCell>& changed) {
    const auto table = PopulationTable::build(changed, sexes);
    return table ? std::string() : table.error().message;
  };
  auto missing = cells();
  missing.pop_back();
  EXPECT_NE(message(missing).find("year 2001, age 51, male: is missing"), std::string::npos);
  auto twice = cells();
  twice.push_back(twice[0]);
  EXPECT_NE(message(twice).find("year 2000, age 0, female: is there twice"), std::string::npos);
  for (const double hazard : {-1e-9, std::nan(""), std::numeric_limits<double>::infinity()}) {
    auto impossible = cells();
    impossible[3].hazard = hazard;
    EXPECT_FALSE(message(impossible).empty());
  }
  EXPECT_FALSE(PopulationTable::build({}, sexes));
}

TEST(PopulationTable, turns_a_yearly_probability_into_a_daily_hazard_by_hand) {
  EXPECT_NEAR(std::exp(-days_of_a_year * daily_hazard(0.3)), 0.7, 1e-15);
  EXPECT_EQ(daily_hazard(0), 0);
  EXPECT_NEAR(daily_hazard(1e-12) * days_of_a_year, 1e-12, 1e-24);
}

}  // namespace
}  // namespace repere::statistics
