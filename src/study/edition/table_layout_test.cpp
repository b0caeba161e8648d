#include "study/edition/table_layout.hpp"

#include <gtest/gtest.h>

namespace repere::study {
namespace {

constexpr access::SmallNumbers rule{5};
constexpr std::initializer_list<std::uint16_t> first_two{0, 1};

/// Cases written by hand: how many of a period, a side, a region, and (inside) a centre.
class Layouts : public testing::Test {
 protected:
  Layouts() {
    codes_.periods = {{"early", {"tôt", "early"}}, {"late", {"tard", "late"}}};
    codes_.regions = {{"A", {"A", "A"}}, {"B", {"B", "B"}}, {"C", {"C", "C"}}};
    codes_.networks["n"].centres = {{"K", {"K", "K"}}, {"L", {"L", "L"}}};
  }
  void add(int count, std::uint16_t period, CaseCodes::Side side, std::uint16_t region, std::uint16_t centre = CohortColumn::no_code) {
    for (int i = 0; i < count; ++i) {
      codes_.rows.push_back(static_cast<std::uint32_t>(codes_.rows.size()));
      codes_.period.push_back(period);
      codes_.region.push_back(region);
      codes_.networks["n"].side.push_back(side);
      codes_.networks["n"].centre.push_back(centre);
    }
  }
  std::vector<bool> everyone() const { return std::vector<bool>(codes_.rows.size(), true); }
  const PopulationTables& laid_out() {
    layout_ = std::make_unique<TableLayout>(codes_, rule);
    EXPECT_TRUE(layout_->add("n", everyone()));
    layout_->lay_out();
    return layout_->find("n", everyone());
  }
  CaseCodes codes_;
  std::unique_ptr<TableLayout> layout_;
};

void expect_sums_hold(const PopulationTables& tables) {
  for (const LayoutSum& sum : tables.sums) {
    std::size_t parts = 0;
    for (const std::size_t part : sum.parts) parts += tables.rows[part].cases;
    EXPECT_EQ(tables.rows[sum.total].cases, parts);
  }
  for (const LayoutRow& row : tables.rows) EXPECT_FALSE(rule.is_small(static_cast<std::int64_t>(row.cases)));
}

TEST_F(Layouts, periods_and_sides_are_crossed_where_nothing_is_small) {
  for (const std::uint16_t period : first_two) {
    add(6, period, CaseCodes::inside, 0, 0);
    add(6, period, CaseCodes::inside, 1, 1);
    add(7, period, CaseCodes::outside, 2);
    add(8, period, CaseCodes::not_known, 2);
  }
  const PopulationTables& tables = laid_out();
  EXPECT_EQ(tables.coarseness, 0);
  expect_sums_hold(tables);
  EXPECT_EQ(std::count_if(tables.rows.begin(), tables.rows.end(), [](const LayoutRow& row) { return row.of == RowOf::period_side; }), 6);
  EXPECT_EQ(std::count_if(tables.rows.begin(), tables.rows.end(), [](const LayoutRow& row) { return row.of == RowOf::centre; }), 2);
}

TEST_F(Layouts, a_small_side_is_shown_with_the_other_that_is_not_inside) {
  for (const std::uint16_t period : first_two) {
    add(10, period, CaseCodes::inside, 0, 0);
    add(9, period, CaseCodes::outside, 0);
    add(2, period, CaseCodes::not_known, 0);
  }
  const PopulationTables& tables = laid_out();
  EXPECT_EQ(tables.coarseness, 1);
  expect_sums_hold(tables);
}

TEST_F(Layouts, a_small_region_is_taken_together_with_the_next_larger) {
  add(3, 0, CaseCodes::inside, 0, 0);
  add(20, 0, CaseCodes::inside, 1, 0);
  add(40, 1, CaseCodes::inside, 2, 1);
  const PopulationTables& tables = laid_out();
  EXPECT_EQ(tables.regions_together, (std::vector<bool>{true, true, false}));
  const auto joined = std::find_if(tables.rows.begin(), tables.rows.end(), [](const LayoutRow& row) {
    return row.of == RowOf::region && row.groups.size() == 2;
  });
  ASSERT_NE(joined, tables.rows.end());
  EXPECT_EQ(joined->cases, 23U);
  expect_sums_hold(tables);
}

TEST_F(Layouts, a_region_that_nearly_all_of_a_part_lives_in_is_not_shown_for_both) {
  // All cases: 20, 20, 20. Operated: 18, 10, 10: two of region A are not, which a reader would subtract.
  for (const std::uint16_t region : std::initializer_list<std::uint16_t>{0, 1, 2}) add(20, 0, CaseCodes::inside, region, 0);
  std::vector<bool> operated = everyone();
  for (const std::size_t left_out : {0U, 1U}) operated[left_out] = false;
  for (std::size_t i = 0; i < 10; ++i) operated[20 + i] = operated[40 + i] = false;
  TableLayout layout(codes_, rule);
  ASSERT_TRUE(layout.add("n", everyone()));
  ASSERT_TRUE(layout.add("n", operated));
  layout.lay_out();
  EXPECT_EQ(layout.find("n", everyone()).regions_together, (std::vector<bool>{false, false, false}));
  const auto& together = layout.find("n", operated).regions_together;
  EXPECT_TRUE(together[0]);
  EXPECT_EQ(std::count(together.begin(), together.end(), true), 2);
  expect_sums_hold(layout.find("n", operated));
}

TEST_F(Layouts, fewer_cases_than_the_threshold_are_refused) {
  add(4, 0, CaseCodes::inside, 0, 0);
  TableLayout layout(codes_, rule);
  EXPECT_EQ(layout.add("n", everyone()).error().kind, ErrorKind::incorrect);
}

}  // namespace
}  // namespace repere::study
