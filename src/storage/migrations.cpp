#include "storage/migrations.hpp"

namespace repere::storage {

namespace {

// Whether rows were carried over.
Result<bool> run_step(Connection& connection, const Migration& migration, bool first,
                      workflows::Secrets* secrets) {
  if (first)
    REPERE_TRY(
        connection.execute("CREATE TABLE schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL)"));
  REPERE_TRY(connection.execute(std::string(migration.sql)));
  bool carried = false;
  if (migration.carry_over) {
    const auto done = migration.carry_over(connection, secrets);
    if (!done) return tl::unexpected(done.error());
    carried = *done;
  }
  if (!migration.sql_after.empty()) REPERE_TRY(connection.execute(std::string(migration.sql_after)));
  auto note = connection.prepare("INSERT INTO schema_version (version, name) VALUES ($1, $2)");
  if (!note) return tl::unexpected(note.error());
  (*note)->bind(1, static_cast<std::int64_t>(migration.version));
  (*note)->bind(2, migration.name);
  REPERE_TRY((*note)->run());
  return carried;
}

// Another program may have taken the step while this one waited: the version is asked again inside the
// transaction.
Result<void> take_step(Connection& connection, const Migration& migration, workflows::Secrets* secrets) {
  auto transaction = Transaction::write(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto version = schema_version_of(connection);
  if (!version) return tl::unexpected(version.error());
  if (*version >= migration.version) return {};
  const auto carried = run_step(connection, migration, *version == 0, secrets);
  if (!carried) return tl::unexpected(carried.error());
  REPERE_TRY(transaction->commit());
  if (!*carried || migration.cleaning.empty()) return {};
  return connection.execute(std::string(migration.cleaning));
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

namespace {

// The version that the tables have, one that this program knows.
Result<int> known_version_of(Connection& connection, std::span<const Migration> migrations) {
  const auto version = schema_version_of(connection);
  if (!version) return version;
  const int newest = migrations.empty() ? 0 : migrations.back().version;
  if (*version <= newest) return version;
  return fail(ErrorKind::unsupported,
              connection.name() + ": it was written by a newer version of this program (its tables have version " +
                  std::to_string(*version) + ", this program knows " + std::to_string(newest) +
                  "); update the program");
}

tl::unexpected<Error> step_failed(const Migration& migration, const Error& error) {
  return fail_in("migration " + std::to_string(migration.version) + " (" + std::string(migration.name) + ")", error);
}

}  // namespace

Result<void> migrate(Connection& connection, std::span<const Migration> migrations,
                     workflows::Secrets* secrets) {
  const auto version = known_version_of(connection, migrations);
  if (!version) return tl::unexpected(version.error());
  for (const Migration& migration : migrations) {
    if (migration.version <= *version) continue;
    if (auto taken = take_step(connection, migration, secrets); !taken) return step_failed(migration, taken.error());
  }
  return {};
}

Result<MigrationPlan> rehearse_migration(Connection& connection, std::span<const Migration> migrations,
                                         workflows::Secrets* secrets) {
  const auto transaction = Transaction::write(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto version = known_version_of(connection, migrations);
  if (!version) return tl::unexpected(version.error());
  MigrationPlan plan{*version, *version, {}};
  for (const Migration& migration : migrations) {
    if (migration.version <= *version) continue;
    if (const auto tried = run_step(connection, migration, plan.to == 0, secrets); !tried)
      return step_failed(migration, tried.error());
    plan.to = migration.version;
    plan.steps.push_back(std::to_string(migration.version) + ": " + std::string(migration.name));
  }
  return plan;
}

Result<void> make_tables(Connection& connection, std::span<const Migration> migrations) {
  for (const Migration& migration : migrations)
    REPERE_TRY(run_step(connection, migration, &migration == &migrations.front(), nullptr));
  return {};
}

}  // namespace repere::storage
