#include "storage/record_store_suite.hpp"

#include <gmock/gmock.h>

#include "storage/sample_registry.hpp"
#include "storage/sql_record_store.hpp"

namespace repere::storage {

using registry::Registry;
using sample::adding;
using sample::full_registry;
using sample::header;
using sample::keeping;
using sample::text_of;
using workflows::RevisionKind;
using workflows::RowAction;

std::unique_ptr<workflows::RecordStore> RecordStoreSuite::open() {
  auto connection = place_->connect();
  if (!connection) {
    ADD_FAILURE() << connection.error().message;
    return nullptr;
  }
  return std::make_unique<SqlRecordStore>(std::move(*connection), sample::reference());
}

namespace {

// The registry of a store as it is now, or as a revision left it.
Registry read(workflows::RecordStore& store, std::optional<RevisionId> as_of = std::nullopt) {
  auto registry = store.read(as_of, std::nullopt);
  EXPECT_TRUE(registry) << (registry ? "" : registry.error().message);
  return registry ? std::move(*registry) : Registry{};
}

#define ASSERT_DONE(result) ASSERT_TRUE(result) << (result).error().message

TEST_P(RecordStoreSuite, is_empty_at_first) {
  const auto store = open();
  const Registry registry = read(*store);
  EXPECT_TRUE(registry.patients.empty());
  EXPECT_EQ(registry.centres.size(), sample::reference().centres.size());
  EXPECT_TRUE(store->revisions()->empty());
  EXPECT_EQ(store->schema_version(), 1);
}

TEST_P(RecordStoreSuite, gives_back_every_column_of_every_table) {
  const Registry cases = full_registry(24);
  const auto written = open()->apply(adding(cases));
  ASSERT_DONE(written);
  EXPECT_EQ(written->rows_added, static_cast<std::int64_t>(cases.patients.size() + 13 * 24));
  const Registry back = read(*open());
  EXPECT_EQ(text_of(back, false), text_of(cases, false));
  EXPECT_EQ(back.datasets, cases.datasets);
  EXPECT_TRUE(
      std::equal(back.centres.begin(), back.centres.end(), cases.centres.begin(), cases.centres.end()));
}

}  // namespace
}  // namespace repere::storage
