#include <benchmark/benchmark.h>

#include <filesystem>

#include "catalogue/load.hpp"
#include "storage/open_record_store.hpp"
#include "synthetic/cohort.hpp"

// The record: writing the synthetic national cohort into a new file, durably, and reading it back.
namespace repere {
namespace {

const ReferenceData& reference() {
  static const ReferenceData loaded =
      load_reference_data(std::filesystem::path(REPERE_SOURCE_DIR) / "knowledge").value();
  return loaded;
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

void remove_file() {
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path + ending);
}

std::unique_ptr<workflows::RecordStore> open() {
  return storage::open_record_store("sqlite:" + path, storage::OpenMode::create_if_missing, reference())
      .value();
}

void write_the_cohort_into_a_new_file(benchmark::State& state) {
  const workflows::ChangeSet change = adding(cohort());
  std::int64_t rows = 0;
  for (auto _ : state) {
    state.PauseTiming();
    remove_file();
    state.ResumeTiming();
    rows += open()->apply(change).value().rows_added;
  }
  state.counters["rows"] = benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsRate);
}

void read_the_cohort(benchmark::State& state) {
  remove_file();
  REPERE_ENSURE(open()->apply(adding(cohort())));
  for (auto _ : state) benchmark::DoNotOptimize(open()->read(std::nullopt, std::nullopt).value());
  remove_file();
}

BENCHMARK(write_the_cohort_into_a_new_file)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(5);
BENCHMARK(read_the_cohort)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(3);

}  // namespace
}  // namespace repere

BENCHMARK_MAIN();
