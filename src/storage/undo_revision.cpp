#include "storage/undo_revision.hpp"

#include <algorithm>

#include "storage/revision_log.hpp"
#include "storage/table_text.hpp"

namespace repere::storage {

using workflows::Revision;

namespace {

std::string numbered(RevisionId revision) { return "revision " + std::to_string(revision.value); }

// Revisions after $1 that still count: an undo and what it took back leave the record as it was.
constexpr std::string_view later =
    "(SELECT id FROM revision WHERE id > $1 AND undoes IS NULL AND id NOT IN "
    "(SELECT undoes FROM revision WHERE undoes IS NOT NULL))";

// What is referred to: `column` of other tables holds `value` of `table`.
struct Reference {
  std::string table, value, column;
};
const Reference references[] = {{"dataset", "id", "dataset"},
                                {"patient", "id", "patient"},
                                {"tumour", "id", "tumour"},
                                {"centre", "code", "centre"},
                                {"centre", "code", "planned_centre"}};

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The first revision that a query names; nothing when it names none.
Result<std::optional<RevisionId>> first_named(Connection& connection, const std::string& sql,
                                              RevisionId undone) {
  auto query = connection.prepare(sql);
  if (!query) return tl::unexpected(query.error());
  (*query)->bind(1, undone.value);
  REPERE_TRY((*query)->step());
  if ((*query)->is_null(0)) return std::optional<RevisionId>{};
  return std::optional{RevisionId{(*query)->whole(0)}};
}

// The queries that name a later revision which built on rows of revision $1 in `table`: it wrote a version of
// the same record, or refers to a record that $1 added.
std::vector<std::string> conflict_queries(const TableText& table) {
  const std::string from = "SELECT MIN(since) FROM " + table.name + " WHERE since IN " + std::string(later);
  const std::string record = joined(table.record);
  std::vector<std::string> queries{from + " AND (" + record + ") IN (SELECT " + record + " FROM " +
                                   table.name + " WHERE since = $1)"};
  for (const Reference& reference : references)
    if (reference.table != table.name && has(table.values, reference.column))
      queries.push_back(from + " AND " + reference.column + " IN (SELECT " + reference.value + " FROM " +
                        reference.table + " WHERE since = $1 AND id NOT IN (SELECT id FROM " +
                        reference.table + " WHERE until = $1))");
  return queries;
}

Result<void> check_nothing_built_on(Connection& connection, RevisionId undone) {
  const auto any =
      first_named(connection, "SELECT MIN(id) FROM revision WHERE id IN " + std::string(later), undone);
  if (!any) return tl::unexpected(any.error());
  if (!*any) return {};
  for (const TableText& table : record_tables())
    for (const std::string& sql : conflict_queries(table)) {
      const auto found = first_named(connection, sql, undone);
      if (!found) return tl::unexpected(found.error());
      if (*found)
        return fail(ErrorKind::conflict, numbered(undone) + " cannot be undone: " + numbered(**found) +
                                             " built on it (table " + table.name + "); undo " +
                                             numbered(**found) + " first");
    }
  return {};
}

// The revision to take back, when nothing stands against it.
Result<Revision> undoable(Connection& connection, RevisionId wanted) {
  const auto log = read_log(connection);
  if (!log) return tl::unexpected(log.error());
  const auto found =
      std::find_if(log->begin(), log->end(), [&](const Revision& one) { return one.id == wanted; });
  if (found == log->end())
    return fail(ErrorKind::not_found, connection.name() + ": there is no " + numbered(wanted));
  if (found->undone_by)
    return fail(ErrorKind::conflict,
                numbered(wanted) + " was undone already, by " + numbered(*found->undone_by));
  if (found->undoes)
    return fail(ErrorKind::unsupported, numbered(wanted) + " is itself the undo of " +
                                            numbered(*found->undoes) + "; import the cases again instead");
  REPERE_TRY(check_nothing_built_on(connection, wanted));
  return *found;
}

// How many rows an undo closes and brings back.
struct RowCount {
  std::int64_t closed = 0, returned = 0;
};

// Rows of the tables beside the cases (data sets, centres, identities) are not counted in a revision.
bool counted_as_rows(const std::string& table) {
  return table != "dataset" && table != "source_identity" && table != "centre" && table != "centre_role" &&
         table != "centre_site";
}

Result<std::int64_t> run(Connection& connection, const std::string& sql, RevisionId undo, RevisionId undone) {
  auto statement = connection.prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  (*statement)->bind(1, undo.value);
  (*statement)->bind(2, undone.value);
  return (*statement)->run();
}

// What the revision wrote is closed; what it closed comes back as a new version with the old content.
Result<RowCount> take_back(Connection& connection, const TableText& table, RevisionId undo,
                           RevisionId undone) {
  const std::string record = joined(table.record), values = joined(table.values);
  const auto closed = run(connection,
                          "UPDATE " + table.name + " SET until = $1 WHERE until IS NULL AND (" + record +
                              ") IN (SELECT " + record + " FROM " + table.name + " WHERE since = $2)",
                          undo, undone);
  if (!closed) return tl::unexpected(closed.error());
  const auto returned = run(connection,
                            "INSERT INTO " + table.name + " (since, " + record + ", " + values +
                                ") SELECT CAST($1 AS BIGINT), " + record + ", " + values + " FROM " +
                                table.name + " WHERE until = $2",
                            undo, undone);
  if (!returned) return tl::unexpected(returned.error());
  return RowCount{*closed, *returned};
}

}  // namespace

Result<Revision> undo_revision(Connection& connection, RevisionId undone,
                               const workflows::RevisionHeader& header) {
  REPERE_TRY(check_header(header));
  auto transaction = Transaction::write(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto wanted = undoable(connection, undone);
  if (!wanted) return tl::unexpected(wanted.error());
  const auto end = end_of_log(connection);
  if (!end) return tl::unexpected(end.error());
  Revision revision{header, RevisionId{end->newest.value + 1}, 0, wanted->rows_replaced, std::nullopt,
                    undone};
  revision.kind = workflows::RevisionKind::undo;
  REPERE_TRY(add_to_log(connection, revision, end->last_id));
  RowCount cases;
  for (const TableText& table : record_tables()) {
    const auto rows = take_back(connection, table, revision.id, undone);
    if (!rows) return tl::unexpected(rows.error());
    if (!counted_as_rows(table.name)) continue;
    cases.closed += rows->closed;
    cases.returned += rows->returned;
  }
  if (cases.closed != wanted->rows_added + wanted->rows_replaced || cases.returned != wanted->rows_replaced)
    return fail(ErrorKind::fault, numbered(undone) +
                                      " cannot be undone: its rows are not those that it wrote; "
                                      "the record is left as it is");
  REPERE_TRY(transaction->commit());
  return revision;
}

}  // namespace repere::storage
