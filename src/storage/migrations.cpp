#include "storage/migrations.hpp"

namespace repere::storage {

namespace {

Result<void> run_step(Connection& connection, const Migration& migration, bool first) {
  if (first)
    REPERE_TRY(
        connection.execute("CREATE TABLE schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL)"));
  REPERE_TRY(connection.execute(std::string(migration.sql)));
  auto note = connection.prepare("INSERT INTO schema_version (version, name) VALUES ($1, $2)");
  if (!note) return tl::unexpected(note.error());
  (*note)->bind(1, static_cast<std::int64_t>(migration.version));
  (*note)->bind(2, migration.name);
  REPERE_TRY((*note)->run());
  return {};
}

// Another program may have taken the step while this one waited: the version is asked again inside the
// transaction.
Result<void> take_step(Connection& connection, const Migration& migration) {
  auto transaction = Transaction::write(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto version = schema_version_of(connection);
  if (!version) return tl::unexpected(version.error());
  if (*version >= migration.version) return {};
  REPERE_TRY(run_step(connection, migration, *version == 0));
  return transaction->commit();
}

}  // namespace

Result<int> schema_version_of(Connection& connection) {
  const auto there = connection.has_table("schema_version");
  if (!there) return tl::unexpected(there.error());
  if (!*there) return 0;
  auto query = connection.prepare("SELECT COALESCE(MAX(version), 0) FROM schema_version");
  if (!query) return tl::unexpected(query.error());
  REPERE_TRY((*query)->step());
  return static_cast<int>((*query)->whole(0));
}

Result<void> migrate(Connection& connection, std::span<const Migration> migrations) {
  const auto version = schema_version_of(connection);
  if (!version) return tl::unexpected(version.error());
  const int newest = migrations.empty() ? 0 : migrations.back().version;
  if (*version > newest)
    return fail(ErrorKind::unsupported,
                connection.name() +
                    ": it was written by a newer version of this program (its tables have version " +
                    std::to_string(*version) + ", this program knows " + std::to_string(newest) +
                    "); update the program");
  for (const Migration& migration : migrations) {
    if (migration.version <= *version) continue;
    if (auto taken = take_step(connection, migration); !taken)
      return fail_in(
          "migration " + std::to_string(migration.version) + " (" + std::string(migration.name) + ")",
          taken.error());
  }
  return {};
}

Result<void> make_tables(Connection& connection, std::span<const Migration> migrations) {
  for (const Migration& migration : migrations)
    REPERE_TRY(run_step(connection, migration, &migration == &migrations.front()));
  return {};
}

}  // namespace repere::storage
