#include "statistics/logrank.hpp"

#include "statistics_data.hpp"

namespace repere::bench {
namespace {

// Day, event and group of each row: 9 bytes.
void three_groups(benchmark::State& state) {
  const Outcome& data = outcome(static_cast<std::size_t>(state.range(0)));
  const auto threads = static_cast<unsigned>(state.range(1));
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::logrank(data.follow_up(), data.groups(), {}, 0, threads).value());
  count(state, 9);
}

void real_times(benchmark::State& state) {
  const Outcome& data = outcome(static_cast<std::size_t>(state.range(0)));
  const auto times = real_days(data);
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::logrank({times, data.event, {}, {}}, data.groups()).value());
  count(state, 13);
}

const bool registered[] = {measure("logrank_groups", three_groups),
                           measure("logrank_groups_real_times", real_times, false)};

}  // namespace
}  // namespace repere::bench
