#include "statistics/cox_proportionality.hpp"
#include "statistics/cox_residuals.hpp"
#include "statistics/cox_robust.hpp"
#include "statistics/cox_rows.hpp"
#include "statistics_data.hpp"

// What is computed after a Cox model with Efron's ties and 12 covariates, the fit given.
namespace repere::bench {
namespace {

std::size_t rows_of(const benchmark::State& state) { return static_cast<std::size_t>(state.range(0)); }

const statistics::CoxFit& fit_of(std::size_t rows, bool dense) {
  static std::size_t of_rows = 0;
  static bool of_dense = false;
  static statistics::CoxFit kept;
  if (of_rows == rows && of_dense == dense) return kept;
  kept = {};
  const Covariates& covariates = dense ? dense_covariates(rows) : patterned_covariates(rows);
  statistics::CoxModel model;
  model.covariates = covariates.model();
  statistics::CoxOptions options;
  options.keep_rows = true;
  kept = fit_cox(outcome(rows).follow_up(), model, options).value();
  of_rows = rows;
  of_dense = dense;
  return kept;
}

// The linear predictor of each position.
std::vector<double> scores_of(const statistics::CoxFit& fit) {
  const statistics::CoxRows& rows = *fit.kept;
  const std::vector<double> coefficient = statistics::scaled_coefficient(fit);
  std::vector<double> result(rows.rows());
  for (std::size_t i = 0; i < result.size(); ++i)
    for (std::size_t j = 0; j < coefficient.size(); ++j) result[i] += coefficient[j] * rows.row(i)[j];
  return result;
}

template <bool dense>
void concordance(benchmark::State& state) {
  const statistics::CoxFit& fit = fit_of(rows_of(state), dense);
  const std::vector<double> scores = scores_of(fit);
  for (auto _ : state) benchmark::DoNotOptimize(statistics::concordance(fit.kept->sets, scores, {}));
  count(state, 8 + 4 + 1);
}

template <bool dense>
void robust_variance(benchmark::State& state) {
  const statistics::CoxFit& fit = fit_of(rows_of(state), dense);
  for (auto _ : state) benchmark::DoNotOptimize(statistics::cox_robust(fit).value());
  count(state, 12 * 8);
}

template <bool dense>
void robust_variance_clusters(benchmark::State& state) {
  const statistics::CoxFit& fit = fit_of(rows_of(state), dense);
  const Outcome& data = outcome(rows_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(statistics::cox_robust(fit, data.clusters()).value());
  count(state, 12 * 8 + 4);
}

template <bool dense>
void schoenfeld_test(benchmark::State& state) {
  const statistics::CoxFit& fit = fit_of(rows_of(state), dense);
  const Outcome& data = outcome(rows_of(state));
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::cox_proportionality(data.follow_up(), fit).value());
  count(state, 12 * 8 + 5);
}

const bool registered[] = {measure("concordance", concordance<false>, false),
                           measure("concordance_dense", concordance<true>, false),
                           measure("robust_variance", robust_variance<false>, false),
                           measure("robust_variance_dense", robust_variance<true>, false),
                           measure("robust_variance_clusters", robust_variance_clusters<false>, false),
                           measure("schoenfeld_test", schoenfeld_test<false>, false),
                           measure("schoenfeld_test_dense", schoenfeld_test<true>, false)};

}  // namespace
}  // namespace repere::bench
