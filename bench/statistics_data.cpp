#include "statistics_data.hpp"

#include <malloc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string_view>

namespace repere::bench {
namespace {

// Numbers that depend on the row and the place they are drawn for only (SplitMix64).
class RowRandom {
 public:
  explicit RowRandom(std::size_t row) : state_(row * 0xD1342543DE82EF95ULL + 20240611) {}
  double uniform() { return (static_cast<double>(next() >> 11) + 0.5) * 0x1p-53; }
  bool yes(double probability) { return uniform() < probability; }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(uniform() * n); }
  double normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

constexpr std::array<const char*, 12> covariate_names{"age",       "male",      "grade2",     "grade3",
                                                      "size_gt50", "deep",      "metastatic", "period2",
                                                      "period3",   "reference", "site2",      "site3"};
constexpr std::array<double, 12> effects{0.02, 0.1, 0.5, 1.0, 0.4, 0.2, 0.9, -0.1, -0.2, -0.15, 0.1, -0.1};

using Case = std::array<double, 12>;

// One of 1, 2, 3 as two columns.
void dummies(std::uint32_t level, double& second, double& third) {
  second = level == 1;
  third = level == 2;
}

Case case_of(RowRandom& random) {
  Case x{};
  x[0] = std::clamp(std::floor(58 + 15 * random.normal()), 18.0, 95.0);
  x[1] = random.yes(0.53);
  dummies(random.below(3), x[2], x[3]);
  x[4] = random.yes(0.6);
  x[5] = random.yes(0.7);
  x[6] = random.yes(0.12);
  dummies(random.below(3), x[7], x[8]);
  x[9] = random.yes(0.55);
  dummies(random.below(3), x[10], x[11]);
  return x;
}

// Calls use(row, its covariates, its further random numbers).
template <class Use>
void each_case(std::size_t rows, Use use) {
  for (std::size_t row = 0; row < rows; ++row) {
    RowRandom random(row);
    const Case x = case_of(random);
    use(row, x, random);
  }
}

Outcome make_outcome(std::size_t rows) {
  Outcome out;
  out.days.resize(rows), out.entry.resize(rows), out.event.resize(rows), out.cause.resize(rows);
  out.group.resize(rows), out.stratum.resize(rows), out.cluster.resize(rows), out.weight.resize(rows);
  each_case(rows, [&](std::size_t row, const Case& x, RowRandom& random) {
    double risk = -1.16;  // the mean case's age
    for (std::size_t j = 0; j < x.size(); ++j) risk += effects[j] * x[j];
    const double until_event = -13000 * std::log(random.uniform()) * std::exp(-risk);
    const double until_end = 4000 * std::sqrt(random.uniform());
    out.event[row] = until_event <= until_end;
    out.days[row] = static_cast<std::int32_t>(std::min(until_event, until_end));
    out.cause[row] = static_cast<std::uint8_t>(out.event[row] ? 1 + random.yes(0.35) : 0);
    out.entry[row] = out.days[row] > 0 && random.yes(0.67)
                         ? static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(out.days[row])))
                         : 0;
    out.group[row] = static_cast<std::uint32_t>(x[2] + 2 * x[3]);
    out.stratum[row] = random.below(5);
    out.cluster[row] = random.below(26);
    out.weight[row] = 1 + random.below(3);
  });
  return out;
}

Covariates make_covariates(std::size_t rows, bool dense) {
  Covariates out{{covariate_names.begin(), covariate_names.end()},
                 std::vector<statistics::LargeArray<double>>(covariate_names.size())};
  for (auto& column : out.columns) column.resize(rows);
  each_case(rows, [&](std::size_t row, const Case& x, RowRandom& random) {
    for (std::size_t j = 0; j < x.size(); ++j)
      out.columns[j][row] = dense ? x[j] + 0.25 * random.normal() : x[j];
  });
  return out;
}

}  // namespace

std::vector<statistics::Covariate> Covariates::model() const {
  std::vector<statistics::Covariate> result;
  for (std::size_t j = 0; j < columns.size(); ++j) result.push_back({names[j], columns[j]});
  return result;
}

const Outcome& outcome(std::size_t rows) {
  static Outcome kept;
  if (kept.days.size() != rows) kept = make_outcome(rows);
  return kept;
}

const Covariates& patterned_covariates(std::size_t rows) {
  static Covariates kept;
  if (kept.columns.empty() || kept.columns[0].size() != rows) kept = make_covariates(rows, false);
  return kept;
}

const Covariates& dense_covariates(std::size_t rows) {
  static Covariates kept;
  if (kept.columns.empty() || kept.columns[0].size() != rows) kept = make_covariates(rows, true);
  return kept;
}

statistics::LargeArray<double> real_days(const Outcome& outcome) {
  statistics::LargeArray<double> times(outcome.days.size());
  for (std::size_t row = 0; row < times.size(); ++row)
    times[row] = outcome.days[row] + RowRandom(row ^ 0x5DEECE66DULL).uniform();
  return times;
}

// What glibc arrives at by itself in a process that has held large columns and given them back, as R's has: memory of one
// computation serves the next.
const bool memory_stays = mallopt(M_MMAP_THRESHOLD, 32 << 20) && mallopt(M_TRIM_THRESHOLD, 64 << 20);

bool measure(const char* name, void (*run)(benchmark::State&), bool two_threads) {
  const char* large = std::getenv("LARGE");
  auto* one =
      benchmark::RegisterBenchmark(name, run)->ArgNames({"", "threads"})->Unit(benchmark::kMillisecond);
  one->UseRealTime();
  for (const std::int64_t rows : {43'975, 1'000'000, 10'000'000}) {
    if (rows > 1'000'000 && !(large && std::string_view(large) == "yes")) continue;
    one->Args({rows, 1});
    if (two_threads) one->Args({rows, 2});
  }
  return true;
}

void count(benchmark::State& state, std::size_t bytes_a_row) {
  state.SetBytesProcessed(state.iterations() * state.range(0) * static_cast<std::int64_t>(bytes_a_row));
}

}  // namespace repere::bench
