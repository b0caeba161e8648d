#include "statistics/kaplan_meier.hpp"

#include "statistics_data.hpp"

namespace repere::bench {
namespace {

// Day and event of each row: 5 bytes; with groups 9.
void all_rows(benchmark::State& state) {
  const Outcome& data = outcome(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(statistics::kaplan_meier(data.follow_up()).value());
  count(state, 5);
}

void three_groups(benchmark::State& state) {
  const Outcome& data = outcome(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::kaplan_meier(data.follow_up(), data.groups()).value());
  count(state, 9);
}

const bool registered[] = {measure("kaplan_meier", all_rows, false),
                           measure("kaplan_meier_groups", three_groups, false)};

}  // namespace
}  // namespace repere::bench
