#include <cstring>

#include "statistics/instruction_sets.hpp"
#include "statistics/parallel.hpp"
#include "statistics_data.hpp"

namespace repere::bench {
namespace {

REPERE_HOT_LOOP std::uint64_t sum_of_words(const std::uint64_t* words, std::size_t n) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += words[i];
  return sum;
}

// The plain streaming loop whose rate every other measurement is compared with: as many bytes as a measurement of that
// many rows reads, so that both stand in the same cache or in none.
void streaming(benchmark::State& state, std::size_t bytes_a_row) {
  const std::size_t n = static_cast<std::size_t>(state.range(0)) * bytes_a_row / 8;
  const auto threads = static_cast<unsigned>(state.range(1));
  const std::vector<std::uint64_t> words(n, 1);
  std::vector<std::uint64_t> sums(threads);
  for (auto _ : state) {
    statistics::in_parallel(threads, threads, [&](std::size_t piece) {
      const std::size_t from = n * piece / threads, to = n * (piece + 1) / threads;
      sums[piece] = sum_of_words(words.data() + from, to - from);
    });
    benchmark::DoNotOptimize(sums.data());
    benchmark::ClobberMemory();
  }
  count(state, bytes_a_row);
}

void narrow(benchmark::State& state) { streaming(state, 8); }
void wide(benchmark::State& state) { streaming(state, 104); }

const bool registered[] = {measure("streaming_8_bytes_a_row", narrow),
                           measure("streaming_104_bytes_a_row", wide)};

}  // namespace
}  // namespace repere::bench

BENCHMARK_MAIN();
