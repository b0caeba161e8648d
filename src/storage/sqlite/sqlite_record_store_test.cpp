#include <gtest/gtest.h>

#include "storage/record_store_suite.hpp"
#include "storage/schema/all_migrations.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/sqlite/temporary_folder.hpp"

namespace repere::storage::sqlite {
namespace {

class SqlitePlace final : public RecordPlace {
 public:
  Result<std::unique_ptr<Connection>> connect() override {
    auto database = Database::open(folder_.file("record.db"), Open::create_if_missing);
    if (!database) return tl::unexpected(database.error());
    REPERE_TRY(migrate(**database, sqlite_migrations()));
    return std::unique_ptr<Connection>(std::move(*database));
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace
}  // namespace repere::storage::sqlite

namespace repere::storage {
INSTANTIATE_TEST_SUITE_P(Sqlite, RecordStoreSuite,
                         testing::Values(Engine{"sqlite",
                                                [] { return std::make_unique<sqlite::SqlitePlace>(); }}),
                         [](const auto& engine) { return engine.param.name; });
}  // namespace repere::storage
