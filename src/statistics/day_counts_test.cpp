#include "statistics/day_counts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "statistics/event_times.hpp"

namespace repere::statistics {
namespace {

using ::testing::ElementsAre;

// Rows that look random, the same each time.
struct Sample {
  std::vector<std::int32_t> days, entry;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> group, stratum;

  Sample(std::size_t rows, std::uint32_t last_day) {
    std::uint32_t state = 11;
    const auto below = [&](std::uint32_t n) {
      state = state * 1664525U + 1013904223U;
      return (state >> 8) % n;
    };
    for (std::size_t row = 0; row < rows; ++row) {
      days.push_back(static_cast<std::int32_t>(1 + below(last_day)));
      entry.push_back(static_cast<std::int32_t>(below(static_cast<std::uint32_t>(days.back()))));
      event.push_back(below(3) == 0);
      group.push_back(below(3));
      stratum.push_back(below(4));
    }
  }
};

void expect_same(const std::vector<EventTable>& a, const std::vector<EventTable>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t s = 0; s < a.size(); ++s) {
    EXPECT_EQ(a[s].time, b[s].time);
    EXPECT_EQ(a[s].at_risk, b[s].at_risk);
    EXPECT_EQ(a[s].events, b[s].events);
    EXPECT_EQ(a[s].censored, b[s].censored);
    EXPECT_EQ(a[s].at_risk_rows, b[s].at_risk_rows);
    EXPECT_EQ(a[s].event_rows, b[s].event_rows);
    EXPECT_EQ(a[s].rows, b[s].rows);
  }
}

TEST(DayCounts, are_worked_out_by_hand) {
  const std::vector<std::int32_t> days = {2, 1, 2, 2};
  const std::vector<std::uint8_t> event = {1, 0, 0, 1};
  const std::vector<std::uint32_t> group = {0, 0, 1, 1};
  const auto counts = count_days({days, event, {}, {}}, {}, {group, 2}).value();
  EXPECT_EQ(counts.days, 3U);
  EXPECT_THAT(counts.ended, ElementsAre(0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1));
}

TEST(DayCounts, give_the_tables_that_ticks_give) {
  const Sample sample(20'000, 900);
  for (const bool entries : {false, true}) {
    const FollowUp data{sample.days, sample.event, entries ? Times(sample.entry) : Times(), {}};
    const auto axis = TimeAxis::of(data).value();
    for (const Codes& strata : {Codes{}, Codes{sample.stratum, 4}})
      for (const Codes& groups : {Codes{}, Codes{sample.group, 3}}) {
        const auto slow = event_tables(data, axis, strata, groups);
        expect_same(event_tables(count_days(data, strata, groups).value()), slow);
      }
  }
}

TEST(DayCounts, are_the_same_for_any_number_of_threads) {
  const Sample sample(500'000, 900);
  const FollowUp data{sample.days, sample.event, sample.entry, {}};
  const Codes strata{sample.stratum, 4}, groups{sample.group, 3};
  const DayCounts one = count_days(data, strata, groups, 1).value();
  for (const unsigned threads : {2U, 3U, 7U}) {
    const DayCounts some = count_days(data, strata, groups, threads).value();
    EXPECT_EQ(some.ended, one.ended);
    EXPECT_EQ(some.entered, one.entered);
  }
}

TEST(DayCounts, take_whole_numbers_that_are_held_as_reals) {
  const Sample sample(10'000, 500);
  const std::vector<double> reals(sample.days.begin(), sample.days.end());
  const std::vector<double> entries(sample.entry.begin(), sample.entry.end());
  const auto days = count_days({sample.days, sample.event, sample.entry, {}}, {}, {sample.group, 3}).value();
  const auto counts = count_days({reals, sample.event, entries, {}}, {}, {sample.group, 3}).value();
  EXPECT_EQ(counts.ended, days.ended);
  EXPECT_EQ(counts.entered, days.entered);
}

TEST(DayCounts, leave_alone_what_they_cannot_count) {
  const std::vector<std::uint8_t> event = {1, 0};
  const auto counted = [&](const Times& time, std::span<const std::uint8_t> events, const Times& entry = {},
                           std::span<const double> weight = {}, const Codes& groups = {}) {
    return count_days({time, events, entry, weight}, {}, groups).has_value();
  };
  using Reals = std::vector<double>;
  using Days = std::vector<std::int32_t>;
  EXPECT_TRUE(counted(Days{1, 2}, event));
  EXPECT_TRUE(counted(Reals{1, 2}, event));
  EXPECT_TRUE(counted(Reals{-0.0, 2}, event));
  EXPECT_FALSE(counted(Reals{1, 2.5}, event));
  EXPECT_FALSE(counted(Reals{1, NAN}, event));
  EXPECT_FALSE(counted(Reals{1, INFINITY}, event));
  EXPECT_FALSE(counted(Reals{1, -1}, event));
  EXPECT_FALSE(counted(Reals{1, 1e300}, event));
  EXPECT_FALSE(counted(Days{1, -2}, event));
  EXPECT_FALSE(counted(Days{1, 2'000'000'000}, event));
  EXPECT_FALSE(counted(Days{1, 2}, std::vector<std::uint8_t>{1, 2}));
  EXPECT_FALSE(counted(Days{1}, event));
  EXPECT_FALSE(counted(Days{}, {}));
  EXPECT_FALSE(counted(Days{1, 2}, event, Days{0, 2}));
  EXPECT_FALSE(counted(Days{1, 2}, event, Days{-1, 0}));
  EXPECT_FALSE(counted(Days{1, 2}, event, Days{0}));
  EXPECT_FALSE(counted(Days{1, 2}, event, {}, Reals{1, 1}));
  const std::vector<std::uint32_t> code = {0, 2};
  EXPECT_FALSE(counted(Days{1, 2}, event, {}, {}, Codes{code, 2}));
}

TEST(EventTimes, are_the_same_from_days_and_from_real_times) {
  const Sample sample(5'000, 300);
  std::vector<double> far, far_entry;
  for (const auto day : sample.days) far.push_back(1e6 * day + 0.5);
  for (const auto day : sample.entry) far_entry.push_back(1e6 * day + 0.5);
  const auto days =
      event_times({sample.days, sample.event, sample.entry, {}}, {sample.stratum, 4}, {sample.group, 3})
          .value();
  const auto reals =
      event_times({far, sample.event, far_entry, {}}, {sample.stratum, 4}, {sample.group, 3}).value();
  ASSERT_EQ(days.size(), 4U);
  for (std::size_t s = 0; s < 4; ++s) {
    EXPECT_EQ(days[s].times, reals[s].times);
    EXPECT_EQ(days[s].at_risk, reals[s].at_risk);
    EXPECT_EQ(days[s].events, reals[s].events);
    EXPECT_EQ(days[s].rows, reals[s].rows);
  }
}

}  // namespace
}  // namespace repere::statistics
