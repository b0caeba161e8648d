#include "storage/sqlite/migrations.hpp"

namespace repere::storage::sqlite {

std::span<const Migration> all_migrations() {
  static const Migration all[] = {migration_0001, migration_0002};
  return all;
}

}  // namespace repere::storage::sqlite
