#include "statistics/cox.hpp"

#include "statistics_data.hpp"

namespace repere::bench {
namespace {

// Day, event and twelve columns: 101 bytes a row. Without the concordance, as coxph.fit.
void fit(benchmark::State& state, const Covariates& covariates, statistics::Ties ties) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const Outcome& data = outcome(rows);
  statistics::CoxOptions options;
  options.ties = ties;
  options.concordance = false;
  options.threads = static_cast<unsigned>(state.range(1));
  const statistics::CoxModel model{covariates.model(), {}, {}};
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::fit_cox(data.follow_up(), model, options).value());
  count(state, 4 + 1 + 8 * covariates.columns.size());
}

void efron_dense(benchmark::State& state) {
  fit(state, dense_covariates(static_cast<std::size_t>(state.range(0))), statistics::Ties::efron);
}
void efron_patterns(benchmark::State& state) {
  fit(state, patterned_covariates(static_cast<std::size_t>(state.range(0))), statistics::Ties::efron);
}

const bool registered[] = {measure("cox_efron_dense", efron_dense),
                           measure("cox_efron_patterns", efron_patterns)};

}  // namespace
}  // namespace repere::bench
