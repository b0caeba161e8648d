#include "storage/dataset_rows.hpp"

#include <algorithm>

#include "storage/read_rows.hpp"

namespace repere::storage {

namespace {

Result<void> insert(WriteState& state, std::int64_t id, const registry::Dataset& dataset) {
  const TableText table = dataset_table();
  auto statement = state.connection.prepare_insert(table.name, table.written());
  if (!statement) return tl::unexpected(statement.error());
  RowBinder row(**statement, no_codes());
  row.start().put(id).put(state.revision.value).put(std::string_view(dataset.source));
  row.put(std::string_view(dataset.title_fr)).put(std::string_view(dataset.title_en));
  row.put(std::string_view(dataset.version)).put(dataset.cut_off).put(std::int64_t{dataset.synthetic});
  row.put(std::string_view(dataset.licence));
  REPERE_TRY((*statement)->run());
  return {};
}

}  // namespace

Result<std::vector<StoredDataset>> read_datasets(Connection& connection, RevisionId as_of) {
  std::vector<StoredDataset> datasets;
  REPERE_TRY(for_each_row(connection, dataset_table(), as_of, no_codes(), [&](RowReader& row) {
    StoredDataset stored;
    stored.id = row.whole();
    stored.dataset.source = row.text();
    stored.dataset.title_fr = row.text();
    stored.dataset.title_en = row.text();
    stored.dataset.version = row.text();
    row.get(stored.dataset.cut_off, "cut_off");
    stored.dataset.synthetic = row.whole() != 0;
    stored.dataset.licence = row.text();
    datasets.push_back(std::move(stored));
    return true;
  }));
  return datasets;
}

Result<std::vector<std::int64_t>> write_datasets(WriteState& state,
                                                 const std::vector<registry::Dataset>& datasets) {
  const auto stored = read_datasets(state.connection, state.revision);
  if (!stored) return tl::unexpected(stored.error());
  auto closer = VersionCloser::make(state, "dataset", "id = $2");
  if (!closer) return tl::unexpected(closer.error());
  std::vector<std::int64_t> ids;
  for (const registry::Dataset& dataset : datasets) {
    const auto found = std::find_if(stored->begin(), stored->end(), [&](const StoredDataset& one) {
      return one.dataset.source == dataset.source;
    });
    ids.push_back(found == stored->end() ? state.next_id() : found->id);
    if (found != stored->end()) {
      if (found->dataset == dataset) continue;
      REPERE_TRY(closer->close(found->id));
    }
    REPERE_TRY(insert(state, ids.back(), dataset));
  }
  return ids;
}

Result<std::vector<std::int64_t>> find_datasets(WriteState& state, const std::vector<registry::Dataset>& datasets) {
  auto query = state.connection.prepare("SELECT id FROM dataset WHERE source = $1 AND until IS NULL");
  if (!query) return tl::unexpected(query.error());
  std::vector<std::int64_t> ids;
  for (const registry::Dataset& dataset : datasets) {
    (*query)->bind(1, std::string_view(dataset.source));
    const auto found = (*query)->step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return not_newest(state.connection, "dataset");
    ids.push_back((*query)->whole(0));
    REPERE_TRY((*query)->run());
  }
  return ids;
}

}  // namespace repere::storage
