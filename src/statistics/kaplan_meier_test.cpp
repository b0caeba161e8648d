#include "statistics/kaplan_meier.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "statistics/survival_quantiles.hpp"

namespace repere::statistics {
namespace {

struct Sample {
  std::vector<double> time;
  std::vector<std::uint8_t> event;
  std::vector<double> entry = {};
  std::vector<double> weight = {};
  FollowUp view() const { return {time, event, entry, weight}; }
};

SurvivalCurve curve_of(const Sample& sample, LimitScale scale = LimitScale::log) {
  return kaplan_meier(sample.view(), {}, {scale, 0.95, CurveVariance::automatic}).value().front();
}

void expect_near(const std::vector<double>& values, const std::vector<double>& expected,
                 double tolerance = 1e-14) {
  ASSERT_EQ(values.size(), expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(expected[i]))
      EXPECT_TRUE(std::isnan(values[i])) << i;
    else
      EXPECT_NEAR(values[i], expected[i], tolerance * std::max(1.0, std::abs(expected[i]))) << i;
  }
}

const double nan = std::nan("");

// Remission under 6-mercaptopurine: Freireich 1963; curve in Collett, Modelling Survival Data in Medical
// Research, and in Cox & Oakes 1984.
const Sample remission{{6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35},
                       {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0}};

TEST(KaplanMeier, gives_the_published_curve_of_the_remission_trial) {
  const SurvivalCurve curve = curve_of(remission);
  const std::vector<std::pair<double, double>> published = {
      {6, 0.857}, {7, 0.807}, {10, 0.753}, {13, 0.690}, {16, 0.627}, {22, 0.538}, {23, 0.448}};
  for (const auto& [time, survival] : published)
    EXPECT_NEAR(survival_at(curve, time).survival, survival, 5e-4);
  EXPECT_NEAR(survival_at(curve, 6).std_error, 0.0764, 5e-5);
  EXPECT_NEAR(survival_at(curve, 23).std_error, 0.1346, 5e-5);
  EXPECT_EQ(survival_quantile(curve, 0.5).time, 23);
  EXPECT_EQ(survival_quantile(curve, 0.5).lower, 16);
  EXPECT_TRUE(std::isnan(survival_quantile(curve, 0.5).upper));
  EXPECT_EQ(curve.rows, 21U);
  EXPECT_EQ(curve.total_events, 9);
}

TEST(KaplanMeier, is_the_product_worked_out_by_hand) {
  const SurvivalCurve curve = curve_of({{1, 2, 2, 3, 4}, {1, 1, 0, 1, 0}});
  expect_near(curve.time, {1, 2, 3, 4});
  expect_near(curve.at_risk, {5, 4, 2, 1});
  expect_near(curve.events, {1, 1, 1, 0});
  expect_near(curve.censored, {0, 1, 0, 1});
  expect_near(curve.survival, {4.0 / 5, 3.0 / 5, 3.0 / 10, 3.0 / 10});
  const double greenwood = 1.0 / 20 + 1.0 / 12 + 1.0 / 2;
  EXPECT_NEAR(curve.std_error[2], 0.3 * std::sqrt(greenwood), 1e-15);
  EXPECT_NEAR(curve.cumulative_hazard[2], 1.0 / 5 + 1.0 / 4 + 1.0 / 2, 1e-15);
  EXPECT_NEAR(curve.lower[2], 0.3 * std::exp(-1.959963984540054 * std::sqrt(greenwood)), 1e-15);
  EXPECT_EQ(curve.upper[2], 1);
}

TEST(KaplanMeier, counts_delayed_entries_from_just_after_them) {
  const SurvivalCurve curve = curve_of({{3, 3, 5, 6}, {1, 0, 1, 1}, {0, 2, 3, 5}});
  expect_near(curve.time, {3, 5, 6});
  expect_near(curve.at_risk, {2, 1, 1});
  expect_near(curve.survival, {0.5, 0, 0});
  expect_near(curve.cumulative_hazard, {0.5, 1.5, 2.5});
}

TEST(KaplanMeier, takes_whole_weights_as_copies_and_others_by_the_jackknife) {
  const SurvivalCurve copies = curve_of({{1, 2, 3}, {1, 0, 1}, {}, {2, 1, 3}});
  const SurvivalCurve written_out = curve_of({{1, 1, 2, 3, 3, 3}, {1, 1, 0, 1, 1, 1}});
  expect_near(copies.survival, written_out.survival);
  expect_near(copies.std_error, written_out.std_error);
  // R: survfit(Surv(time, event) ~ 1, weights)
  const SurvivalCurve fractions = curve_of({{1, 2, 3, 4, 4}, {1, 1, 0, 1, 1}, {}, {.5, 1.2, 1, 2, 1.7}});
  expect_near(fractions.survival, {0.921875, 0.734375, 0.734375, 0});
  expect_near(fractions.std_error, {0.081101002157583452, 0.189321885418783364, 0.189321885418783364, 0});
  expect_near(fractions.cumulative_hazard_std_error,
              {0.081101002157583452, 0.209996624739565485, 0.209996624739565485, 0.209996624739565457});
  EXPECT_NEAR(fractions.lower[1], 0.44307588542882209, 1e-14);
}

TEST(KaplanMeier, takes_fractional_weights_with_delayed_entry) {
  const SurvivalCurve curve =
      curve_of({{2, 3, 4, 4, 5, 6}, {1, 1, 0, 1, 1, 0}, {0, 0, 1, 2, 0, 3}, {.5, 1.2, 1, 2, 1.7, .3}});
  expect_near(curve.survival, {0.886363636363636354, 0.706086286594761137, 0.423651771956856660,
                               0.063547765793528513, 0.063547765793528513});
  expect_near(curve.std_error, {0.117048235471329129, 0.185699384701197096, 0.234275917489244451,
                                0.070311401031160195, 0.070311401031160195});
  expect_near(curve.cumulative_hazard_std_error,
              {0.11704823547132913, 0.21496920583682011, 0.36567759649177611, 0.33396535523720677,
               0.33396535523720677});
}

TEST(KaplanMeier, leaves_rows_of_weight_0_in_the_table_and_out_of_the_estimate) {
  const SurvivalCurve curve = curve_of({{1, 2, 3, 4}, {1, 1, 1, 0}, {}, {0, 1, 1, 2}});
  expect_near(curve.at_risk, {4, 4, 3, 2});
  expect_near(curve.survival, {1, 0.75, 0.5, 0.5});
  EXPECT_NEAR(curve.lower[1], 0.42593226849798205, 1e-15);
}

TEST(KaplanMeier, is_exactly_0_when_all_weight_is_gone_though_rows_of_weight_0_stay) {
  // The error of the cumulative hazard was 1e-8 where it is 0: rows of weight 0 kept what rounding left behind.
  const SurvivalCurve curve =
      curve_of({{3, 3, 3, 4, 5}, {1, 1, 1, 0, 1}, {2, 2, 1, 1, 0}, {0.1, 0.2, 0.613, 0, 0}});
  EXPECT_EQ(curve.survival[0], 0);
  expect_near(curve.at_risk, {0.913, 0, 0});
  EXPECT_LT(curve.cumulative_hazard_std_error[1], 1e-15);
}

TEST(KaplanMeier, keeps_the_jackknife_s_digits_with_delayed_entry) {
  // A million-fold weight comes and goes before the others enter; what it leaves behind must not be theirs.
  // R 4.2.2, survival 3.8-6: survfit(Surv(entry, time, event) ~ 1, weights)$std.chaz of the last three rows alone
  const SurvivalCurve with =
      curve_of({{1, 2, 4, 5, 6}, {1, 1, 1, 0, 1}, {0, 0, 3, 3, 3}, {1e6, 0.5, 0.5, 1.5, 0.7}});
  const SurvivalCurve alone = curve_of({{4, 5, 6}, {1, 0, 1}, {3, 3, 3}, {0.5, 1.5, 0.7}});
  const double before = with.cumulative_hazard_std_error[1];
  for (std::size_t m = 0; m < 3; ++m)
    EXPECT_NEAR(std::sqrt(std::pow(with.cumulative_hazard_std_error[m + 2], 2) - before * before),
                alone.cumulative_hazard_std_error[m], 1e-9);
}

// R 4.2.2, survival 3.8-6: quantile(survfit(Surv(c(1, 2, 3), rep(0, 3)) ~ 1), 0) is NA with both limits;
// of Surv(c(1, 2, 3, 4), c(0, 1, 1, 0)) it is 0, lower 0, upper NA (that limit never leaves 1).
TEST(KaplanMeier, forgets_heavy_rows_that_have_left) {
  // Influences on log S worked out by hand; with 1e18 taken out of a sum of squares again, the last two were lost.
  const Sample sample{{1, 2, 3, 4}, {1, 1, 1, 0}, {}, {1e9, 1.5, 0.75, 0.25}};
  const SurvivalCurve curve = curve_of(sample);
  const double all = 1e9 + 2.5, first = 1e9 / (all * 2.5), second = first + 1.5 / (2.5 * 1);
  const double third = second + 0.75 / (1 * 0.25);
  const auto root = [](double a, double b, double c, double d) {
    return std::sqrt(a * a + b * b + c * c + d * d);
  };
  const double log_2 = root(1e9 / all, 1.5 * (first - 1 / 2.5), 0.75 * second, 0.25 * second);
  const double log_3 = root(1e9 / all, 1.5 * (first - 1 / 2.5), 0.75 * (second - 1), 0.25 * third);
  EXPECT_NEAR(curve.std_error[1] / curve.survival[1], log_2, 1e-14 * log_2);
  EXPECT_NEAR(curve.std_error[2] / curve.survival[2], log_3, 1e-14 * log_3);
  // The same rows come late, while one that stays is there from the start.
  const Sample late{{1, 12, 13, 14, 20}, {1, 1, 1, 0, 0}, {0, 10, 10, 10, 0}, {1e9, 1.5, 0.75, 0.25, 0.5}};
  const SurvivalCurve then = curve_of(late);
  const double g1 = 1e9 / ((1e9 + 0.5) * 0.5), step_2 = 1.5 / (3 * 1.5), step_3 = 0.75 / (1.5 * 0.75);
  const double expected = root(1e9 * -1 / (1e9 + 0.5), 1.5 * (-1.0 / 3), 0.75 * (step_2 - 1 / 1.5),
                               std::hypot(0.25 * (step_2 + step_3), 0.5 * (g1 + step_2 + step_3)));
  EXPECT_NEAR(then.std_error[2] / then.survival[2], expected, 1e-14 * expected);
}

TEST(KaplanMeier, has_limits_that_change_at_events_only) {
  // A last digit that moved at a censoring made the limit's quantile the middle of a piece that was not flat.
  Sample sample;
  for (int day = 1; day <= 60; ++day) {
    sample.time.push_back(day);
    sample.event.push_back(day % 20 == 1);
    sample.entry.push_back(day % 3 == 0 ? day / 2 : 0);
    sample.weight.push_back(0.1 + 0.37 * (day % 7));
  }
  for (const auto& entry : {std::vector<double>{}, sample.entry}) {
    sample.entry = entry;
    const SurvivalCurve curve = curve_of(sample);
    for (std::size_t m = 1; m < curve.time.size(); ++m)
      if (curve.events[m] == 0) {
        EXPECT_EQ(curve.lower[m], curve.lower[m - 1]) << m;
        EXPECT_EQ(curve.upper[m], curve.upper[m - 1]) << m;
        EXPECT_EQ(curve.cumulative_hazard_std_error[m], curve.cumulative_hazard_std_error[m - 1]) << m;
      }
  }
}

TEST(KaplanMeier, has_no_error_of_the_hazard_where_all_weight_has_the_event) {
  EXPECT_EQ(curve_of({{3, 3}, {1, 1}, {}, {0.8, 0.8}}).cumulative_hazard_std_error.front(), 0);
}

TEST(KaplanMeier, has_a_quantile_of_0_only_where_the_curve_leaves_1) {
  const SurvivalQuantile never = survival_quantile(curve_of({{1, 2, 3}, {0, 0, 0}}), 0);
  EXPECT_TRUE(std::isnan(never.time));
  EXPECT_TRUE(std::isnan(never.lower));
  EXPECT_TRUE(std::isnan(never.upper));
  const SurvivalQuantile some = survival_quantile(curve_of({{1, 2, 3, 4}, {0, 1, 1, 0}}), 0);
  EXPECT_EQ(some.time, 0);
  EXPECT_EQ(some.lower, 0);
  EXPECT_TRUE(std::isnan(some.upper));
}

TEST(KaplanMeier, answers_for_the_smallest_samples) {
  const SurvivalCurve death = curve_of({{5}, {1}});
  expect_near(death.survival, {0});
  expect_near(death.std_error, {nan});
  expect_near(death.lower, {nan});
  EXPECT_EQ(survival_quantile(death, 0.5).time, 5);
  const SurvivalCurve censored = curve_of({{5}, {0}});
  expect_near(censored.survival, {1});
  expect_near(censored.std_error, {0});
  EXPECT_TRUE(std::isnan(survival_quantile(censored, 0.5).time));
  const SurvivalCurve at_0 = curve_of({{0, 0, 1}, {1, 0, 1}});
  expect_near(at_0.survival, {2.0 / 3, 0});
  EXPECT_NEAR(at_0.std_error[0], 0.27216552697590868, 1e-15);
  EXPECT_NEAR(survival_at(at_0, 0).survival, 2.0 / 3, 1e-15);
}

TEST(KaplanMeier, takes_times_that_differ_by_rounding_as_one) {
  const SurvivalCurve sum = curve_of({{0.1 + 0.2, 0.3, 0.5}, {1, 1, 1}});
  expect_near(sum.time, {0.3, 0.5});
  expect_near(sum.events, {2, 1});
  const SurvivalCurve huge = curve_of({{1e9, 1e9 + 1, 2e9, 3e9}, {1, 1, 1, 0}});
  expect_near(huge.time, {1e9, 2e9, 3e9});
  expect_near(huge.survival, {0.5, 0.25, 0.25});
}

TEST(KaplanMeier, gives_one_curve_a_group_also_to_an_empty_one) {
  const std::vector<std::uint32_t> group = {2, 0, 2, 0};
  const Sample sample{{1, 2, 3, 4}, {1, 1, 0, 0}};
  const auto curves = kaplan_meier(sample.view(), {group, 3}).value();
  ASSERT_EQ(curves.size(), 3U);
  expect_near(curves[0].survival, {0.5, 0.5});
  EXPECT_EQ(curves[1].rows, 0U);
  EXPECT_TRUE(curves[1].time.empty());
  expect_near(curves[2].survival, {0.5, 0.5});
}

TEST(KaplanMeier, is_the_same_for_days_and_for_real_numbers_that_are_whole) {
  const std::vector<std::int32_t> days = {3, 1, 4, 1, 5};
  const Sample sample{{3, 1, 4, 1, 5}, {1, 1, 0, 0, 1}};
  const FollowUp view{std::span<const std::int32_t>(days), sample.event, {}, {}};
  const auto curve = kaplan_meier(view).value().front();
  expect_near(curve.survival, curve_of(sample).survival, 0);
  expect_near(curve.time, {1, 3, 4, 5});
}

TEST(KaplanMeier, turned_round_measures_the_follow_up) {
  const Sample sample{{1, 2, 3, 4}, {1, 0, 0, 1}};
  const auto curve = reverse_kaplan_meier(sample.view()).value().front();
  expect_near(curve.survival, {1, 2.0 / 3, 1.0 / 3, 1.0 / 3});
  EXPECT_EQ(survival_quantile(curve, 0.5).time, 3);
}

TEST(SurvivalAt, repeats_the_last_value_and_has_nobody_at_risk_past_it) {
  const SurvivalCurve curve = curve_of({{2, 4, 6}, {1, 0, 0}});
  const auto at = survival_at(curve, std::vector<double>{0, 2, 3, 6, 7});
  EXPECT_EQ(at[0].survival, 1);
  EXPECT_EQ(at[0].at_risk, 3);
  EXPECT_EQ(at[0].std_error, 0);
  EXPECT_EQ(at[1].at_risk, 3);
  EXPECT_EQ(at[2].at_risk, 2);
  EXPECT_EQ(at[3].at_risk, 1);
  EXPECT_EQ(at[4].at_risk, 0);
  EXPECT_EQ(at[4].survival, at[3].survival);
}

TEST(SurvivalQuantile, is_the_middle_of_a_flat_piece) {
  const SurvivalCurve curve = curve_of({{1, 2, 5, 6}, {1, 1, 1, 0}});
  EXPECT_EQ(survival_quantile(curve, 0.5).time, 3.5);
  EXPECT_EQ(survival_quantile(curve, 0.25).time, 1.5);
  EXPECT_EQ(survival_quantile(curve, 0).time, 0);
  // Flat until the end of the curve.
  EXPECT_EQ(survival_quantile(curve_of({{1, 2, 5, 6}, {1, 1, 0, 0}}), 0.5).time, 4);
}

TEST(SurvivalQuantile, of_a_limit_unknown_at_both_ends_is_what_R_gives) {
  // Arcsin: no limits before the first event nor once survival is 0; the lower one is 0 in between.
  // R: quantile(survfit(Surv(t0, t, e) ~ 1, conf.type = "arcsin", conf.int = .999), 1)$lower is NA.
  const Sample sample{{6, 2, 5, 4, 4}, {0, 0, 1, 1, 1}, {5, 0, 1, 0, 0}};
  const SurvivalCurve curve =
      kaplan_meier(sample.view(), {}, {LimitScale::arcsin, 0.999, CurveVariance::automatic}).value().front();
  ASSERT_TRUE(std::isnan(curve.lower.front()) && curve.lower[1] == 0 && std::isnan(curve.lower.back()));
  EXPECT_TRUE(std::isnan(survival_quantile(curve, 1).lower));
  EXPECT_EQ(survival_quantile(curve, 0.9).lower, 4);
}

TEST(KaplanMeier, refuses_what_cannot_be_computed) {
  const auto message = [](const Sample& sample) {
    const auto result = kaplan_meier(sample.view());
    return result ? std::string() : result.error().message;
  };
  EXPECT_EQ(message({{}, {}}), "there are no rows to compute on");
  EXPECT_EQ(message({{1, 2}, {1}}), "times, events, entries and weights are not of the same length");
  EXPECT_EQ(message({{1, -2}, {1, 0}}), "row 2: the time is negative or not a number");
  EXPECT_EQ(message({{nan}, {1}}), "row 1: the time is negative or not a number");
  EXPECT_EQ(message({{INFINITY}, {1}}), "row 1: the time is negative or not a number");
  EXPECT_EQ(message({{1}, {2}}), "row 1: the event is neither 0 nor 1");
  EXPECT_EQ(message({{1, 2}, {1, 1}, {0, 2}}), "row 2: the entry is not before the end of follow-up");
  EXPECT_EQ(message({{1, 2}, {1, 1}, {0, -1}}), "row 2: the entry is negative or not a number");
  EXPECT_EQ(message({{1e-10, 2}, {1, 1}, {0, 1}}),
            "row 1: the entry and the end of follow-up differ by rounding only");
  EXPECT_EQ(message({{1, 2}, {1, 1}, {}, {1, -1}}), "row 2: the weight is negative or not a number");
  const Sample good{{1}, {1}};
  const std::vector<std::uint32_t> group = {1};
  EXPECT_FALSE(kaplan_meier(good.view(), {group, 1}));
  EXPECT_FALSE(kaplan_meier(good.view(), {}, {LimitScale::log, 1, CurveVariance::automatic}));
}

}  // namespace
}  // namespace repere::statistics
