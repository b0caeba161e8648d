#pragma once
#include "base/ids.hpp"
#include "storage/column_values.hpp"
#include "storage/no_codes.hpp"
#include "storage/table_text.hpp"

namespace repere::storage {

/// Calls `read` with each row of `table` as revision `as_of` left it, in order; `read` says whether the row
/// fits the rest of the record. Errors: unsupported when a word or a code is not known to this version;
/// unavailable when a row does not fit
template <class Read>
Result<void> for_each_row(Connection& connection, const TableText& table, RevisionId as_of,
                          const registry::Codes& codes, Read&& read) {
  auto query = connection.prepare(table.select_as_of());
  if (!query) return tl::unexpected(query.error());
  (*query)->bind(1, as_of.value);
  RowReader row(**query, table.name, codes);
  for (;;) {
    const auto more = (*query)->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    row.start();
    const bool fits = read(row);
    if (!row.problem().empty()) return fail(ErrorKind::unsupported, connection.name() + ": " + row.problem());
    if (!fits)
      return fail(ErrorKind::unavailable,
                  connection.name() + ": table " + table.name +
                      ": a row does not fit the rest of the record; the database is damaged: "
                      "restore a backup");
  }
}

}  // namespace repere::storage
