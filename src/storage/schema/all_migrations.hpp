#pragma once
#include <span>

#include "storage/migrations.hpp"

// The tables of the record. Their text is written once, for SQLite (STRICT tables, types in capitals, triggers
// that only refuse); storage/postgresql/dialect.hpp says how PostgreSQL's is made from it.
namespace repere::storage {

extern const Migration migration_0001, migration_0002, migration_0003, migration_0004, migration_0005,
    migration_0006, migration_0007, migration_0008, migration_0009, migration_0010, migration_0011, migration_0012,
    migration_0013, migration_0014;

/// All migrations of a record, in their order, as SQLite takes them.
std::span<const Migration> sqlite_migrations();

/// The same for PostgreSQL.
std::span<const Migration> postgresql_migrations();

}  // namespace repere::storage
