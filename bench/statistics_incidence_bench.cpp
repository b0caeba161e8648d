#include "statistics/aalen_johansen.hpp"
#include "statistics/fine_gray.hpp"
#include "statistics/gray_test.hpp"
#include "statistics_data.hpp"

namespace repere::bench {
namespace {

statistics::CompetingRisks competing(const Outcome& data) { return {data.days, data.cause, 2, {}}; }

const Outcome& rows_of(const benchmark::State& state) {
  return outcome(static_cast<std::size_t>(state.range(0)));
}

// Day, cause and group of each row: 9 bytes. Both errors, without limits.
void three_groups(benchmark::State& state) {
  const Outcome& data = rows_of(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::aalen_johansen(competing(data), data.groups()).value());
  count(state, 9);
}

void real_times(benchmark::State& state) {
  const Outcome& data = rows_of(state);
  const auto times = real_days(data);
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::aalen_johansen({times, data.cause, 2, {}}, data.groups()).value());
  count(state, 13);
}

void gray(benchmark::State& state) {
  const Outcome& data = rows_of(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::gray_test(competing(data), data.groups()).value());
  count(state, 9);
}

// Twelve columns of doubles, the sort and the sandwich included: 101 bytes a row.
void fine_gray(benchmark::State& state, const Covariates& covariates) {
  const Outcome& data = rows_of(state);
  const statistics::FineGrayModel model{1, covariates.model(), {}};
  for (auto _ : state) benchmark::DoNotOptimize(statistics::fit_fine_gray(competing(data), model).value());
  count(state, 101);
}
void fine_gray_dense(benchmark::State& state) {
  fine_gray(state, dense_covariates(static_cast<std::size_t>(state.range(0))));
}
void fine_gray_patterned(benchmark::State& state) {
  fine_gray(state, patterned_covariates(static_cast<std::size_t>(state.range(0))));
}

const bool registered[] = {measure("aalen_johansen", three_groups, false),
                           measure("aalen_johansen_real_times", real_times, false),
                           measure("gray", gray, false), measure("fine_gray", fine_gray_dense, false),
                           measure("fine_gray_patterned", fine_gray_patterned, false)};

}  // namespace
}  // namespace repere::bench
