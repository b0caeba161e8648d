#include "storage/schema/all_migrations.hpp"

#include <deque>
#include <vector>

#include "storage/postgresql/dialect.hpp"

namespace repere::storage {

std::span<const Migration> sqlite_migrations() {
  static const Migration all[] = {migration_0001, migration_0002, migration_0003, migration_0004, migration_0005, migration_0006,
                                   migration_0007, migration_0008, migration_0009, migration_0010, migration_0011, migration_0012,
                                   migration_0013, migration_0014};
  return all;
}

std::span<const Migration> postgresql_migrations() {
  static std::deque<std::string> texts;
  static const std::vector<Migration> all = [] {
    std::vector<Migration> translated;
    for (const Migration& one : sqlite_migrations())
      translated.push_back({one.version, one.name, texts.emplace_back(postgresql::to_postgresql(one.sql)),
                            one.carry_over, one.sql_after});
    return translated;
  }();
  return all;
}

}  // namespace repere::storage
