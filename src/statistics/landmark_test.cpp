#include "statistics/landmark.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "statistics/kaplan_meier.hpp"

namespace repere::statistics {
namespace {

using ::testing::ElementsAre;

const std::vector<std::int32_t> days = {3, 5, 8, 9, 12};
const std::vector<std::uint8_t> event = {1, 0, 1, 1, 0};
const std::vector<std::int32_t> entry = {0, 2, 0, 6, 1};
const std::vector<std::uint32_t> group = {0, 1, 0, 1, 1};

TEST(RowsAtRisk, leaves_out_who_is_no_longer_or_not_yet_there) {
  const auto kept = rows_at_risk({days, event, entry, {}}, {group, 2}, 5, LateEntries::left_out).value();
  EXPECT_THAT(kept.days, ElementsAre(8, 12));  // ended on day 5: gone; enters on day 6: not yet there
  EXPECT_THAT(kept.entry_days, ElementsAre(5, 5));
  EXPECT_THAT(kept.event, ElementsAre(1, 0));
  EXPECT_THAT(kept.code, ElementsAre(0U, 1U));
  EXPECT_EQ(kept.left_out, 3U);
  EXPECT_EQ(kept.groups().count, 2U);
}

TEST(RowsAtRisk, keeps_late_entries_where_survival_is_to_be_conditional) {
  const auto kept = rows_at_risk({days, event, entry, {}}, {}, 5, LateEntries::kept).value();
  EXPECT_THAT(kept.days, ElementsAre(8, 9, 12));
  EXPECT_THAT(kept.entry_days, ElementsAre(5, 6, 5));
  EXPECT_TRUE(kept.code.empty());
}

TEST(RowsAtRisk, of_whole_days_are_the_same_until_the_next_day) {
  const auto kept = rows_at_risk({days, event, {}, {}}, {}, 5.5, LateEntries::kept).value();
  EXPECT_THAT(kept.days, ElementsAre(8, 9, 12));
  EXPECT_THAT(kept.entry_days, ElementsAre(5, 5, 5));
}

TEST(RowsAtRisk, take_a_time_that_differs_by_rounding_as_the_landmark) {
  const std::vector<double> time = {0.1 + 0.2, 0.5}, weight = {1, 0.5};
  const auto kept =
      rows_at_risk({time, std::vector<std::uint8_t>{1, 1}, {}, weight}, {}, 0.3, LateEntries::kept).value();
  EXPECT_THAT(kept.reals, ElementsAre(0.5));
  EXPECT_THAT(kept.weight, ElementsAre(0.5));
}

// S(t | alive at T) is S(t) / S(T), Greenwood's sum from T on.
TEST(RowsAtRisk, give_conditional_survival) {
  const auto whole = kaplan_meier({days, event, {}, {}}).value().front();
  const auto kept = rows_at_risk({days, event, {}, {}}, {}, 3, LateEntries::kept).value();
  const auto after = kaplan_meier(kept.view(), kept.groups()).value().front();
  for (const double t : {5.0, 8.0, 9.0, 12.0})
    EXPECT_NEAR(survival_at(after, t).survival,
                survival_at(whole, t).survival / survival_at(whole, 3).survival, 1e-15);
  EXPECT_NEAR(survival_at(after, 9).std_error, 1.0 / 3 * std::sqrt(1.0 / 6 + 1.0 / 2), 1e-15);
}

// R 4.2.2, survival 3.8-6: L <- d[d$t > 10, ]; summary(survfit(Surv(rep(10, nrow(L)), t, e) ~ 1, L), times = c(15, 23)),
// remission under 6-mercaptopurine.
TEST(RowsAtRisk, agree_with_r) {
  const std::vector<std::int32_t> weeks = {6,  6,  6,  6,  7,  9,  10, 10, 11, 13, 16,
                                           17, 19, 20, 22, 23, 25, 32, 32, 34, 35};
  const std::vector<std::uint8_t> relapse = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
  const auto kept = rows_at_risk({weeks, relapse, {}, {}}, {}, 10, LateEntries::left_out).value();
  const auto curve = kaplan_meier(kept.view()).value().front();
  EXPECT_EQ(survival_at(curve, 10).at_risk, 13);
  EXPECT_NEAR(survival_at(curve, 15).survival, 0.91666666666666663, 1e-15);
  EXPECT_NEAR(survival_at(curve, 23).survival, 0.59523809523809523, 1e-15);
  EXPECT_NEAR(survival_at(curve, 23).std_error, 0.161713739519227989, 1e-15);
  EXPECT_NEAR(survival_at(curve, 23).lower, 0.34949185920924153, 1e-15);
}

TEST(RowsAtRisk, refuses_a_landmark_that_is_no_time) {
  EXPECT_FALSE(rows_at_risk({days, event, {}, {}}, {}, -1, LateEntries::kept));
  EXPECT_FALSE(rows_at_risk({days, event, {}, {}}, {}, NAN, LateEntries::kept));
  EXPECT_EQ(rows_at_risk({days, event, {}, {}}, {}, 12, LateEntries::kept).value().rows(), 0U);
}

}  // namespace
}  // namespace repere::statistics
