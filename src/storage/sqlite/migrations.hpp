#pragma once
#include <span>

#include "storage/migrations.hpp"

namespace repere::storage::sqlite {

extern const Migration migration_0001, migration_0002;

/// All migrations of a SQLite record, in their order.
std::span<const Migration> all_migrations();

}  // namespace repere::storage::sqlite
