#include "statistics/instruction_sets.hpp"
#include "statistics/parallel.hpp"
#include "statistics_data.hpp"

namespace repere::bench {
namespace {

using Words = std::uint64_t __attribute__((vector_size(64)));

// Eight sums, so that an addition never waits for the one before.
REPERE_HOT_LOOP std::uint64_t sum_of_words(const Words* words, std::size_t n) {
  Words sums[8] = {};
  for (std::size_t i = 0; i + 8 <= n; i += 8)
    for (std::size_t k = 0; k < 8; ++k) sums[k] += words[i + k];
  const Words all = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  return all[0] + all[1] + all[2] + all[3] + all[4] + all[5] + all[6] + all[7];
}

// The plain streaming loop whose rate every other measurement is compared with: as many bytes as a measurement of that
// many rows reads, so that both stand in the same cache or in none.
void streaming(benchmark::State& state, std::size_t bytes_a_row) {
  const std::size_t n = static_cast<std::size_t>(state.range(0)) * bytes_a_row / sizeof(Words);
  const auto threads = static_cast<unsigned>(state.range(1));
  const std::vector<Words> words(n, Words{1});
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
