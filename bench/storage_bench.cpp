#include <benchmark/benchmark.h>

#include <filesystem>

#include "catalogue/load.hpp"
#include "storage/open_record_store.hpp"
#include "storage/postgresql/database.hpp"
#include "synthetic/cohort.hpp"
#include "system/sodium_secrets.hpp"

// The record: writing the synthetic national cohort into a new database, durably, and reading it back. With
// REPERE_BENCH_POSTGRESQL=postgresql://… also in that database, whose content is lost.
namespace repere {
namespace {

const ReferenceData& reference() {
  static const ReferenceData loaded =
      load_reference_data(std::filesystem::path(REPERE_SOURCE_DIR) / "knowledge").value();
  return loaded;
}

workflows::Secrets& secrets() {
  static system::SodiumSecrets made(system::MasterKey::from({1, 2, 3}));
  return made;
}

// Keeps the one chunk that the whole cohort comes in.
struct Kept : synthetic::CohortOutput {
  registry::Registry rows;
  registry::Dataset dataset;
  std::vector<Centre> centres;
  Result<void> begin(const registry::Dataset& described, const std::vector<Centre>& own) override {
    dataset = described;
    centres = own;
    return {};
  }
  Result<void> take(const registry::Registry& chunk) override {
    rows = chunk;
    return {};
  }
  Result<void> take_truth(std::span<const synthetic::DirtTruth>) override { return {}; }
};

const registry::Registry& cohort() {
  static const registry::Registry made = [] {
    Kept kept;
    synthetic::CohortOptions options;
    options.chunk_cases = options.cases;
    REPERE_ENSURE(synthetic::generate(options, reference(), kept));
    kept.rows.datasets = {kept.dataset};
    kept.rows.centres = reference().centres.with(kept.centres).value();
    return std::move(kept.rows);
  }();
  return made;
}

workflows::ChangeSet adding(const registry::Registry& rows) {
  using workflows::RowAction;
  workflows::ChangeSet change{{workflows::RevisionKind::import, {}, "bench", "measured"}, rows, {}, {}, {}};
  change.patients.assign(rows.patients.size(), RowAction::add);
  change.tumours.assign(rows.tumours.size(), RowAction::add);
  std::size_t number = 0;
  registry::for_each_act_table(
      [&](const auto& table) { change.acts[number++].assign((rows.*(table.rows)).size(), RowAction::add); });
  return change;
}

const std::string path = (std::filesystem::temp_directory_path() / "repere-storage-bench.db").string();

const char* postgresql_url() { return std::getenv("REPERE_BENCH_POSTGRESQL"); }

struct Place {
  std::string url;
  void clear() const {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path + ending);
    if (url.starts_with("sqlite:")) return;
    const auto address = storage::postgresql::parse_address(url).value();
    const auto database =
        storage::postgresql::Database::open(address, storage::postgresql::Open::empty_or_ours).value();
    REPERE_ENSURE(database->execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  }
  std::unique_ptr<workflows::RecordStore> open() const {
    return storage::open_record_store(url, storage::OpenMode::create_if_missing, reference(), secrets()).value();
  }
};

void write_the_cohort(benchmark::State& state, const Place& place) {
  const workflows::ChangeSet change = adding(cohort());
  std::int64_t rows = 0;
  for (auto _ : state) {
    state.PauseTiming();
    place.clear();
    state.ResumeTiming();
    rows += place.open()->apply(change).value().rows_added;
  }
  state.counters["rows"] = benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsRate);
}

void read_the_cohort(benchmark::State& state, const Place& place) {
  place.clear();
  REPERE_ENSURE(place.open()->apply(adding(cohort())));
  for (auto _ : state) benchmark::DoNotOptimize(place.open()->read(std::nullopt, std::nullopt).value());
  place.clear();
}

void measure(const std::string& engine, const Place& place) {
  benchmark::RegisterBenchmark(("write_the_cohort/" + engine).c_str(), write_the_cohort, place)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime()
      ->MinTime(5);
  benchmark::RegisterBenchmark(("read_the_cohort/" + engine).c_str(), read_the_cohort, place)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime()
      ->MinTime(3);
}

}  // namespace
}  // namespace repere

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  repere::measure("sqlite", {"sqlite:" + repere::path});
  if (const char* url = repere::postgresql_url()) repere::measure("postgresql", {url});
  benchmark::RunSpecifiedBenchmarks();
}
