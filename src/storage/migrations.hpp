#pragma once
#include <span>
#include <string_view>

#include "storage/connection.hpp"

namespace repere::storage {

/// One step from a version of the tables to the next. Once released its text never changes: what is to be
/// different is a further migration.
struct Migration {
  int version = 0;
  std::string_view name;
  std::string_view sql;
};

/// The version of the tables that the database has; 0 when it has none.
Result<int> schema_version_of(Connection& connection);

/// Brings the database to the version of the last migration, each step in one transaction with its line in
/// schema_version; what was interrupted leaves no trace.
/// Shape: migrations are numbered 1, 2, 3 ...
/// Errors: unsupported when the database is newer than the last migration
Result<void> migrate(Connection& connection, std::span<const Migration> migrations);

/// Makes the tables of these migrations, from the first one on, inside a write transaction on a database that has
/// none.
Result<void> make_tables(Connection& connection, std::span<const Migration> migrations);

}  // namespace repere::storage
