#include "statistics/cox_cluster_scores.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "statistics/cox_many_rows_for_tests.hpp"
#include "statistics/cox_row_walk.hpp"

namespace repere::statistics {
namespace {

using Many = ManyRowsForTests;

constexpr std::size_t count = 7;

void compare(const CoxEventTimes& times, const PaddedRows& scores,
             const std::vector<std::uint32_t>& cluster) {
  const CoxRows& rows = times.rows();
  std::vector<double> walked(count * rows.covariates), size(rows.covariates);
  CoxRowWalk(times).run([&](const CoxRowWalk::Chunk& chunk) {
    for (std::size_t i = 0; i < chunk.rows; ++i)
      for (std::size_t j = 0; j < rows.covariates; ++j) {
        const double score =
            (rows.weight.empty() ? 1 : rows.weight[chunk.position[i]]) * chunk.score.row(i)[j];
        walked[cluster[chunk.position[i]] * rows.covariates + j] += score;
        size[j] += std::abs(score);
      }
  });
  for (std::size_t c = 0; c < count; ++c)
    for (std::size_t j = 0; j < rows.covariates; ++j)
      EXPECT_NEAR(scores.row(c)[j], walked[c * rows.covariates + j], 1e-12 * size[j]) << c << " " << j;
}

TEST(CoxClusterScores, are_the_sums_of_the_rows_residuals) {
  const Many many(10'001), few(400, 40);
  for (const bool weighted : {false, true})
    for (const Ties ties : {Ties::efron, Ties::breslow})
      for (const Many* data : {&many, &few})
        for (const std::vector<std::size_t>& columns : {std::vector<std::size_t>{0, 2, 1},
                                                        {3, 0, 4, 1, 2},
                                                        {5, 0, 2, 1},
                                                        {0, 1, 2, 3, 4, 5, 0, 1, 2, 3}}) {
          CoxOptions options;
          options.ties = ties;
          options.keep_rows = true;
          FollowUp follow_up{data->time, data->event, {}, {}};
          if (weighted) follow_up.weight = data->weight;
          const CoxFit fit = fit_cox(follow_up, data->model(columns, true, true), options).value();
          EXPECT_EQ(fit.kept->codes.count() > 0, data == &many && columns[0] != 5 && columns.size() < 10);
          std::vector<std::uint32_t> cluster;
          for (std::size_t i = 0; i < fit.rows; ++i)
            cluster.push_back(static_cast<std::uint32_t>(i * i % count));
          const auto at_fit = CoxEventTimes::of(fit);
          const CoxEventTimes at_zero = CoxEventTimes::at_zero(fit);
          const auto together = cox_cluster_scores({at_fit.get(), &at_zero}, cluster, count);
          compare(*at_fit, together[0], cluster);
          compare(at_zero, together[1], cluster);
          compare(at_zero, cox_cluster_scores({&at_zero}, cluster, count)[0], cluster);
        }
}

}  // namespace
}  // namespace repere::statistics
