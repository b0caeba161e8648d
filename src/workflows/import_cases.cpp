#include "workflows/import_cases.hpp"

#include <algorithm>

#include "domain/board/network_day.hpp"
#include "domain/quality/consistency.hpp"
#include "workflows/compare_cases.hpp"

namespace repere::workflows {

namespace {

// Rows that come from a folder have a file a table; rows of a mapped file say their line only.
std::string file_of(const Intake& intake, std::string_view table) {
  return intake.file_name.empty() ? std::string(table) + ".csv" : intake.file_name;
}

TableCount count(std::string_view table, const std::vector<RowAction>& actions) {
  TableCount counted{std::string(table), actions.size(), 0, 0, 0};
  for (const RowAction action : actions)
    ++(action == RowAction::add       ? counted.added
       : action == RowAction::replace ? counted.replaced
                                      : counted.unchanged);
  return counted;
}

std::vector<TableCount> count_all(const Comparison& comparison) {
  std::vector<TableCount> tables{count("patients", comparison.patients), count("tumours", comparison.tumours)};
  std::size_t number = 0;
  registry::for_each_act_table(
      [&](const auto& table) { tables.push_back(count(table.name, comparison.acts[number++])); });
  return tables;
}

// What the record holds of a source, and which revision it was read at.
struct Known {
  registry::Registry rows;
  RevisionId newest;
};

Result<Known> read_known(RecordStore* store, const std::string& source) {
  Known known;
  if (!store) return known;
  const auto revisions = store->revisions();
  if (!revisions) return tl::unexpected(revisions.error());
  if (revisions->empty()) return known;
  known.newest = revisions->back().id;
  auto rows = store->read(known.newest, source);
  if (!rows) return tl::unexpected(rows.error());
  known.rows = std::move(*rows);
  return known;
}

Result<Revision> write(RecordStore& store, const registry::Registry& rows, Comparison comparison, RevisionHeader header,
                       RevisionId based_on) {
  return store.apply(ChangeSet{std::move(header), rows, std::move(comparison.patients), std::move(comparison.tumours),
                               std::move(comparison.acts), based_on});
}

}  // namespace

std::size_t ImportReport::added() const {
  std::size_t sum = 0;
  for (const TableCount& table : tables) sum += table.added;
  return sum;
}

std::size_t ImportReport::replaced() const {
  std::size_t sum = 0;
  for (const TableCount& table : tables) sum += table.replaced;
  return sum;
}

void check_intake(Intake& intake, const ReferenceData& reference, Instant now) {
  const Day today = board::network_day(now);
  for (const auto& finding : quality::check_consistency(intake.registry, reference, today)) {
    const auto& rule = quality::rule(finding.rule);
    intake.add({rule.gravity == quality::Gravity::refuses ? Severity::error : Severity::warning,
                file_of(intake, finding.table), finding.line, std::string(rule.column), std::string(rule.what),
                std::string(rule.remedy)});
  }
  std::stable_sort(intake.problems.begin(), intake.problems.end(), [](const RowProblem& a, const RowProblem& b) {
    return std::tie(a.severity, a.file, a.line) < std::tie(b.severity, b.file, b.line);
  });
}

Result<ImportReport> import_cases(CaseSource& source, const OpenRecord& open_record, const ReferenceData& reference,
                                  const Clock& clock, const ImportRequest& request) {
  auto intake = source.read();
  if (!intake) return tl::unexpected(intake.error());
  ImportReport report;
  report.intake = std::move(*intake);
  report.dry_run = request.dry_run;
  registry::Registry& rows = report.intake.registry;
  const Instant now = clock.now();
  if (report.intake.errors == 0) check_intake(report.intake, reference, now);

  if (report.intake.errors == 0) {
    REPERE_ENSURE(rows.datasets.size() == 1);
    const auto store = open_record();
    if (!store) return tl::unexpected(store.error());
    REPERE_ENSURE(*store || request.dry_run);
    const auto known = read_known(*store, rows.datasets[0].source);
    if (!known) return tl::unexpected(known.error());
    const std::string& source_name = rows.datasets[0].source;
    auto comparison = compare_cases(rows, known->rows, [&](const Confidential<std::string>& key) {
      return (*store)->key_if_erased(source_name, key);  // there is a record: somebody was erased in it
    });
    if (!comparison) return tl::unexpected(comparison.error());
    for (RowProblem& problem : comparison->problems) report.intake.add(std::move(problem));
    report.tables = count_all(*comparison);
    const bool something_new = comparison->dataset_changed || report.added() + report.replaced() > 0;
    if (report.intake.errors == 0 && something_new && !request.dry_run) {
      auto revision = write(**store, rows, std::move(*comparison),
                            {RevisionKind::import, now, request.author, request.reason}, known->newest);
      if (!revision) return tl::unexpected(revision.error());
      report.revision = std::move(*revision);
    }
  }
  report.refused = report.intake.errors > 0;
  rows = {};
  return report;
}

Result<Revision> undo_import(RecordStore& store, RevisionId batch, const Clock& clock, const std::string& author) {
  const auto revisions = store.revisions();
  if (!revisions) return tl::unexpected(revisions.error());
  const auto found = std::find_if(revisions->begin(), revisions->end(),
                                  [&](const Revision& revision) { return revision.id == batch; });
  if (found == revisions->end() || found->kind != RevisionKind::import)
    return fail(ErrorKind::not_found, "there is no import with batch number " + std::to_string(batch.value) +
                                          "; `repere history` lists them");
  return store.undo(batch, {RevisionKind::undo, clock.now(), author,
                            "undo of batch " + std::to_string(batch.value)});
}

}  // namespace repere::workflows
