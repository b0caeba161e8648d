#pragma once
#include <span>
#include <string_view>

#include "storage/connection.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// What of a migration SQL cannot say; it says whether rows were there to carry over.
/// Shape: secrets may be null; then rows that need the key are refused
using CarryOver = Result<bool> (*)(Connection& connection, workflows::Secrets* secrets);

/// One step from a version of the tables to the next. Once released its text never changes: what is to be
/// different is a further migration.
struct Migration {
  int version = 0;
  std::string_view name;
  std::string_view sql;
  CarryOver carry_over = nullptr;   ///< runs behind `sql`, in its transaction
  std::string_view sql_after = {};  ///< runs behind `carry_over`, in its transaction
  /// Runs once the step is committed, when rows were carried over: it cleans what they leave behind.
  std::string_view cleaning = {};
};

/// The version of the tables that the database has; 0 when it has none.
Result<int> schema_version_of(Connection& connection);

/// Brings the database to the version of the last migration, each step in one transaction with its line in
/// schema_version; what was interrupted leaves no trace.
/// Shape: migrations are numbered 1, 2, 3 ...
/// Errors: unsupported when the database is newer than the last migration; incorrect when a step needs the key
///   and `secrets` is null
Result<void> migrate(Connection& connection, std::span<const Migration> migrations,
                     workflows::Secrets* secrets = nullptr);

/// What migrate() would do.
struct MigrationPlan {
  int from = 0, to = 0;            ///< versions of the tables
  std::vector<std::string> steps;  ///< "5: referrals"
};
/// Takes every step that is missing, in one transaction, and takes it back: what would be refused is refused here, and the
/// database stays as it is. What follows a step to clean up is not tried.
/// Errors: those of migrate()
Result<MigrationPlan> rehearse_migration(Connection& connection, std::span<const Migration> migrations,
                                         workflows::Secrets* secrets);

/// Makes the tables of these migrations, from the first one on, inside a write transaction on a database that has
/// none.
Result<void> make_tables(Connection& connection, std::span<const Migration> migrations);

}  // namespace repere::storage
