#pragma once
#include "workflows/ports.hpp"

namespace repere::workflows {

/// A record that lives in memory, for tests of workflows: it keeps each revision's registry whole.
class MemoryStore : public RecordStore {
 public:
  Result<registry::Registry> read(std::optional<RevisionId> as_of, std::optional<std::string>) override {
    const auto number = as_of ? as_of->value : static_cast<std::int64_t>(states_.size()) - 1;
    if (number < 0 || number >= static_cast<std::int64_t>(states_.size()))
      return fail(ErrorKind::not_found, "no such revision");
    return states_[static_cast<std::size_t>(number)];
  }
  Result<Revision> apply(const ChangeSet& change) override {
    registry::Registry state = states_.back();
    state.datasets = change.rows.datasets;
    state.centres = change.rows.centres;
    std::vector<std::uint32_t> patients, tumours;  // where each incoming row stands in the record
    for (std::size_t i = 0; i < change.patients.size(); ++i)
      patients.push_back(put(state.patients, change.rows.patients[i], change.patients[i]));
    for (std::size_t i = 0; i < change.tumours.size(); ++i) {
      auto row = change.rows.tumours[i];
      row.patient = patients[row.patient];
      tumours.push_back(put(state.tumours, row, change.tumours[i]));
    }
    std::size_t number = 0;
    registry::for_each_act_table([&](const auto& table) {
      const auto& actions = change.acts[number++];
      for (std::size_t i = 0; i < actions.size(); ++i) {
        auto row = (change.rows.*(table.rows))[i];
        row.tumour = tumours[row.tumour];
        put(state.*(table.rows), row, actions[i]);
      }
    });
    state.sort_by_tumour();
    return add_revision(change.header, std::move(state));
  }
  Result<Revision> undo(RevisionId revision, const RevisionHeader& header) override {
    return add_revision(header, states_[static_cast<std::size_t>(revision.value) - 1]);
  }
  Result<std::vector<Revision>> revisions() override { return revisions_; }
  Result<int> schema_version() override { return 1; }
  Confidential<std::string> key_if_erased(const std::string&, const Confidential<std::string>& key) override {
    return Confidential<std::string>("erased-" + key.reveal());
  }

 private:
  template <class Row>
  std::uint32_t put(std::vector<Row>& rows, Row row, RowAction action) {
    if (action == RowAction::add) {
      row.id = ++last_id_;
      rows.push_back(row);
      return static_cast<std::uint32_t>(rows.size() - 1);
    }
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      if (rows[i].id != row.id) continue;
      if (action == RowAction::replace) rows[i] = row;
      return i;
    }
    REPERE_ENSURE(false && "a row to keep or replace is in the record");
    return 0;
  }
  Revision add_revision(const RevisionHeader& header, registry::Registry state) {
    states_.push_back(std::move(state));
    Revision revision{header, RevisionId{static_cast<std::int64_t>(states_.size()) - 1}, 0, 0, {}, {}};
    revisions_.push_back(revision);
    return revision;
  }
  std::vector<registry::Registry> states_ = {registry::Registry{}};
  std::vector<Revision> revisions_;
  std::int64_t last_id_ = 0;
};

}  // namespace repere::workflows
