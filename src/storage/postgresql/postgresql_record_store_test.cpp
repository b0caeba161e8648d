#include <gtest/gtest.h>

#include "storage/open_record_store.hpp"
#include "storage/postgresql/test_cluster.hpp"
#include "storage/record_store_suite.hpp"

namespace repere::storage {
namespace {

class PostgresqlPlace final : public RecordPlace {
 public:
  Result<std::unique_ptr<Connection>> connect() override {
    return open_connection(database_.url(), OpenMode::create_if_missing);
  }

 private:
  postgresql::TestDatabase database_{postgresql::TestDatabase::Content::tables};
};

std::unique_ptr<RecordPlace> new_place() { return std::make_unique<PostgresqlPlace>(); }

}  // namespace

INSTANTIATE_TEST_SUITE_P(Postgresql, RecordStoreSuite,
                         testing::Values(Engine{"postgresql", new_place, postgresql::why_no_cluster}),
                         [](const auto& engine) { return engine.param.name; });
}  // namespace repere::storage
