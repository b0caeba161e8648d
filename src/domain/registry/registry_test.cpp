#include <gtest/gtest.h>

#include <set>

#include "domain/registry/tables.hpp"
#include "domain/registry/values.hpp"

namespace repere::registry {
namespace {

struct TestCodes {
  Histotypes histotypes;
  Sites sites;
  Centres centres;
  Codes codes() const { return {histotypes, sites, centres}; }
};

TEST(When, is_exact_between_two_day_counts_whatever_the_origin) {
  const auto range = days_from_to(When::after_origin(10), When::after_origin(40), PartialDate::of_year(2011));
  ASSERT_TRUE(range);
  EXPECT_EQ(*range, (DayRange{30, 30}));
}

TEST(When, spans_all_that_two_partial_dates_allow) {
  const auto a = When::on(PartialDate::of_month(2014, 1)), b = When::on(PartialDate::of_month(2014, 2));
  const auto range = days_from_to(a, b, std::nullopt);
  EXPECT_EQ(*range, (DayRange{1, 58}));
  EXPECT_EQ(order_of(a, b, std::nullopt), Order::before);
  EXPECT_EQ(order_of(b, a, std::nullopt), Order::after);
  EXPECT_EQ(order_of(a, a, std::nullopt), Order::not_known);
}

TEST(When, needs_the_origin_to_compare_a_date_with_a_day_count) {
  const auto day = When::after_origin(3), date = When::on(*PartialDate::parse("2014-01-10"));
  EXPECT_EQ(order_of(day, date, std::nullopt), Order::not_known);
  EXPECT_EQ(order_of(day, date, PartialDate::parse("2014-01-01").value()), Order::before);
  EXPECT_EQ(order_of(day, date, PartialDate::parse("2014-01-07").value()), Order::same_day);
  EXPECT_EQ(order_of(When{}, date, PartialDate::of_year(2014)), Order::not_known);
}

TEST(Columns, are_named_once_a_table) {
  for_each_act_table([](const auto& table) {
    using Row = typename std::remove_cvref_t<decltype(table)>::Row;
    std::set<std::string_view> names;
    for_each_act_column<Row>([&](const auto& column) {
      EXPECT_TRUE(names.insert(column.name).second) << table.name << "." << column.name;
    });
  });
}

TEST(Columns, refuse_a_date_and_a_day_together) {
  const TestCodes lists;
  Surgery row;
  const auto date = std::get<1>(act_columns()), day = std::get<2>(act_columns());
  EXPECT_EQ(read_column("2014-03", row, date, lists.codes()), ValueProblem::none);
  EXPECT_EQ(read_column("12", row, day, lists.codes()), ValueProblem::two_ways_to_say_when);
  EXPECT_EQ(row.when.date().text(), "2014-03");
}

TEST(Columns, keep_numbers_within_their_bounds) {
  const TestCodes lists;
  Tumour row;
  const auto read = [&](std::string_view text) {
    return read_column(text, row, column("size_mm", &Tumour::size_mm).in(0.1, 2000), lists.codes());
  };
  EXPECT_EQ(read("85.5"), ValueProblem::none);
  EXPECT_EQ(row.size_mm, 85.5);
  EXPECT_EQ(read("0"), ValueProblem::out_of_range);
  EXPECT_EQ(read("2001"), ValueProblem::out_of_range);
  EXPECT_EQ(read("8,5"), ValueProblem::not_a_number);
  EXPECT_EQ(read(""), ValueProblem::none);
  EXPECT_EQ(row.size_mm, 85.5);
}

TEST(Columns, take_departments_that_exist) {
  for (const char* good : {"01", "69", "95", "2A", "2B", "974", "976", "988"}) EXPECT_TRUE(is_department(good)) << good;
  for (const char* wrong : {"", "1", "00", "20", "96", "2C", "970", "999", "0974", "-1", "69 ", "Rhône"})
    EXPECT_FALSE(is_department(wrong)) << wrong;
  const TestCodes lists;
  Patient row;
  const auto department = std::get<3>(columns_of<Patient>());
  EXPECT_EQ(read_column("96", row, department, lists.codes()), ValueProblem::not_a_department);
  EXPECT_EQ(read_column("2A", row, department, lists.codes()), ValueProblem::none);
}

TEST(Values, are_written_as_they_are_read) {
  const TestCodes lists;
  MetastaticSites sites;
  EXPECT_EQ(read_value("liver+lung", sites, lists.codes()), ValueProblem::none);
  std::string text;
  write_value(text, sites, lists.codes());
  EXPECT_EQ(text, "lung+liver");
  EXPECT_EQ(read_value("lung+", sites, lists.codes()), ValueProblem::unknown_metastatic_site);
  std::optional<Margin> margin;
  EXPECT_EQ(read_value("R1", margin, lists.codes()), ValueProblem::none);
  EXPECT_EQ(margin, Margin::r1);
  EXPECT_EQ(read_value("r1", margin, lists.codes()), ValueProblem::unknown_word);
  CentreIndex centre;
  EXPECT_EQ(read_value("UNKNOWN", centre, lists.codes()), ValueProblem::none);
  EXPECT_FALSE(centre);
  EXPECT_EQ(read_value("nowhere", centre, lists.codes()), ValueProblem::unknown_centre);
}

TEST(Registry, sorts_acts_by_tumour_and_keeps_their_order_within_one) {
  Registry registry;
  for (const std::uint32_t tumour : {2u, 0u, 2u, 1u}) {
    News row;
    row.tumour = tumour;
    row.key = std::to_string(registry.news.size());
    registry.news.push_back(row);
  }
  registry.sort_by_tumour();
  std::string keys;
  for (const auto& row : registry.news) keys += row.key;
  EXPECT_EQ(keys, "1302");
}

}  // namespace
}  // namespace repere::registry
