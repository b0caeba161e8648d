#include "study/edition/edition_curves.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace repere::study {
namespace {

constexpr access::SmallNumbers rule{11};

/// `n` people of whom one dies each day from day 1 on, until `deaths` have.
Curve one_a_day(int n, int deaths) {
  Curve curve{.id = "all", .label = {"tous", "all"}, .n = static_cast<std::size_t>(n), .events = static_cast<std::size_t>(deaths)};
  for (int day = 1; day <= deaths; ++day) {
    curve.time.push_back(day);
    curve.n_risk.push_back(n - day + 1);
    curve.n_event.push_back(1);
    curve.n_censor.push_back(0);
    const double survival = static_cast<double>(n - day) / n;
    curve.survival.push_back(survival);
    curve.std_error.push_back(0.01);
    curve.lower.push_back(survival - 0.0333);
    curve.upper.push_back(std::min(1.0, survival + 0.0333));
  }
  return curve;
}

EditionCurve coarse_one(Curve curve) {
  SurvivalResult exact{.id = "os", .endpoint = "os"};
  exact.curves.push_back(std::move(curve));
  return coarse(exact, rule).curves.front();
}

TEST(EditionCurves, begin_at_one_and_stand_on_the_grid) {
  const EditionCurve curve = coarse_one(one_a_day(1000, 900));
  ASSERT_GT(curve.points.size(), 5U);
  EXPECT_EQ(curve.points.front().survival, 1);
  for (std::size_t i = 0; i < curve.points.size(); ++i) {
    const EditionPoint& point = curve.points[i];
    EXPECT_EQ(point.day, static_cast<double>(i) * grid_days);
    const double steps = point.survival / point.step;
    EXPECT_NEAR(steps, std::round(steps), 1e-9);
    EXPECT_EQ(point.at_risk % 20, 0);
    EXPECT_LE(point.survival, i > 0 ? curve.points[i - 1].survival : 1);
  }
}

TEST(EditionCurves, a_step_stands_for_the_threshold_of_people_at_least) {
  for (const EditionPoint& point : coarse_one(one_a_day(1000, 900)).points)
    EXPECT_GE(point.step * (static_cast<double>(point.at_risk) + 10), 11) << point.day;
}

TEST(EditionCurves, limits_are_rounded_outwards) {
  const Curve exact = one_a_day(1000, 900);
  const EditionCurve curve = coarse_one(exact);
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    const auto row = static_cast<std::size_t>(std::floor(curve.points[i].day)) - 1;
    ASSERT_TRUE(curve.points[i].lower && curve.points[i].upper);
    EXPECT_LE(*curve.points[i].lower, exact.lower[row]);
    EXPECT_GE(*curve.points[i].upper, exact.upper[row]);
  }
}

TEST(EditionCurves, end_where_too_few_are_at_risk) {
  // Of 120, 110 have died by day 110: a grid day later nobody is left to be shown.
  const EditionCurve curve = coarse_one(one_a_day(120, 110));
  ASSERT_EQ(curve.points.size(), 1U);
  EXPECT_TRUE(coarse_one(one_a_day(10, 3)).points.empty());
}

TEST(EditionCurves, what_is_not_estimable_is_not_published) {
  Curve curve = one_a_day(1000, 900);
  for (double& limit : curve.upper) limit = std::numeric_limits<double>::quiet_NaN();
  for (const EditionPoint& point : coarse_one(curve).points) EXPECT_FALSE(point.upper);
}

TEST(EditionCurves, a_median_is_read_from_the_rounded_curve) {
  const EditionCurve curve = coarse_one(one_a_day(1000, 900));
  ASSERT_TRUE(curve.median);
  EXPECT_EQ(*curve.median, 6 * grid_days);  // half have died on day 500; the grid's next is 547.9
  EXPECT_FALSE(coarse_one(one_a_day(1000, 400)).median);
}

TEST(EditionCurves, a_test_is_given_with_two_digits_and_only_of_whole_curves) {
  SurvivalResult exact{.id = "os", .endpoint = "os"};
  exact.curves = {one_a_day(1000, 900), one_a_day(500, 100)};
  exact.logrank = study::Test{12.3456, 1, 0.000456789};
  EXPECT_EQ(coarse(exact, rule).logrank_p, 0.00046);
  exact.curves.push_back(one_a_day(8, 3));
  EXPECT_FALSE(coarse(exact, rule).logrank_p);
}

}  // namespace
}  // namespace repere::study
