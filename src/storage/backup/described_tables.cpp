#include "storage/backup/described_tables.hpp"

#include "storage/schema/all_migrations.hpp"
#include "storage/sqlite/database.hpp"

namespace repere::storage::backup {

namespace {

ColumnType type_named(std::string_view name) {
  if (name == "INTEGER") return ColumnType::whole;
  if (name == "REAL") return ColumnType::number;
  return name == "BLOB" ? ColumnType::bytes : ColumnType::text;
}

// In the order in which they are made: PostgreSQL refuses to make one before what it refers to.
std::vector<std::string> names_in(std::span<const Migration> migrations) {
  constexpr std::string_view create = "CREATE TABLE ";
  std::vector<std::string> names;
  for (const Migration& one : migrations)
    for (std::size_t at = 0; (at = one.sql.find(create, at)) != one.sql.npos;) {
      at += create.size();
      names.emplace_back(one.sql.substr(at, one.sql.find(' ', at) - at));
    }
  return names;
}

Result<DescribedTable> described(Connection& connection, const std::string& name) {
  auto query = connection.prepare("SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid");
  if (!query) return tl::unexpected(query.error());
  (*query)->bind(1, std::string_view(name));
  DescribedTable table{name, {}, {}};
  std::vector<std::string> key(16);
  for (;;) {
    const auto more = (*query)->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    table.columns.push_back({std::string((*query)->text(0)), type_named((*query)->text(1))});
    if (const auto place = static_cast<std::size_t>((*query)->whole(2)); place > 0) {
      REPERE_ENSURE(place <= key.size());
      key[place - 1] = table.columns.back().name;
      table.key.resize(std::max(table.key.size(), place));
    }
  }
  for (std::size_t i = 0; i < table.key.size(); ++i) table.key[i] = key[i];
  REPERE_ENSURE(!table.columns.empty());
  if (table.key.empty())
    for (const DescribedColumn& column : table.columns) table.key.push_back(column.name);
  return table;
}

}  // namespace

Result<std::vector<DescribedTable>> described_tables(int version) {
  const auto all = sqlite_migrations();
  if (version < 1 || version > all.back().version)
    return fail(ErrorKind::unsupported, "tables of version " + std::to_string(version) +
                                            ": this program knows " + std::to_string(all.back().version) +
                                            "; use the newer program");
  const auto known = all.first(static_cast<std::size_t>(version));
  auto memory = sqlite::Database::in_memory();
  if (!memory) return tl::unexpected(memory.error());
  REPERE_TRY(migrate(**memory, known));
  std::vector<DescribedTable> tables;
  for (const std::string& name : names_in(known)) {
    const auto there = (*memory)->has_table(name);
    if (!there) return tl::unexpected(there.error());
    if (!*there) continue;  // a later migration took it away
    auto table = described(**memory, name);
    if (!table) return tl::unexpected(table.error());
    tables.push_back(std::move(*table));
  }
  return tables;
}

}  // namespace repere::storage::backup
