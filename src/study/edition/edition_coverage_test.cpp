#include "study/edition/edition_coverage.hpp"

#include <gtest/gtest.h>

#include "study/test_cases.hpp"

namespace repere::study {
namespace {

constexpr access::SmallNumbers rule{3};

class Coverage : public ::testing::Test {
 protected:
  Coverage() {
    regions_.rows = {{"84", "Région A", {"69"}, 6'000'000}, {"76", "Région B", {"31"}, 3'000'000}, {"94", "Région C", {"2A"}, 1'000'000}};
    PublishedCount gist;
    gist.lineage = "GIST";
    gist.cases = {10, 10, 10, 10};
    gist.total = 40;
    gist.mapping = CountMapping::one;
    gist.histotypes = {"HG"};
    PublishedCount unmapped = gist;
    unmapped.mapping = CountMapping::none;
    cases_.reference.published_counts.rows = {gist, unmapped};
  }
  void add(int count, const char* department, const char* diagnosis, const char* histotype = "HG") {
    for (int i = 0; i < count; ++i) {
      cases_.tumour(diagnosis).histotype = cases_.reference.histotypes.find(histotype);
      cases_.patient().department = department;
    }
  }
  struct Made {
    EditionActivity activity;
    EditionCoverage coverage;
  };
  Made made() {
    const Cohort cohort = cases_.cohort();
    const Population population = population_of(cohort, testing::small_study());
    const CaseCodes codes = case_codes(cohort, population, regions_);
    TableLayout layout(codes, rule);
    const std::vector<bool> everyone(codes.rows.size(), true);
    EXPECT_TRUE(layout.add("", everyone));
    layout.lay_out();
    const ActivitySplits splits = activity_splits(cohort, codes, layout.find("", everyone), rule);
    Made made{activity_of(splits), {}};
    made.coverage = coverage_of(cohort, codes, {cases_.reference.published_counts, regions_}, splits, {rule, 0.95});
    return made;
  }
  testing::Cases cases_;
  Regions regions_;
};

TEST_F(Coverage, a_region_is_expected_to_have_its_inhabitants_share_of_the_national_count) {
  add(12, "69", "2014-05-01");
  add(6, "31", "2015-05-01");
  add(4, "2A", "2013-05-01");
  const auto [activity, coverage] = made();
  ASSERT_EQ(coverage.regions.size(), 3U) << "no row for an unknown region that nobody lives in";
  EXPECT_EQ(coverage.regions[0].id, "84");
  EXPECT_EQ(coverage.regions[0].observed, 12U);
  EXPECT_EQ(coverage.regions[0].expected, 24U);  // 40 * 6 / 10
  ASSERT_TRUE(coverage.regions[0].ratio);
  EXPECT_DOUBLE_EQ(*coverage.regions[0].ratio, 0.5);
  EXPECT_EQ(coverage.regions[1].expected, 12U);
  EXPECT_EQ(coverage.regions[2].expected, 4U);
}

TEST_F(Coverage, years_and_regions_count_the_same_cases) {
  add(12, "69", "2014-05-01");
  add(6, "31", "2015-05-01");
  add(5, "2A", "2013-05-01");
  add(5, "69", "2018-05-01");
  const auto [activity, coverage] = made();
  std::size_t by_year = 0, by_region = 0;
  for (const CoverageRow& row : coverage.years) by_year += row.observed;
  for (const CoverageRow& row : coverage.regions) by_region += row.observed;
  EXPECT_EQ(by_year, 23U);
  EXPECT_EQ(by_region, 23U);
}

TEST_F(Coverage, a_region_whose_other_years_are_few_is_taken_together_with_another) {
  add(12, "69", "2014-05-01");
  add(2, "69", "2018-05-01");  // 14 in the activity: 14 - 12 would be told
  add(9, "31", "2015-05-01");
  add(6, "31", "2018-05-01");
  add(9, "2A", "2013-05-01");
  add(6, "2A", "2018-05-01");
  const auto [activity, coverage] = made();
  ASSERT_EQ(activity.regions.size(), 3U);
  for (const CoverageRow& row : coverage.regions) EXPECT_NE(row.id, "84");
  const auto joined = std::find_if(coverage.regions.begin(), coverage.regions.end(),
                                   [](const CoverageRow& row) { return row.id.find('+') != std::string::npos; });
  ASSERT_NE(joined, coverage.regions.end());
  EXPECT_TRUE(joined->id.starts_with("84+")) << joined->id;
  EXPECT_EQ(joined->expected % 4, 0U) << "the expected are taken together too";
}

TEST_F(Coverage, years_are_not_told_where_a_period_less_its_years_is_small) {
  add(20, "69", "2014-05-01");
  add(2, "69", "2014-05-01", "HU");  // of an entity that is not compared: 22 of the period less 20
  add(5, "69", "2011-05-01", "HU");
  const auto [activity, coverage] = made();
  ASSERT_EQ(activity.periods.size(), 2U);
  EXPECT_EQ(activity.periods[1].cases, 22U);
  EXPECT_TRUE(coverage.years.empty());
}

TEST_F(Coverage, lineages_are_not_told_where_a_group_less_its_lineages_is_small) {
  add(20, "69", "2014-05-01");
  add(2, "69", "2011-05-01");  // 22 GIST in all years less 20
  add(5, "69", "2011-05-01", "HU");
  const auto [activity, coverage] = made();
  ASSERT_EQ(activity.groups.size(), 2U);
  EXPECT_TRUE(coverage.lineages.empty());
}

TEST_F(Coverage, nothing_is_told_where_those_not_compared_are_few) {
  add(20, "69", "2014-05-01");
  add(2, "31", "2018-05-01");
  const auto [activity, coverage] = made();
  EXPECT_TRUE(coverage.years.empty() && coverage.lineages.empty() && coverage.regions.empty());
}

TEST_F(Coverage, without_inhabitants_nothing_is_expected_and_no_ratio_is_told) {
  for (Region& one : regions_.rows) one.inhabitants = 0;
  add(12, "69", "2014-05-01");
  add(6, "31", "2015-05-01");
  const auto [activity, coverage] = made();
  for (const CoverageRow& row : coverage.regions) {
    EXPECT_EQ(row.expected, 0U);
    EXPECT_FALSE(row.ratio);
  }
}

}  // namespace
}  // namespace repere::study
