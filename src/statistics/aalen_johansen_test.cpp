#include "statistics/aalen_johansen.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "statistics/kaplan_meier.hpp"
#include "statistics/reference_answers.hpp"

namespace repere::statistics {
namespace {

using Causes = std::vector<std::uint8_t>;

TEST(AalenJohansen, is_worked_out_by_hand) {
  const std::vector<double> time = {1, 2, 3, 4, 5};
  const Causes cause = {1, 0, 2, 1, 0};
  const auto curve = aalen_johansen({time, cause, 2, {}}).value().front();
  EXPECT_EQ(curve.rows, 5U);
  EXPECT_EQ(curve.time, time);
  EXPECT_EQ(curve.at_risk, (std::vector<double>{5, 4, 3, 2, 1}));
  EXPECT_EQ(curve.censored, (std::vector<double>{0, 1, 0, 0, 1}));
  EXPECT_EQ(curve.cause[0].events, (std::vector<double>{1, 0, 0, 1, 0}));
  // 1/5; + (8/15) / 2
  EXPECT_NEAR(curve.cause[0].estimate[0], 0.2, 1e-16);
  EXPECT_NEAR(curve.cause[0].estimate[3], 7.0 / 15, 1e-15);
  EXPECT_NEAR(curve.cause[1].estimate[2], 4.0 / 15, 1e-15);
  EXPECT_NEAR(curve.event_free[4], 4.0 / 15, 1e-15);
  // (2/3)^2 / 25 + (1/2)^2 (4/15)^2 + (4/15)^2
  EXPECT_NEAR(curve.cause[0].std_error[0], 0.2, 1e-15);
  EXPECT_NEAR(std::pow(curve.cause[0].std_error[3], 2), 4.0 / 225 + 4.0 / 225 + 16.0 / 225, 1e-15);
}

TEST(AalenJohansen, with_one_cause_is_one_less_the_survival) {
  const std::vector<double> time = {0, 0, 1, 1, 2, 5};
  const Causes cause = {1, 0, 1, 1, 0, 1};
  const auto curve = aalen_johansen({time, cause, 1, {}}).value().front();
  EXPECT_EQ(curve.time, (std::vector<double>{0, 1, 2, 5}));
  for (std::size_t m = 0; m < 4; ++m) {
    EXPECT_NEAR(curve.cause[0].estimate[m], 1 - curve.event_free[m], 1e-15);
    EXPECT_NEAR(curve.cause[0].jackknife_std_error[m], curve.event_free_std_error[m], 1e-15);
  }
  EXPECT_EQ(curve.event_free[3], 0);
  EXPECT_EQ(curve.event_free_std_error[3], 0);
}

TEST(AalenJohansen, takes_groups_without_rows_of_one_row_and_without_events) {
  const std::vector<double> time = {3, 4, 7};
  const Causes cause = {0, 0, 2};
  const std::vector<std::uint32_t> group = {0, 0, 2};
  const auto curves = aalen_johansen({time, cause, 2, {}}, {group, 3}).value();
  EXPECT_EQ(curves[0].cause[1].estimate, (std::vector<double>{0, 0}));
  EXPECT_EQ(curves[0].cause[1].std_error, (std::vector<double>{0, 0}));
  EXPECT_TRUE(curves[1].time.empty());
  EXPECT_EQ(curves[2].cause[0].estimate, (std::vector<double>{0}));
  EXPECT_EQ(curves[2].cause[1].estimate, (std::vector<double>{1}));
  // R 4.2.2, cmprsk 2.2-11 cuminc: 1 with variance 1; survival 3.8-6 survfit: 0
  EXPECT_EQ(curves[2].cause[1].std_error, (std::vector<double>{1}));
  EXPECT_EQ(curves[2].cause[1].jackknife_std_error, (std::vector<double>{0}));
}

TEST(AalenJohansen, gives_the_last_value_at_or_before_a_time) {
  const std::vector<double> time = {2, 4};
  const Causes cause = {1, 0};
  const auto curve = aalen_johansen({time, cause, 1, {}}).value().front();
  EXPECT_EQ(incidence_at(curve, 0, 1.9).estimate, 0);
  EXPECT_EQ(incidence_at(curve, 0, 2).estimate, 0.5);
  EXPECT_EQ(incidence_at(curve, 0, 99).estimate, 0.5);
}

TEST(AalenJohansen, refuses_what_is_wrong_and_says_where) {
  const std::vector<double> time = {1, 2}, negative = {1, -2}, late = {0, 2};
  const Causes cause = {1, 2};
  const auto message = [](const CompetingRisks& data) { return aalen_johansen(data).error().message; };
  EXPECT_EQ(message({time, cause, 1, {}}), "row 2: the cause is out of range");
  EXPECT_EQ(message({negative, cause, 2, {}}), "row 2: the time is negative or not a number");
  EXPECT_EQ(message({time, cause, 2, late}), "row 2: the entry is not before the end of follow-up");
  EXPECT_EQ(message({std::vector<double>{}, {}, 2, {}}), "there are no rows to compute on");
  EXPECT_FALSE(aalen_johansen({time, cause, 0, {}}));
  const std::vector<double> below = {1, -0.5}, one = {1};
  EXPECT_EQ(message({time, cause, 2, {}, below}), "row 2: the weight is negative or not a number");
  EXPECT_FALSE(aalen_johansen({time, cause, 2, {}, one}));
  const std::vector<std::uint32_t> group = {0, 5};
  EXPECT_FALSE(aalen_johansen({time, cause, 2, {}}, {group, 2}));
}

struct Sample {
  std::vector<double> time, entry;
  Causes cause;
  std::size_t rows() const { return time.size(); }
};

Sample sample_of(std::mt19937& random, bool delayed, bool real) {
  Sample sample;
  const std::size_t rows = 5 + random() % 40;
  for (std::size_t row = 0; row < rows; ++row) {
    const double entry = delayed ? static_cast<double>(random() % 6) : 0;
    sample.entry.push_back(entry);
    sample.time.push_back(entry + 1 + static_cast<double>(random() % 12) + (real ? 0.25 : 0));
    sample.cause.push_back(static_cast<std::uint8_t>(random() % 4));
  }
  return sample;
}

// The incidence of a cause at a time from the definition, each row counting its weight.
double incidence(const Sample& sample, const std::vector<double>& weight, std::uint8_t cause, double until) {
  std::vector<double> times = sample.time;
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  double share = 1, result = 0;
  for (const double t : times) {
    if (t > until) break;
    double at_risk = 0, events = 0, own = 0;
    for (std::size_t row = 0; row < sample.rows(); ++row) {
      if (sample.entry[row] < t && sample.time[row] >= t) at_risk += weight[row];
      if (sample.time[row] != t || sample.cause[row] == 0) continue;
      events += weight[row];
      if (sample.cause[row] == cause) own += weight[row];
    }
    if (events == 0) continue;
    result += share * own / at_risk;
    share *= 1 - events / at_risk;
  }
  return result;
}

TEST(AalenJohansen, jackknife_is_the_sum_of_squared_derivatives_by_weight) {
  std::mt19937 random(20);
  for (int set = 0; set < 60; ++set) {
    const Sample sample = sample_of(random, set % 2 == 1, set % 3 == 0);
    const CompetingRisks data{sample.time, sample.cause, 3, set % 2 == 1 ? Times(sample.entry) : Times()};
    const auto curve = aalen_johansen(data).value().front();
    for (std::uint8_t cause = 1; cause <= 3; ++cause)
      for (std::size_t m = 0; m < curve.time.size(); ++m) {
        if (curve.event_free[m] <= 0) continue;  // the share of nobody has no derivative
        double squares = 0;
        for (std::size_t row = 0; row < sample.rows(); ++row) {
          std::vector<double> more(sample.rows(), 1.0), less = more;
          constexpr double step = 1e-5;
          more[row] += step;
          less[row] -= step;
          squares += std::pow((incidence(sample, more, cause, curve.time[m]) -
                               incidence(sample, less, cause, curve.time[m])) /
                                  (2 * step),
                              2);
        }
        EXPECT_NEAR(curve.cause[cause - 1].jackknife_std_error[m], std::sqrt(squares), 1e-8)
            << "set " << set << ", time " << curve.time[m];
      }
  }
}

// t <- (i*37)%%23+1; c <- (i*i*7+i%/%2)%%3; w <- 1+i%%4/2; k <- 1+i%%4; e <- (i*5)%%t, i <- 0:59
struct Sixty {
  std::vector<double> time, weight, copies, entry;
  Causes cause;
  Sixty() {
    for (std::uint32_t i = 0; i < 60; ++i) {
      time.push_back((i * 37) % 23 + 1);
      cause.push_back(static_cast<std::uint8_t>((i * i * 7 + i / 2) % 3));
      weight.push_back(1 + i % 4 / 2.0);
      copies.push_back(1 + i % 4);
      entry.push_back((i * 5) % static_cast<std::uint32_t>(time.back()));
    }
  }
};

TEST(AalenJohansen, takes_case_weights_as_survfit_does) {
  // R 4.2.2, survival 3.8-6: survfit(Surv(t, factor(c)) ~ 1, weights = w, id = i), at 5 and 20
  const Sixty sixty;
  const auto curve = aalen_johansen({sixty.time, sixty.cause, 2, {}, sixty.weight}).value().front();
  const auto early = incidence_at(curve, 0, 5), late = incidence_at(curve, 1, 20);
  EXPECT_NEAR(early.estimate, 0.093326715883946476, 1e-15);
  EXPECT_NEAR(early.jackknife_std_error, 0.044902330159779520, 1e-15);
  EXPECT_NEAR(late.estimate, 0.192877710435792715, 1e-15);
  EXPECT_NEAR(late.jackknife_std_error, 0.064810508882088086, 1e-15);
  EXPECT_NEAR(curve.event_free_std_error[19], 0.085720597395174972, 1e-15);
  EXPECT_TRUE(std::isnan(early.std_error));  // of weights that are not copies Aalen's error says nothing
}

TEST(AalenJohansen, takes_case_weights_with_delayed_entry_as_survfit_does) {
  // R 4.2.2, survival 3.8-6: survfit(Surv(e, t, factor(c)) ~ 1, weights = w, id = i), at 5 and 20
  const Sixty sixty;
  const auto curve = aalen_johansen({sixty.time, sixty.cause, 2, sixty.entry, sixty.weight}).value().front();
  EXPECT_NEAR(curve.at_risk[4], 34.5, 1e-13);
  EXPECT_NEAR(incidence_at(curve, 0, 5).estimate, 0.28043543445668473, 1e-15);
  EXPECT_NEAR(incidence_at(curve, 0, 5).jackknife_std_error, 0.119182559460780310, 1e-14);
  EXPECT_NEAR(incidence_at(curve, 1, 20).jackknife_std_error, 0.080708663015533630, 1e-14);
  EXPECT_NEAR(curve.event_free_std_error[19], 0.05827172122737808, 1e-14);
}

TEST(AalenJohansen, forgets_heavy_rows_that_have_left) {
  // One cause: F is 1 - S, whose jackknife is tested by hand. Squares of 1e18 taken out of a sum again left more than rows of
  // weight 1 have.
  const std::vector<double> time = {1, 12, 13, 14, 15, 20}, late = {0, 10, 10, 10, 11, 0};
  const Causes cause = {1, 1, 1, 0, 1, 0};
  const std::vector<double> weight = {1e9, 1.5, 0.75, 0.25, 1.25, 0.5};
  for (const auto& entry : {std::vector<double>{}, late}) {
    const auto survival = kaplan_meier({time, cause, entry, weight}).value().front();
    const auto curve = aalen_johansen({time, cause, 1, entry, weight}).value().front();
    for (std::size_t m = 1; m < time.size(); ++m) {
      EXPECT_NEAR(curve.event_free_std_error[m], survival.std_error[m], 1e-8 * survival.std_error[m]) << m;
      EXPECT_NEAR(curve.cause[0].jackknife_std_error[m], survival.std_error[m], 1e-6 * survival.std_error[m])
          << m;
    }
  }
}

TEST(AalenJohansen, whole_weights_are_copies_for_aalen_s_error) {
  // R 4.2.2, cmprsk 2.2-11: r <- rep(1:60, k); timepoints(cuminc(t[r], c[r]), c(5, 20)); survfit(.., weights = k, id = i)
  const Sixty sixty;
  const auto curve = aalen_johansen({sixty.time, sixty.cause, 2, {}, sixty.copies}).value().front();
  EXPECT_NEAR(incidence_at(curve, 0, 5).estimate, 0.101495796484332365, 1e-15);
  EXPECT_NEAR(std::pow(incidence_at(curve, 0, 5).std_error, 2), 0.00066678170557813951, 1e-16);
  EXPECT_NEAR(std::pow(incidence_at(curve, 1, 20).std_error, 2), 0.0015833288442066908, 1e-16);
  EXPECT_NEAR(incidence_at(curve, 0, 5).jackknife_std_error, 0.049088946959027789, 1e-15);
}

TEST(AalenJohansen, rows_of_weight_0_keep_their_times_and_nothing_else) {
  // R 4.2.2, survival 3.8-6: survfit(Surv(c(4, 1, 2, 3), factor(c(0, 1, 2, 1), 0:2)) ~ 1, weights = c(0, 1, 1, 1), id = 1:4)
  const std::vector<double> time = {4, 1, 2, 3}, weight = {0, 1, 1, 1};
  const auto curve = aalen_johansen({time, {Causes{0, 1, 2, 1}}, 2, {}, weight}).value().front();
  EXPECT_EQ(curve.at_risk, (std::vector<double>{3, 2, 1, 0}));
  EXPECT_EQ(curve.event_free.back(), 0);
  EXPECT_NEAR(curve.cause[0].estimate.back(), 2.0 / 3, 1e-15);
  EXPECT_NEAR(curve.cause[0].jackknife_std_error.back(), 0.2721655269759087, 1e-15);
}

TEST(AalenJohansen, real_times_and_many_groups_give_what_days_give) {
  std::mt19937 random(3);
  const std::size_t rows = 600;
  std::vector<std::int32_t> days;
  std::vector<double> spread;  // the same order, too far apart to be counted by day
  Causes cause;
  std::vector<std::uint32_t> group;
  for (std::size_t row = 0; row < rows; ++row) {
    days.push_back(static_cast<std::int32_t>(random() % 50));
    spread.push_back(days.back() * 1e6 + 0.5);
    cause.push_back(static_cast<std::uint8_t>(random() % 3));
    group.push_back(static_cast<std::uint32_t>(random() % 3));
  }
  const auto by_day = aalen_johansen({days, cause, 2, {}}, {group, 3}).value();
  const auto by_rank = aalen_johansen({spread, cause, 2, {}}, {group, 3}).value();
  const auto apart = aalen_johansen({days, cause, 2, {}}, {group, 40'000}).value();
  for (std::size_t g = 0; g < 3; ++g)
    for (std::size_t k = 0; k < 2; ++k) {
      EXPECT_EQ(by_day[g].cause[k].estimate, by_rank[g].cause[k].estimate);
      EXPECT_EQ(by_day[g].cause[k].estimate, apart[g].cause[k].estimate);
      EXPECT_EQ(by_day[g].cause[k].std_error, apart[g].cause[k].std_error);
    }
}

}  // namespace
}  // namespace repere::statistics
