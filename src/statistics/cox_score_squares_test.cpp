// The squares of score residuals without the residuals: the same numbers as from each row's own.
#include "statistics/cox_score_squares.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "statistics/cox_event_times.hpp"
#include "statistics/cox_many_rows_for_tests.hpp"
#include "statistics/cox_residuals.hpp"
#include "statistics/cox_robust.hpp"
#include "statistics/cox_row_walk.hpp"

namespace repere::statistics {
namespace {

using Many = ManyRowsForTests;

CoxScoreSquares by_row(const CoxEventTimes& times) {
  const CoxRows& rows = times.rows();
  CoxScoreSquares sums{std::vector<double>(rows.covariates), Matrix(rows.covariates)};
  CoxRowWalk(times).run([&](const CoxRowWalk::Chunk& chunk) {
    for (std::size_t i = 0; i < chunk.rows; ++i) {
      const double w = rows.weight.empty() ? 1 : rows.weight[chunk.position[i]];
      const double* u = chunk.score.row(i);
      for (std::size_t j = 0; j < rows.covariates; ++j) {
        sums.total[j] += w * u[j];
        for (std::size_t k = 0; k < rows.covariates; ++k) sums.squares(j, k) += w * u[j] * w * u[k];
      }
    }
  });
  return sums;
}

void expect_same(const CoxScoreSquares& ours, const CoxScoreSquares& theirs) {
  for (std::size_t j = 0; j < theirs.total.size(); ++j) {
    EXPECT_NEAR(ours.total[j], theirs.total[j], 1e-10 * std::sqrt(theirs.squares(j, j))) << j;
    for (std::size_t k = 0; k < theirs.total.size(); ++k)
      EXPECT_NEAR(ours.squares(j, k), theirs.squares(j, k),
                  1e-11 * std::sqrt(theirs.squares(j, j) * theirs.squares(k, k)))
          << j << k;
  }
}

void compare(const FollowUp& follow_up, const CoxModel& model, Ties ties, bool coded) {
  CoxOptions options;
  options.ties = ties;
  options.keep_rows = true;
  const CoxFit fit = fit_cox(follow_up, model, options).value();
  ASSERT_EQ(fit.kept->codes.count() > 0, coded);
  const auto ours = cox_score_squares(fit);
  ASSERT_TRUE(ours);
  expect_same((*ours)[0], by_row(*CoxEventTimes::of(fit)));
  expect_same((*ours)[1], by_row(CoxEventTimes::at_zero(fit)));
}

TEST(CoxScoreSquares, are_those_of_the_residuals_of_each_row) {
  const std::vector<std::vector<std::size_t>> coded{{0, 1, 2},    {0, 1},       {2},
                                                    {6, 0, 2, 7}, {3, 0, 2, 1}, {4, 2, 0, 3, 1}};
  const Many many(10'001), few(400, 40);
  for (const Ties ties : {Ties::efron, Ties::breslow})
    for (const bool weighted : {false, true})
      for (const bool stratified : {false, true})
        for (const bool with_offset : {false, true}) {
          const auto follow_up = [&](const Many& data) {
            return FollowUp{data.time,
                            data.event,
                            {},
                            weighted ? std::span<const double>(data.weight) : std::span<const double>()};
          };
          SCOPED_TRACE(::testing::Message()
                       << "weighted " << weighted << " strata " << stratified << " offset " << with_offset);
          for (const auto& columns : coded) {
            SCOPED_TRACE(columns.size());
            compare(follow_up(many), many.model(columns, stratified, with_offset), ties, true);
            compare(follow_up(few), few.model(columns, stratified, with_offset), ties, false);
          }
          compare(follow_up(many), many.model({0, 5, 2}, stratified, with_offset), ties, false);
          compare(follow_up(few), few.model({0, 1, 2, 3, 4, 5, 6, 7}, stratified, with_offset), ties, false);
        }
}

TEST(CoxScoreSquares, take_many_columns) {
  Many data(10'001);
  const std::vector<std::vector<double>> own = data.x;
  // Columns that say what others say in other words keep the codes few.
  std::vector<std::size_t> columns{2, 0, 1};
  for (std::size_t j = 0; j < 20; ++j) {
    data.x.push_back(own[j % 2]);
    for (std::size_t i = 0; i < data.x.back().size(); i += 1 + j) data.x.back()[i] = 0;
    columns.push_back(data.x.size() - 1);
    const CoxModel model = data.model(columns);
    const bool coded = cox_codes({data.time, data.event, {}, {}}, model, 1).count() > 0;
    compare({data.time, data.event, {}, data.weight}, model, Ties::efron, coded);
  }
}

// The same rows, entered before every time: each is then walked through.
CoxFit walked_fit(const Many& data, const CoxModel& model) {
  std::vector<std::int32_t> later = data.time, entry(data.time.size(), 0);
  for (auto& time : later) ++time;
  CoxOptions options;
  options.keep_rows = true;
  return fit_cox({later, data.event, entry, {}}, model, options).value();
}
CoxFit fit_of(const Many& data, const CoxModel& model) {
  CoxOptions options;
  options.keep_rows = true;
  return fit_cox({data.time, data.event, {}, {}}, model, options).value();
}
void expect_same_robust(const CoxFit& ours, const CoxFit& theirs, double tolerance) {
  const CoxRobust a = cox_robust(ours).value(), b = cox_robust(theirs).value();
  for (std::size_t j = 0; j < a.std_error.size(); ++j)
    EXPECT_NEAR(a.std_error[j] / b.std_error[j], 1, tolerance) << j;
  EXPECT_NEAR(a.wald.chi2 / b.wald.chi2, 1, tolerance);
  EXPECT_NEAR(a.score.chi2 / b.score.chi2, 1, tolerance);
}

TEST(CoxScoreSquares, leave_rows_that_enter_late_to_the_walk_through_them) {
  const Many data(400, 40);
  const CoxModel model = data.model({0, 2});
  EXPECT_TRUE(cox_score_squares(fit_of(data, model)));
  EXPECT_FALSE(cox_score_squares(walked_fit(data, model)));
  expect_same_robust(fit_of(data, model), walked_fit(data, model), 1e-10);
}

// A covariate that hardly varies within its stratum: residuals are small beside its distance from the mean of all.
TEST(CoxScoreSquares, leave_small_differences_of_large_numbers_to_the_walk) {
  Many data(400, 40);
  for (std::size_t i = 0; i < 400; ++i) data.x[5][i] = 10 * data.stratum[i] + 0.01 * data.x[3][i];
  const CoxModel model = data.model({0, 5}, true);
  EXPECT_FALSE(cox_score_squares(fit_of(data, model)));
  expect_same_robust(fit_of(data, model), walked_fit(data, model), 1e-9);
}

TEST(CoxScoreSquares, leave_hazards_near_the_end_of_the_numbers_to_the_walk) {
  Many data(400, 40);
  for (std::size_t i = 0; i < 400; ++i) data.offset[i] = data.time[i] < 20 ? 165 : -165;
  const CoxFit fit = fit_of(data, data.model({0, 2}, false, true));
  EXPECT_FALSE(cox_score_squares(fit));
  const CoxScoreSquares walked = by_row(*CoxEventTimes::of(fit));
  const Matrix covariance = scaled_covariance(fit);
  for (std::size_t j = 0; j < 2; ++j) {
    double square = 0;
    for (std::size_t k = 0; k < 2; ++k)
      for (std::size_t l = 0; l < 2; ++l)
        square += covariance(j, k) * walked.squares(k, l) * covariance(l, j);
    EXPECT_NEAR(cox_robust(fit)->std_error[j], std::sqrt(square) * fit.kept->scale[j],
                1e-10 * std::sqrt(square));
  }
}

}  // namespace
}  // namespace repere::statistics
