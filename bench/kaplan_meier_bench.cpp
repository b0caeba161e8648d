#include "statistics/kaplan_meier.hpp"

#include "statistics_data.hpp"

namespace repere::bench {
namespace {

std::size_t rows_of(const benchmark::State& state) { return static_cast<std::size_t>(state.range(0)); }

statistics::KaplanMeierOptions options_of(const benchmark::State& state,
                                          statistics::LimitScale limits = statistics::LimitScale::log) {
  statistics::KaplanMeierOptions options;
  options.limits = limits;
  options.threads = static_cast<unsigned>(state.range(1));
  return options;
}

// Day and event of each row: 5 bytes; with groups 9.
void all_rows(benchmark::State& state) {
  const Outcome& data = outcome(rows_of(state));
  const auto options = options_of(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::kaplan_meier(data.follow_up(), {}, options).value());
  count(state, 5);
}

void log_log_limits(benchmark::State& state) {
  const Outcome& data = outcome(rows_of(state));
  const auto options = options_of(state, statistics::LimitScale::log_log);
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::kaplan_meier(data.follow_up(), {}, options).value());
  count(state, 5);
}

void three_groups(benchmark::State& state) {
  const Outcome& data = outcome(rows_of(state));
  const auto options = options_of(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::kaplan_meier(data.follow_up(), data.groups(), options).value());
  count(state, 9);
}

// Times that are no whole days have to be sorted: 9 bytes a row.
void real_times(benchmark::State& state) {
  const Outcome& data = outcome(rows_of(state));
  const auto times = real_days(data);
  const auto options = options_of(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::kaplan_meier({times, data.event, {}, {}}, {}, options).value());
  count(state, 9);
}

const bool registered[] = {measure("kaplan_meier", all_rows), measure("kaplan_meier_log_log", log_log_limits),
                           measure("kaplan_meier_groups", three_groups),
                           measure("kaplan_meier_real_times", real_times, false)};

}  // namespace
}  // namespace repere::bench
