#include "storage/write_change.hpp"

#include <algorithm>
#include <numeric>

#include "storage/centre_rows.hpp"
#include "storage/column_values.hpp"
#include "storage/dataset_rows.hpp"
#include "storage/pseudonyms.hpp"
#include "storage/revision_log.hpp"
#include "storage/write_identities.hpp"

namespace repere::storage {

using registry::for_each_act_table;
using workflows::ChangeSet;
using workflows::Revision;
using workflows::RowAction;

namespace {

Result<void> check_actions(std::string_view table, std::size_t rows, const std::vector<RowAction>& actions) {
  if (rows == actions.size()) return {};
  return fail(ErrorKind::fault, "table " + std::string(table) + ": the change has " + std::to_string(rows) +
                                    " rows and says of " + std::to_string(actions.size()) +
                                    " what becomes of them");
}

Result<void> check_shape(const ChangeSet& change) {
  REPERE_TRY(check_header(change.header));
  if (change.header.kind == workflows::RevisionKind::undo)
    return fail(ErrorKind::fault, "an undo is not written as a change");
  REPERE_TRY(check_actions("patient", change.rows.patients.size(), change.patients));
  REPERE_TRY(check_actions("tumour", change.rows.tumours.size(), change.tumours));
  Result<void> checked;
  std::size_t number = 0;
  for_each_act_table([&](const auto& table) {
    const auto& actions = change.acts[number++];
    if (checked) checked = check_actions(table.name, (change.rows.*(table.rows)).size(), actions);
  });
  return checked;
}

Revision revision_for(const ChangeSet& change, RevisionId id) {
  Revision revision{change.header, id, 0, 0, std::nullopt, std::nullopt};
  const auto count = [&](const std::vector<RowAction>& actions) {
    revision.rows_added += std::count(actions.begin(), actions.end(), RowAction::add);
    revision.rows_replaced += std::count(actions.begin(), actions.end(), RowAction::replace);
  };
  count(change.patients);
  count(change.tumours);
  for (const auto& actions : change.acts) count(actions);
  return revision;
}

bool is_edit(const ChangeSet& change) { return change.header.kind == workflows::RevisionKind::edit; }

// The data sets of an edit that only changes rows are the record's: they are neither compared nor written.
bool brings_datasets(const ChangeSet& change) {
  return !is_edit(change) ||
         std::find(change.patients.begin(), change.patients.end(), RowAction::add) != change.patients.end();
}

bool changes(const std::vector<RowAction>& actions) {
  return std::any_of(actions.begin(), actions.end(), [](RowAction action) { return action != RowAction::keep; });
}

// One table of rows that refer to rows of another one (patients to data sets, tumours to patients, acts to
// tumours).
struct Parents {
  std::string_view table;
  const std::vector<std::int64_t>& ids;   // record number of each row of the parent table
  const std::vector<RowAction>* actions;  // null: all are sure to be there
};

class ChangeWriter {
 public:
  ChangeWriter(WriteState& state, const ReferenceData& reference, workflows::Secrets& secrets,
               const ChangeSet& change)
      : state_(state), secrets_(secrets), change_(change), codes_{reference.histotypes, reference.sites, change.rows.centres} {}

  Result<void> write(const Centres& reference_centres) {
    if (brings_datasets(change_) || changes(change_.patients)) {
      auto datasets = brings_datasets(change_) ? write_datasets(state_, change_.rows.datasets)
                                               : find_datasets(state_, change_.rows.datasets);
      if (!datasets) return tl::unexpected(datasets.error());
      datasets_ = std::move(*datasets);
    }
    if (!is_edit(change_)) REPERE_TRY(write_centres(state_, change_.rows.centres, reference_centres));
    REPERE_TRY(write_patients());
    REPERE_TRY(write_tumours());
    Result<void> written;
    std::size_t number = 0;
    for_each_act_table([&](const auto& table) {
      const auto& actions = change_.acts[number++];
      if (written) written = write_acts(table, actions);
    });
    return written;
  }

 private:
  // The rows to write, those of one parent together: tables are stored in that order.
  template <class Row, class ParentOf>
  Result<std::vector<std::uint32_t>> rows_to_write(const std::vector<Row>& rows,
                                                   const std::vector<RowAction>& actions,
                                                   const Parents& parents, ParentOf parent_of) {
    std::vector<std::uint32_t> chosen;
    std::vector<bool> checked(parents.ids.size());
    std::unique_ptr<Statement> is_open;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      if (actions[i] == RowAction::keep) continue;
      const std::size_t parent = parent_of(rows[i]);
      if (parent >= parents.ids.size())
        return fail(ErrorKind::fault, "a row of the change refers to row " + std::to_string(parent) + " of " +
                                          std::string(parents.table) + ", and there is none");
      chosen.push_back(i);
      if (!parents.actions || (*parents.actions)[parent] != RowAction::keep || checked[parent]) continue;
      checked[parent] = true;
      REPERE_TRY(check_open(parents, parents.ids[parent], is_open));
    }
    const auto by_parent = [&](std::uint32_t a, std::uint32_t b) {
      return parents.ids[parent_of(rows[a])] < parents.ids[parent_of(rows[b])];
    };
    if (!std::is_sorted(chosen.begin(), chosen.end(), by_parent))
      std::stable_sort(chosen.begin(), chosen.end(), by_parent);
    return chosen;
  }

  // A row that is kept and referred to must still be in the record.
  Result<void> check_open(const Parents& parents, std::int64_t id, std::unique_ptr<Statement>& is_open) {
    if (!is_open) {
      auto query = state_.connection.prepare("SELECT 1 FROM " + std::string(parents.table) +
                                             " WHERE id = $1 AND until IS NULL");
      if (!query) return tl::unexpected(query.error());
      is_open = std::move(*query);
    }
    is_open->bind(1, id);
    const auto found = is_open->step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return not_newest(state_.connection, parents.table);
    const auto rest = is_open->run();
    if (!rest) return tl::unexpected(rest.error());
    return {};
  }

  // The record numbers of all rows: new ones where rows are added.
  template <class Row>
  std::vector<std::int64_t> number_rows(const std::vector<Row>& rows, const std::vector<RowAction>& actions) {
    std::vector<std::int64_t> ids(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
      ids[i] = actions[i] == RowAction::add ? state_.next_id() : rows[i].id;
    return ids;
  }

  Result<void> write_patients();
  Result<std::vector<std::string>> close_patients(const std::vector<std::uint32_t>& chosen);
  Result<void> write_identities(const std::vector<std::uint32_t>& chosen);
  Result<void> write_tumours();
  template <class Table>
  Result<void> write_acts(const Table& table, const std::vector<RowAction>& actions);
  template <class Row>
  Result<void> close_acts(const std::string& table, const std::vector<Row>& rows,
                          const std::vector<RowAction>& actions);

  WriteState& state_;
  workflows::Secrets& secrets_;
  const ChangeSet& change_;
  registry::Codes codes_;
  std::vector<std::int64_t> datasets_, patients_, tumours_;  // record number of each row of the change
};

// A patient keeps the pseudonym for good: closing the old version gives it back.
Result<std::vector<std::string>> ChangeWriter::close_patients(const std::vector<std::uint32_t>& chosen) {
  const auto added = std::count(change_.patients.begin(), change_.patients.end(), RowAction::add);
  std::vector<std::string> fresh = new_pseudonyms(static_cast<std::size_t>(added)), pseudonyms;
  auto close = state_.connection.prepare(
      "UPDATE patient SET until = $1 WHERE id = $2 AND until IS NULL RETURNING pseudonym");
  if (!close) return tl::unexpected(close.error());
  (*close)->bind(1, state_.revision.value);
  for (const std::uint32_t i : chosen) {
    if (change_.patients[i] == RowAction::add) {
      pseudonyms.push_back(std::move(fresh.back()));
      fresh.pop_back();
      continue;
    }
    (*close)->bind(2, patients_[i]);
    const auto closed = (*close)->step();
    if (!closed) return tl::unexpected(closed.error());
    if (!*closed) return not_newest(state_.connection, "patient");
    pseudonyms.emplace_back((*close)->text(0));
    REPERE_TRY((*close)->run());
  }
  return pseudonyms;
}

Result<void> ChangeWriter::write_patients() {
  const auto& rows = change_.rows.patients;
  patients_ = number_rows(rows, change_.patients);
  if (!changes(change_.patients)) return {};
  const auto chosen = rows_to_write(rows, change_.patients, {"dataset", datasets_, nullptr},
                                    [](const registry::Patient& row) { return row.dataset; });
  if (!chosen) return tl::unexpected(chosen.error());
  const auto pseudonyms = close_patients(*chosen);
  if (!pseudonyms) return tl::unexpected(pseudonyms.error());
  static const TableText table = patient_table();
  static const auto columns = table.written();
  auto insert = state_.connection.prepare_insert(table.name, columns);
  if (!insert) return tl::unexpected(insert.error());
  RowBinder binder(**insert, codes_);
  for (std::size_t i = 0; i < chosen->size(); ++i) {
    const std::uint32_t at = (*chosen)[i];
    const registry::Patient& row = rows[at];
    binder.start().put(patients_[at]).put(state_.revision.value).put(datasets_[row.dataset]);
    binder.put(std::string_view((*pseudonyms)[i]));
    registry::for_each_column<registry::Patient>([&](const auto& column) {
      if (!identifies(column.name)) binder.put_column(row, column);
    });
    REPERE_TRY((*insert)->run());
  }
  insert->reset();
  return write_identities(*chosen);
}

Result<void> ChangeWriter::write_identities(const std::vector<std::uint32_t>& chosen) {
  std::vector<IdentityToWrite> added, replaced;
  for (const std::uint32_t i : chosen) {
    const registry::Patient& row = change_.rows.patients[i];
    (change_.patients[i] == RowAction::add ? added : replaced)
        .push_back({PatientId{patients_[i]}, datasets_[row.dataset], change_.rows.datasets[row.dataset].source, row});
  }
  REPERE_TRY(replace_identities(state_, secrets_, replaced));
  return add_identities(state_, secrets_, change_.header.at, added);
}

Result<void> ChangeWriter::write_tumours() {
  const auto& rows = change_.rows.tumours;
  tumours_ = number_rows(rows, change_.tumours);
  if (!changes(change_.tumours)) return {};
  auto chosen = rows_to_write(rows, change_.tumours, {"patient", patients_, &change_.patients},
                              [](const registry::Tumour& row) { return row.patient; });
  if (!chosen) return tl::unexpected(chosen.error());
  std::sort(chosen->begin(), chosen->end());  // stored by their own number
  auto closer = VersionCloser::make(state_, "tumour", "id = $2");
  if (!closer) return tl::unexpected(closer.error());
  for (const std::uint32_t i : *chosen) {
    if (change_.tumours[i] != RowAction::replace) continue;
    const auto closed = closer->close(tumours_[i]);
    if (!closed) return tl::unexpected(closed.error());
    if (!*closed) return not_newest(state_.connection, "tumour");
  }
  static const TableText table = tumour_table();
  static const auto columns = table.written();
  auto insert = state_.connection.prepare_insert(table.name, columns);
  if (!insert) return tl::unexpected(insert.error());
  RowBinder binder(**insert, codes_);
  for (const std::uint32_t i : *chosen) {
    binder.start().put(tumours_[i]).put(state_.revision.value).put(patients_[rows[i].patient]);
    registry::for_each_column<registry::Tumour>(
        [&](const auto& column) { binder.put_column(rows[i], column); });
    REPERE_TRY((*insert)->run());
  }
  return {};
}

// The version to close stands at the act's tumour, unless this change moves the act to another one: then it
// is searched.
template <class Row>
Result<void> ChangeWriter::close_acts(const std::string& table, const std::vector<Row>& rows,
                                      const std::vector<RowAction>& actions) {
  auto closer = VersionCloser::make(state_, table, "tumour = $2 AND id = $3");
  auto searching = VersionCloser::make(state_, table, "id = $2");
  if (!closer) return tl::unexpected(closer.error());
  if (!searching) return tl::unexpected(searching.error());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (actions[i] != RowAction::replace) continue;
    auto closed = closer->close(tumours_[rows[i].tumour], rows[i].id);
    if (closed && !*closed) closed = searching->close(rows[i].id);
    if (!closed) return tl::unexpected(closed.error());
    if (!*closed) return not_newest(state_.connection, table);
  }
  return {};
}

template <class Table>
Result<void> ChangeWriter::write_acts(const Table& described, const std::vector<RowAction>& actions) {
  using Row = typename Table::Row;
  const std::vector<Row>& rows = change_.rows.*(described.rows);
  if (!changes(actions)) return {};
  const auto chosen = rows_to_write(rows, actions, {"tumour", tumours_, &change_.tumours},
                                    [](const registry::Act& row) { return row.tumour; });
  if (!chosen) return tl::unexpected(chosen.error());
  static const TableText table = act_table<Row>(described.name);
  static const auto columns = table.written();
  if (std::find(actions.begin(), actions.end(), RowAction::replace) != actions.end())
    REPERE_TRY(close_acts(table.name, rows, actions));
  auto insert = state_.connection.prepare_insert(table.name, columns);
  if (!insert) return tl::unexpected(insert.error());
  RowBinder binder(**insert, codes_);
  for (const std::uint32_t i : *chosen) {
    const Row& row = rows[i];
    binder.start().put(actions[i] == RowAction::add ? state_.next_id() : row.id).put(state_.revision.value);
    binder.put(tumours_[row.tumour]);
    registry::for_each_act_column<Row>([&](const auto& column) { binder.put_column(row, column); });
    REPERE_TRY((*insert)->run());
  }
  return {};
}

// How many data sets and centres can get a number.
std::int64_t most_rows_beside_cases(const ChangeSet& change) {
  return static_cast<std::int64_t>((brings_datasets(change) ? change.rows.datasets.size() : 0) +
                                   (is_edit(change) ? 0 : change.rows.centres.size()));
}

}  // namespace

Result<Revision> write_change(Connection& connection, const ReferenceData& reference, workflows::Secrets& secrets,
                              const ChangeSet& change) {
  REPERE_TRY(check_shape(change));
  auto transaction = Transaction::write(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto end = end_of_log(connection);
  if (!end) return tl::unexpected(end.error());
  if (change.based_on && *change.based_on != end->newest)
    return fail(ErrorKind::conflict, "the record has changed meanwhile (revision " +
                                         std::to_string(end->newest.value) +
                                         "): compare again and repeat the change");
  const Revision revision = revision_for(change, RevisionId{end->newest.value + 1});
  // Rows refer to the revision, so its line is written first, with room for every number that can be given.
  const std::int64_t last_id = end->last_id + revision.rows_added + most_rows_beside_cases(change);
  REPERE_TRY(add_to_log(connection, revision, last_id));
  WriteState state{connection, revision.id, end->last_id};
  REPERE_TRY(ChangeWriter(state, reference, secrets, change).write(reference.centres));
  REPERE_ENSURE(state.last_id <= last_id);
  REPERE_TRY(transaction->commit());
  return revision;
}

}  // namespace repere::storage
