// Many rows with few days: the same numbers as from sorted rows.
#include "statistics/cox_by_day.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "statistics/cox_event_times.hpp"
#include "statistics/cox_likelihood.hpp"
#include "statistics/cox_many_rows_for_tests.hpp"
#include "statistics/cox_proportionality.hpp"

namespace repere::statistics {
namespace {

struct Many : OutcomesForTests {
  std::vector<std::vector<double>> x;

  Many(std::size_t n, bool coded) : x(4) {
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform(0.001, 1);
    for (std::size_t i = 0; i < n; ++i) {
      x[0].push_back(uniform(random) < 0.3);
      x[1].push_back(uniform(random) < 0.6);
      x[2].push_back(40 + std::floor(30 * uniform(random)));
      x[3].push_back(coded ? uniform(random) < 0.02 : 1e6 + normal(random));
      const double rate = std::exp(0.5 * x[0][i] - 0.3 * x[1][i] + 0.02 * x[2][i]);
      draw(random, normal, uniform, rate, 300, 400);
    }
  }
  CoxModel model(bool stratified, bool with_offset) const {
    return model_of(x, {0, 1, 2, 3}, stratified, with_offset);
  }
};

void compare(const FollowUp& follow_up, const CoxModel& model, Ties ties, bool coded) {
  const CoxCodes codes = cox_codes(follow_up, model, 1);
  ASSERT_EQ(codes.count() > 0, coded);
  const auto frame = cox_frame(follow_up, model, codes).value();
  const auto axis = TimeAxis::of(follow_up).value();
  ASSERT_TRUE(CoxDayOrder::suits(follow_up, axis, model.strata));
  const CoxRows rows = cox_rows(follow_up, axis, model, cox_frame(follow_up, model).value());
  for (std::size_t j = 0; j < 4; ++j) {
    EXPECT_NEAR(frame.mean[j], rows.mean[j], 1e-14 * std::abs(rows.mean[j]));
    EXPECT_NEAR(frame.scale[j], rows.scale[j], 1e-14 * rows.scale[j]);
  }
  CoxLikelihood sorted(rows, ties);
  CoxByDay by_day(follow_up, axis, model, frame, codes, ties, 1),
      by_two(follow_up, axis, model, frame, codes, ties, 2);
  CoxByDay score_first(follow_up, axis, model, frame, codes, ties, 1);
  for (const std::vector<double>& at : {std::vector<double>{0, 0, 0, 0}, {0.4, -0.2, 0.3, 0.1}}) {
    ASSERT_TRUE(sorted.evaluate(at));
    ASSERT_TRUE(by_day.evaluate(at));
    // At 0 exact, and elsewhere near.
    const double share = at[0] == 0 ? 1e-12 : 0.06;
    for (std::size_t j = 0; j < 4; ++j)
      EXPECT_NEAR(by_day.information()(j, j) / sorted.information()(j, j), 1, share);
    ASSERT_TRUE(by_day.refine());
    ASSERT_TRUE(by_two.evaluate(at));
    ASSERT_TRUE(by_two.refine());
    ASSERT_TRUE(score_first.evaluate_score(at));
    EXPECT_EQ(score_first.loglik(), by_day.loglik());
    EXPECT_EQ(score_first.score(), by_day.score());
    EXPECT_NEAR(by_day.loglik() / sorted.loglik(), 1, 1e-13);
    EXPECT_EQ(by_two.loglik(), by_day.loglik());
    for (std::size_t j = 0; j < 4; ++j) {
      EXPECT_NEAR(by_day.score()[j], sorted.score()[j], 1e-12 * std::abs(sorted.loglik()));
      EXPECT_EQ(by_two.score()[j], by_day.score()[j]);
      for (std::size_t k = 0; k < 4; ++k) {
        const double size = std::sqrt(sorted.information()(j, j) * sorted.information()(k, k));
        EXPECT_NEAR(by_day.information()(j, k), sorted.information()(j, k), 1e-12 * size);
        EXPECT_EQ(by_two.information()(j, k), by_day.information()(j, k));
      }
    }
  }
}

TEST(CoxByDay, agrees_with_sorted_rows) {
  for (const bool coded : {false, true})
    for (const Ties ties : {Ties::efron, Ties::breslow})
      for (const bool weighted : {false, true})
        for (const bool with_offset : {false, true})
          for (const bool stratified : {false, true}) {
            const Many data(10'001, coded);
            FollowUp follow_up{data.time, data.event, {}, {}};
            if (weighted) follow_up.weight = data.weight;
            compare(follow_up, data.model(stratified, with_offset), ties, coded);
          }
}

TEST(CoxByDay, has_an_exact_information_after_a_short_step) {
  const Many data(10'001, false);
  const FollowUp follow_up{data.time, data.event, {}, data.weight};
  const CoxModel model = data.model(true, true);
  const auto frame = cox_frame(follow_up, model).value();
  const auto axis = TimeAxis::of(follow_up).value();
  CoxByDay stepping(follow_up, axis, model, frame, {}, Ties::efron, 1);
  CoxByDay at_once(follow_up, axis, model, frame, {}, Ties::efron, 1);
  const std::vector<double> near{0.3, -0.2, 0.1, 0.2}, there{0.3 + 1e-8, -0.2, 0.1 - 1e-8, 0.2};
  ASSERT_TRUE(stepping.evaluate(near));
  ASSERT_TRUE(stepping.evaluate(there));
  at_once.be_exact();
  ASSERT_TRUE(at_once.evaluate(there));
  for (std::size_t j = 0; j < 4; ++j)
    for (std::size_t k = 0; k < 4; ++k) {
      const double size = std::sqrt(at_once.information()(j, j) * at_once.information()(k, k));
      EXPECT_NEAR(stepping.information()(j, k), at_once.information()(j, k), 1e-12 * size);
    }
}

TEST(CoxByDay, takes_codes_alone_or_beside_up_to_three_measured_columns) {
  Many data(10'001, true);
  std::mt19937_64 random(8);
  std::normal_distribution<double> normal(5, 2);
  for (std::size_t m = 0; m < 4; ++m) {
    data.x.emplace_back();
    for (std::size_t i = 0; i < 10'001; ++i)
      data.x.back().push_back(m == 0   ? std::round(8 * normal(random)) / 8
                              : m == 1 ? (normal(random) < 5 ? 2 : 3)
                                       : normal(random));
  }
  const FollowUp follow_up{data.time, data.event, {}, data.weight};
  const auto check = [&](const std::vector<std::size_t>& columns, bool coded) {
    CoxModel model;
    for (const std::size_t j : columns) model.covariates.push_back({"x", data.x[j]});
    EXPECT_EQ(cox_codes(follow_up, model, 1).count() > 0, coded);
    const CoxFit fit = fit_cox(follow_up, model).value();
    const CoxRows rows = cox_rows(follow_up, model).value();
    CoxLikelihood sorted(rows, Ties::efron);
    std::vector<double> at;
    for (std::size_t j = 0; j < rows.covariates; ++j) at.push_back(fit.coefficient[j] / rows.scale[j]);
    ASSERT_TRUE(sorted.evaluate(at));
    EXPECT_LT(dot(sorted.score(), Factors(sorted.information(), 1e-12).solve(sorted.score())), 1e-18);
    const Matrix covariance = Factors(sorted.information(), 1e-12).inverse();
    for (std::size_t j = 0; j < rows.covariates; ++j)
      EXPECT_NEAR(fit.std_error[j] / (std::sqrt(covariance(j, j)) * rows.scale[j]), 1, 1e-10);
  };
  check({0, 1, 3}, true);
  check({2}, true);
  check({0, 4, 1, 3}, true);
  check({0, 1, 2, 4}, true);
  check({5, 2, 3, 4}, true);
  check({0, 1, 6}, false);        // of many values
  check({0, 2, 4, 5, 6}, false);  // four of them
}

// The same fit with its rows alone.
CoxFit without_codes(CoxFit fit) {
  CoxRows rows = *fit.kept;
  rows.codes = {};
  fit.kept = std::make_shared<const CoxRows>(std::move(rows));
  fit.kept_times = std::make_shared<const CoxEventTimes>(CoxEventTimes::at_fit(fit));
  return fit;
}

void compare_proportionality(const FollowUp& follow_up, const CoxModel& model) {
  CoxOptions options;
  options.keep_rows = true;
  const CoxFit fit = fit_cox(follow_up, model, options).value();
  ASSERT_GT(fit.kept->codes.count(), 0U);
  for (const auto transform : {TimeTransform::km, TimeTransform::identity}) {
    const auto coded = cox_proportionality(follow_up, fit, transform).value();
    const auto dense = cox_proportionality(follow_up, without_codes(fit), transform).value();
    for (std::size_t j = 0; j < dense.terms.size(); ++j)
      EXPECT_NEAR(coded.terms[j].chi2 / dense.terms[j].chi2, 1, 1e-9) << j;
    EXPECT_NEAR(coded.global.chi2 / dense.global.chi2, 1, 1e-9);
  }
}

TEST(CoxByDay, codes_give_the_test_of_proportional_hazards_that_rows_give) {
  Many data(10'001, true);
  std::mt19937_64 random(8);
  std::normal_distribution<double> normal(5, 2);
  data.x.resize(6);
  for (std::size_t i = 0; i < 10'001; ++i) {
    data.x[4].push_back(std::round(normal(random)));
    data.x[5].push_back(normal(random) < 5 ? 2 : 3);
  }
  const auto model_of = [&](const std::vector<std::size_t>& columns) {
    CoxModel model;
    for (const std::size_t j : columns) model.covariates.push_back({"x", data.x[j]});
    return model;
  };
  const FollowUp plain{data.time, data.event, {}, {}}, weighted{data.time, data.event, {}, data.weight};
  compare_proportionality(plain, data.model(false, false));
  compare_proportionality(weighted, data.model(true, true));
  compare_proportionality(plain, model_of({0, 1, 3}));           // codes alone
  compare_proportionality(weighted, model_of({0, 4, 1, 2}));     // beside two measured columns
  compare_proportionality(weighted, model_of({5, 2, 0, 4, 3}));  // three
}

TEST(CoxDayOrder, is_the_order_of_the_risk_sets) {
  const Many data(300'000, true);
  const FollowUp follow_up{data.time, data.event, {}, {}};
  const auto axis = TimeAxis::of(follow_up).value();
  const Codes strata{data.stratum, 3};
  const RiskSets sorted = risk_sets(follow_up, axis, strata);
  for (const unsigned threads : {1U, 2U}) {
    const CoxDayOrder order(follow_up, axis, strata, threads);
    ASSERT_EQ(order.events(), sorted.blocks.size());
    for (const auto& stratum : order.strata())
      for (std::size_t e = stratum.first_event; e < stratum.end_event; ++e) {
        const std::uint32_t* start = &order.start()[stratum.cell_of_deaths(e)];
        EXPECT_EQ(start[0], sorted.blocks[e].first);
        EXPECT_EQ(start[1], sorted.blocks[e].deaths_end);
        EXPECT_EQ(start[2], sorted.blocks[e].end);
        EXPECT_EQ(order.events_of_day()[e], sorted.blocks[e].deaths());
      }
    for (const bool with_cells : {true, false}) {
      const CoxDayOrder one(follow_up, axis, strata, threads, with_cells);
      std::vector<std::uint32_t> row_at(data.time.size(), 0xFFFFFFFF);
      one.place_rows(threads, [&](std::size_t row, std::uint32_t position) {
        row_at[position] = static_cast<std::uint32_t>(row);
      });
      for (std::size_t i = 0; i < row_at.size(); ++i) {
        ASSERT_LT(row_at[i], row_at.size());
        const std::uint32_t cell = order.cell_of_row()[row_at[i]];
        ASSERT_EQ(cell, order.cell_of_row()[sorted.row[i]]);
        ASSERT_TRUE(order.start()[cell] <= i && i < order.start()[cell + 1]);
      }
    }
  }
}

TEST(CoxByDay, gives_up_codes_where_a_column_only_begins_with_0_and_1) {
  Many data(10'001, true);
  data.x[3].back() = 0.5;
  EXPECT_EQ(cox_codes({data.time, data.event, {}, {}}, data.model(false, false), 1).count(), 0U);
}

TEST(CoxByDay, takes_a_ridge_penalty) {
  const Many data(10'001, true);
  CoxOptions options;
  options.ridge = Ridge{300, true};
  const CoxModel model = data.model(false, false);
  const CoxFit counted = fit_cox({data.time, data.event, {}, {}}, model, options).value();
  // An entry before every time leaves everyone at risk, and the rows are sorted.
  std::vector<std::int32_t> later = data.time, entry(data.time.size(), 0);
  for (auto& time : later) ++time;
  const CoxFit sorted = fit_cox({later, data.event, entry, {}}, model, options).value();
  for (std::size_t j = 0; j < 4; ++j) {
    EXPECT_NEAR(counted.coefficient[j], sorted.coefficient[j], 1e-11 * std::abs(sorted.coefficient[j]));
    EXPECT_NEAR(counted.std_error[j], sorted.std_error[j], 1e-10 * sorted.std_error[j]);
  }
  EXPECT_NEAR(counted.loglik, sorted.loglik, 1e-12 * std::abs(sorted.loglik));
  EXPECT_NEAR(counted.wald.df, sorted.wald.df, 1e-10);
}

TEST(CoxByDay, ends_at_the_same_maximum_from_a_sample_s) {
  // Above 200,000 rows the search starts at a sample's maximum, and rows are cut into pieces.
  const Many data(600'000, true);
  const FollowUp follow_up{data.time, data.event, {}, {}};
  const CoxModel model = data.model(false, false);
  CoxOptions options;
  options.concordance = false;
  const CoxFit fit = fit_cox(follow_up, model, options).value();
  options.threads = 2;
  const CoxFit two = fit_cox(follow_up, model, options).value();
  const CoxRows rows = cox_rows(follow_up, model).value();
  CoxLikelihood sorted(rows, Ties::efron);
  std::vector<double> at;
  for (std::size_t j = 0; j < 4; ++j) at.push_back(fit.coefficient[j] / rows.scale[j]);
  ASSERT_TRUE(sorted.evaluate(at));
  EXPECT_LT(dot(sorted.score(), Factors(sorted.information(), 1e-12).solve(sorted.score())), 1e-18);
  EXPECT_NEAR(fit.loglik / sorted.loglik(), 1, 1e-13);
  for (std::size_t j = 0; j < 4; ++j) EXPECT_EQ(fit.coefficient[j], two.coefficient[j]);
}

TEST(CoxByDay, finds_constant_and_collinear_columns_and_separation) {
  Many data(20'000, true);
  data.x[1] = std::vector<double>(20'000, 4);
  data.x[3] = data.x[0];
  const CoxModel model = data.model(false, false);
  const CoxFit fit = fit_cox({data.time, data.event, {}, {}}, model, {}).value();
  EXPECT_EQ(fit.without_coefficient, (std::vector<std::size_t>{1, 3}));
  for (std::size_t i = 0; i < 20'000; ++i) data.x[1][i] = data.event[i] || i % 2 == 0 ? 0 : 1;
  const CoxFit apart = fit_cox({data.time, data.event, {}, {}}, data.model(false, false), {}).value();
  EXPECT_EQ(apart.perhaps_infinite, std::vector<std::size_t>{1});
}

}  // namespace
}  // namespace repere::statistics
