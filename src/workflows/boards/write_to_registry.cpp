#include "workflows/boards/write_to_registry.hpp"

#include "domain/registry/row_text.hpp"
#include "workflows/boards/presentation_access.hpp"

namespace repere::workflows {

using board::Passage;
using registry::Registry;

namespace {

template <class Row>
void keep_all(const std::vector<Row>& rows, std::vector<RowAction>& actions) {
  actions.assign(rows.size(), RowAction::keep);
}

// What every act of a meeting has.
template <class Row>
Row act_of(const Registry& rows, const BoardFile& file, const std::string& key) {
  Row row;
  row.tumour = tumour_row(rows, file.presentation.tumour).value_or(0);
  row.key = key;
  row.when = registry::When::on(PartialDate::of_day(board::local_of(file.meeting.starts, file.board.zone).day));
  row.centre = rows.centres.find(file.board.centre);
  return row;
}

void add_acts(Registry& rows, const BoardFile& file) {
  const std::string key = "presentation-" + std::to_string(file.presentation.id.value);
  auto shown = act_of<registry::BoardPresentation>(rows, file, key);
  shown.board = board::registry_type(file.board.sort);
  shown.passage = file.presentation.passage == Passage::discussion ? registry::BoardPassage::discussed
                                                                   : registry::BoardPassage::registered_only;
  shown.trial_proposed = board::text_of(file.entries, "trial").empty() ? registry::Answer::no : registry::Answer::yes;
  rows.boards.push_back(shown);
  const CentreIndex planned = rows.centres.find(board::text_of(file.entries, "planned_centre"));
  for (const auto* field : board::modality_fields) {
    if (board::text_of(file.entries, field).empty()) continue;
    auto decided = act_of<registry::Decision>(rows, file, key + "-" + field);
    decided.modality = board::registry_modality(field);
    decided.planned_centre = planned;
    rows.decisions.push_back(decided);
  }
}

}  // namespace

Result<void> write_to_registry(Work& work, const BoardMeans& means, const Asking& asking, const BoardFile& file) {
  const auto permit = access::authorise(asking.caller, access::Act::edit_case, file.file.standing.standing);
  if (!permit) return tl::unexpected(permit.error());
  const auto now = work.cases().for_edit(*permit, file.presentation.patient);
  if (!now) return tl::unexpected(now.error());
  Registry rows = now->rows;
  const std::size_t boards = rows.boards.size(), decisions = rows.decisions.size();
  ChangeSet change{{RevisionKind::edit, means.means.clock.now(), "account " + std::to_string(permit->account().value),
                    "signed decision of " + object_of(file.presentation.id)},
                   rows,
                   {},
                   {},
                   {},
                   std::nullopt};
  add_acts(rows, file);
  keep_all(rows.patients, change.patients);
  keep_all(rows.tumours, change.tumours);
  std::size_t number = 0;
  registry::for_each_act_table([&](const auto& table) {
    auto& actions = change.acts[number++];
    keep_all(rows.*(table.rows), actions);
    const std::size_t old = table.name == "boards" ? boards : table.name == "decisions" ? decisions : actions.size();
    for (std::size_t i = old; i < actions.size(); ++i) actions[i] = RowAction::add;
  });
  const auto revision = work.record().apply(change);
  if (!revision) return tl::unexpected(revision.error());
  if (auto told = work.announce("case", std::to_string(file.presentation.patient.value)); !told) return told;
  AuditEntry entry = entry_of(means.means, asking, *permit);
  entry.patient = file.presentation.patient;
  entry.object = "revision " + std::to_string(revision->id.value);
  entry.reason = change.header.reason;
  return work.audit().add(entry);
}

}  // namespace repere::workflows
