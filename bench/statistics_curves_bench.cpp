// Curves and log-rank tests on made-up cohorts in memory: whole days (and, apart, real-valued times), 30 % of events,
// three groups.
#include <benchmark/benchmark.h>

#include <cmath>
#include <map>
#include <random>
#include <vector>

#include "statistics/kaplan_meier.hpp"
#include "statistics/logrank.hpp"

namespace {

using namespace repere::statistics;

struct Cohort {
  std::vector<std::int32_t> days;
  std::vector<double> reals;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> group;

  FollowUp by_day() const { return {days, event, {}, {}}; }
  FollowUp by_real() const { return {reals, event, {}, {}}; }
  Codes groups() const { return {group, 3}; }
};

// Each size is made once.
const Cohort& cohort(std::size_t rows) {
  static std::map<std::size_t, Cohort> made;
  auto [found, is_new] = made.try_emplace(rows);
  Cohort& cohort = found->second;
  if (!is_new) return cohort;
  std::mt19937_64 random(20240611);
  std::exponential_distribution<double> time(1 / 1500.0);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t bits = random();
    cohort.group.push_back(static_cast<std::uint32_t>(bits % 3));
    cohort.reals.push_back(std::min(time(random) * (1 + 0.1 * static_cast<double>(bits % 3)), 4000.0));
    cohort.days.push_back(static_cast<std::int32_t>(cohort.reals.back()));
    cohort.event.push_back(bits / 3 % 10 < 3);
  }
  return cohort;
}

std::size_t rows_of(const benchmark::State& state) { return static_cast<std::size_t>(state.range(0)); }
unsigned threads_of(const benchmark::State& state) { return static_cast<unsigned>(state.range(1)); }

void kaplan_meier_days(benchmark::State& state) {
  const Cohort& data = cohort(rows_of(state));
  KaplanMeierOptions options;
  options.threads = threads_of(state);
  for (auto _ : state) benchmark::DoNotOptimize(kaplan_meier(data.by_day(), {}, options));
}

void kaplan_meier_log_log(benchmark::State& state) {
  const Cohort& data = cohort(rows_of(state));
  KaplanMeierOptions options{LimitScale::log_log};
  options.threads = threads_of(state);
  for (auto _ : state) benchmark::DoNotOptimize(kaplan_meier(data.by_day(), {}, options));
}

void kaplan_meier_3_groups(benchmark::State& state) {
  const Cohort& data = cohort(rows_of(state));
  KaplanMeierOptions options;
  options.threads = threads_of(state);
  for (auto _ : state) benchmark::DoNotOptimize(kaplan_meier(data.by_day(), data.groups(), options));
}

void logrank_3_groups(benchmark::State& state) {
  const Cohort& data = cohort(rows_of(state));
  for (auto _ : state)
    benchmark::DoNotOptimize(logrank(data.by_day(), data.groups(), {}, 0, threads_of(state)));
}

void kaplan_meier_reals(benchmark::State& state) {
  const Cohort& data = cohort(rows_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(kaplan_meier(data.by_real()));
}

void logrank_3_groups_reals(benchmark::State& state) {
  const Cohort& data = cohort(rows_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(logrank(data.by_real(), data.groups()));
}

// What the machine can read at all: the days and events of the rows, summed.
void streaming_read(benchmark::State& state) {
  const Cohort& data = cohort(rows_of(state));
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (const auto day : data.days) sum += static_cast<std::uint64_t>(day);
    for (const auto event : data.event) sum += event;
    benchmark::DoNotOptimize(sum);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0) * 5);
}

constexpr std::int64_t sizes[] = {43'975, 1'000'000, 10'000'000};

void each_size_and_thread(benchmark::internal::Benchmark* bench) {
  bench->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
  for (const auto rows : sizes)
    for (const int threads : {1, 2}) bench->Args({rows, threads});
}
void each_size(benchmark::internal::Benchmark* bench) {
  bench->Unit(benchmark::kMillisecond);
  for (const auto rows : sizes) bench->Args({rows});
}

BENCHMARK(streaming_read)->Apply(each_size);
BENCHMARK(kaplan_meier_days)->Name("kaplan_meier")->Apply(each_size_and_thread);
BENCHMARK(kaplan_meier_log_log)->Apply(each_size_and_thread);
BENCHMARK(kaplan_meier_3_groups)->Apply(each_size_and_thread);
BENCHMARK(logrank_3_groups)->Apply(each_size_and_thread);
BENCHMARK(kaplan_meier_reals)->Apply(each_size);
BENCHMARK(logrank_3_groups_reals)->Apply(each_size);

}  // namespace

BENCHMARK_MAIN();
