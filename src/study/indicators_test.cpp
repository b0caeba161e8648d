#include "study/indicators.hpp"

#include <gtest/gtest.h>

#include "statistics/proportions.hpp"
#include "study/test_cases.hpp"

namespace repere::study {
namespace {

using registry::Registry;
using testing::Cases;
using testing::day;

// Operated cases by margin at first surgery, in a centre or outside.
Cases with_margins(int r0_inside, int r1_inside, int unknown_inside, int r0_outside, int r1_outside,
                   int unknown_outside) {
  Cases cases;
  const auto add = [&](int count, const char* centre, Margin margin) {
    for (int i = 0; i < count; ++i) {
      cases.tumour("2011-01-01");
      auto& surgery = cases.surgery(day(10));
      surgery.centre = cases.centre(centre);
      surgery.margin = margin;
    }
  };
  add(r0_inside, "IN", Margin::r0);
  add(r1_inside, "IN", Margin::r1);
  add(unknown_inside, "IN", Margin::unknown);
  add(r0_outside, "OUTSIDE", Margin::r0);
  add(r1_outside, "OUTSIDE", Margin::r1);
  add(unknown_outside, "OUTSIDE", Margin::unknown);
  return cases;
}

IndicatorDefinition r0(const Cases& cases, Unknowns unknowns) {
  IndicatorDefinition indicator;
  indicator.id = "r0";
  indicator.numerator = cases.expression("first_surgery_margin = \"R0\"");
  indicator.denominator = cases.expression("operated");
  indicator.unknowns = unknowns;
  indicator.network_side = "first_surgery_network";
  return indicator;
}

IndicatorResult measured(const Cases& cases, const IndicatorDefinition& indicator) {
  const Cohort cohort = cases.cohort();
  return measure(cohort, population_of(cohort, testing::small_study()), indicator, 0.95).value();
}

// ESMO 2018: unknown margins kept, 53.0 and 15.9 %; among known margins 65.3 and 39.4 %.
TEST(Indicator, treats_unknowns_as_its_definition_says) {
  const Cases cases = with_margins(530, 282, 188, 159, 245, 591);
  const IndicatorCell kept = measured(cases, r0(cases, Unknowns::keep)).cells.at(0);
  EXPECT_DOUBLE_EQ(*kept.inside.value, 0.53);
  EXPECT_EQ(kept.inside.denominator, 1000u);
  EXPECT_EQ(kept.inside.unknown, 188u);
  const IndicatorCell excluded = measured(cases, r0(cases, Unknowns::exclude)).cells.at(0);
  EXPECT_NEAR(*excluded.inside.value, 0.653, 5e-4);
  EXPECT_NEAR(*excluded.outside.value, 0.394, 5e-4);
  EXPECT_EQ(excluded.inside.denominator, 812u);
  const IndicatorCell bound = measured(cases, r0(cases, Unknowns::bound)).cells.at(0);
  EXPECT_FALSE(bound.inside.value);
  EXPECT_FALSE(bound.inside_minus_outside.value);
  for (const IndicatorCell* cell : {&kept, &excluded, &bound}) {
    EXPECT_DOUBLE_EQ(*cell->inside.least, 0.53);
    EXPECT_DOUBLE_EQ(*cell->inside.most, 0.718);
  }
  EXPECT_DOUBLE_EQ(*bound.inside.lower, statistics::wilson_interval({530, 1000}, 0.95)->lower);
  EXPECT_DOUBLE_EQ(*bound.inside.upper, statistics::wilson_interval({718, 1000}, 0.95)->upper);
}

TEST(Indicator, has_wilson_limits_and_newcombe_difference) {
  const Cases cases = with_margins(56, 14, 0, 48, 32, 0);
  const IndicatorCell cell = measured(cases, r0(cases, Unknowns::keep)).cells.at(0);
  EXPECT_NEAR(*cell.inside_minus_outside.lower, 0.0524, 5.1e-5);
  EXPECT_NEAR(*cell.inside_minus_outside.upper, 0.3339, 5.1e-5);
  EXPECT_DOUBLE_EQ(*cell.all.lower, statistics::wilson_interval({104, 150}, 0.95)->lower);
}

TEST(Indicator, counts_periods_and_their_trend) {
  Cases cases;
  const auto add = [&](int count, const char* year, Margin margin) {
    for (int i = 0; i < count; ++i) {
      cases.tumour(year);
      cases.surgery(day(1)).margin = margin;
    }
  };
  add(5, "2011", Margin::r0);
  add(15, "2011", Margin::r1);
  add(10, "2015", Margin::r0);
  add(10, "2015", Margin::r1);
  add(3, "2009", Margin::r0);
  const IndicatorResult result = measured(cases, r0(cases, Unknowns::keep));
  ASSERT_EQ(result.cells.size(), 3u);
  EXPECT_EQ(result.cells[0].all.yes, 18u);
  EXPECT_EQ(result.cells[1].all.yes, 5u);
  EXPECT_EQ(result.cells[2].all.denominator, 20u);
  EXPECT_NEAR(*result.trend_z, 0.25 / std::sqrt(0.375 * 0.625 * 0.1), 1e-12);
  EXPECT_EQ(result.cells[0].network_unknown.yes, 18u);  // the centre is not recorded
  EXPECT_EQ(result.periods[0].id, "all");
}

TEST(Indicator, keeps_absent_acts_from_unknown_ones) {
  Cases cases;
  for (int i = 0; i < 4; ++i) {
    cases.tumour("2011");
    cases.surgery(day(10));
    if (i == 0) cases.act(&Registry::biopsies, day(1));
    if (i == 1) cases.act(&Registry::biopsies, {}, registry::ActStatus::unknown);
    if (i == 2) cases.act(&Registry::biopsies, {}, registry::ActStatus::not_asked);
  }
  IndicatorDefinition indicator = r0(cases, Unknowns::keep);
  indicator.numerator = cases.expression("biopsy_before_surgery");
  Proportion all = measured(cases, indicator).cells.at(0).all;
  EXPECT_EQ(all.yes, 1u);
  EXPECT_EQ(all.no, 1u);
  EXPECT_EQ(all.unknown, 2u);
  indicator.absent_acts = AbsentActs::unknown;
  all = measured(cases, indicator).cells.at(0).all;
  EXPECT_EQ(all.no, 0u);
  EXPECT_EQ(all.unknown, 3u);
}

TEST(Indicator, leaves_out_and_counts_an_open_denominator) {
  Cases cases;
  for (const auto incident : {registry::Answer::yes, registry::Answer::no, registry::Answer::unknown})
    cases.tumour("2011").incident = incident;
  IndicatorDefinition indicator = r0(cases, Unknowns::keep);
  indicator.numerator = cases.expression("second_reading");
  indicator.denominator = cases.expression("incident");
  const IndicatorCell cell = measured(cases, indicator).cells.at(0);
  EXPECT_EQ(cell.all.denominator, 1u);
  EXPECT_EQ(cell.denominator_unknown, 1u);
}

TEST(Indicator, without_cases_has_no_value) {
  Cases cases;
  const IndicatorResult result = measured(cases, r0(cases, Unknowns::keep));
  EXPECT_FALSE(result.cells.at(0).all.value);
  EXPECT_FALSE(result.cells.at(0).all.least);
  EXPECT_FALSE(result.trend_z);
}

TEST(DelayIndicator, has_quartiles_of_the_delays_known_to_the_day) {
  Cases cases;
  const auto read = [&](registry::When when) {
    cases.tumour("2014-03-10");
    auto& reading = cases.act(&Registry::pathology, when);
    reading.reading = registry::Reading::second;
    reading.sampled = day(0);
    cases.surgery(day(5)).centre = cases.centre("IN");
  };
  for (const int delay : {10, 20, 40}) read(day(delay));
  read(testing::date("2014-05"));  // 52 to 82 days: open as a delay, no as "less than 30 days"
  read({});
  IndicatorDefinition indicator = r0(cases, Unknowns::keep);
  indicator.kind = IndicatorKind::delay;
  indicator.delay = "second_reading_delay_days";
  indicator.numerator = cases.expression("second_reading_delay_days < 30");
  indicator.denominator = cases.expression("second_reading");
  const IndicatorCell cell = measured(cases, indicator).cells.at(0);
  ASSERT_TRUE(cell.delay_all);
  EXPECT_EQ(cell.delay_all->n, 3u);
  EXPECT_EQ(cell.delay_all->unknown, 2u);
  EXPECT_EQ(cell.delay_all->median, 20);
  EXPECT_EQ(cell.delay_inside->n, 3u);
  EXPECT_EQ(cell.delay_outside->n, 0u);
  EXPECT_EQ(cell.all.yes, 2u);
  EXPECT_EQ(cell.all.no, 2u);
  EXPECT_EQ(cell.all.unknown, 1u);
}

TEST(Indicator, refuses_variables_that_do_not_serve) {
  Cases cases;
  const Cohort cohort = cases.cohort();
  const Population population = population_of(cohort, testing::small_study());
  IndicatorDefinition indicator = r0(cases, Unknowns::keep);
  indicator.network_side = "sex";
  EXPECT_FALSE(measure(cohort, population, indicator, 0.95));
  indicator.network_side = std::nullopt;
  EXPECT_TRUE(measure(cohort, population, indicator, 0.95));
  indicator.kind = IndicatorKind::delay;
  indicator.delay = "sex";
  EXPECT_FALSE(measure(cohort, population, indicator, 0.95));
}

}  // namespace
}  // namespace repere::study
