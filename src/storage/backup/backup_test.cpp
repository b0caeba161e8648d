#include "storage/backup/backup.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "storage/engines.hpp"
#include "storage/open_record_store.hpp"
#include "storage/sample_registry.hpp"
#include "storage/sql_record_store.hpp"
#include "storage/sqlite/temporary_folder.hpp"

namespace repere::storage::backup {
namespace {

using testing::HasSubstr;
using testing::Not;

const Key some_key = std::string(32, 'k');

class Backup : public testing::TestWithParam<std::tuple<DatabaseEngine, DatabaseEngine>> {
 protected:
  void SetUp() override {
    for (const DatabaseEngine& engine : {std::get<0>(GetParam()), std::get<1>(GetParam())})
      if (const std::string why = engine.missing(); !why.empty()) GTEST_SKIP() << why;
    from_ = std::get<0>(GetParam()).new_place();
    auto store = open_record_store(from_->url(), OpenMode::create_if_missing, sample::reference(), sample::secrets());
    ASSERT_TRUE(store) << store.error().message;
    const auto rows = sample::full_registry(30);
    ASSERT_TRUE((*store)->apply(sample::adding(rows)));
    ASSERT_TRUE((*store)->undo(RevisionId{1}, sample::header(workflows::RevisionKind::undo, "a test")));
    const auto more = sample::full_registry(20, "synthetic-more");
    ASSERT_TRUE((*store)->apply(sample::adding(more)));
  }
  // A place that holds nothing, not even tables.
  std::unique_ptr<Connection> nothing(const DatabaseEngine& engine) {
    to_ = engine.new_place();
    auto connection = open_as_it_is(to_->url(), OpenMode::create_if_missing);
    REPERE_ENSURE(connection);
    if (engine.name == "postgresql")
      REPERE_ENSURE((*connection)->execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
    return std::move(*connection);
  }
  Result<Summary> save(const Key& key = {}) {
    std::filesystem::remove(file_);
    auto connection = open_as_it_is(from_->url(), OpenMode::existing_only);
    REPERE_ENSURE(connection);
    return backup::save(**connection, file_, key, Instant{std::chrono::milliseconds(1'700'000'000'123)});
  }
  Result<Summary> restore(const Key& key = {}) {
    const auto connection = nothing(std::get<1>(GetParam()));
    return backup::restore(file_, key, *connection, migrations_for(to_->url()));
  }
  static std::string text(const std::string& url, std::optional<RevisionId> as_of) {
    auto store = open_record_store(url, OpenMode::existing_only, sample::reference(), sample::secrets());
    REPERE_ENSURE(store);
    auto cases = (*store)->read(as_of, std::nullopt);
    EXPECT_TRUE(cases) << (cases ? "" : cases.error().message);
    return cases ? sample::text_of(*cases) : "";
  }
  std::string content() const {
    std::ifstream file(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& bytes) const { std::ofstream(file_, std::ios::binary) << bytes; }

  sqlite::TemporaryFolder folder_;
  std::string file_ = folder_.file("record.backup");
  std::unique_ptr<DatabasePlace> from_, to_;
};

TEST_P(Backup, gives_every_revision_back_in_a_new_place_of_any_engine) {
  for (const Key& key : {Key{}, some_key}) {
    const auto saved = save(key);
    ASSERT_TRUE(saved) << saved.error().message;
    EXPECT_EQ(saved->rows.at("tumour"), 50);
    EXPECT_EQ(saved->rows.at("revision"), 3);
    const auto verified = verify(file_, key);
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_EQ(verified->rows, saved->rows);
    EXPECT_EQ(verified->encrypted, key.has_value());
    const auto restored = restore(key);
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_EQ(restored->rows, saved->rows);
    for (const std::int64_t revision : {1, 2, 3})
      EXPECT_EQ(text(to_->url(), RevisionId{revision}), text(from_->url(), RevisionId{revision}));
    const auto again = save(key);
    ASSERT_TRUE(again);
    std::swap(from_, to_);
    const std::string first = content();
    ASSERT_TRUE(save(key));
    EXPECT_EQ(content() == first, !key) << "the same content is the same file, unless it is sealed anew";
    std::swap(from_, to_);
  }
}

TEST_P(Backup, goes_on_as_a_record_that_is_written_to) {
  ASSERT_TRUE(save());
  ASSERT_TRUE(restore());
  auto store = open_record_store(to_->url(), OpenMode::existing_only, sample::reference(), sample::secrets());
  ASSERT_TRUE(store);
  const auto rows = sample::full_registry(3, "synthetic-third");
  const auto applied = (*store)->apply(sample::adding(rows));
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_EQ(applied->id.value, 4);
}

TEST_P(Backup, is_not_restored_over_a_record) {
  ASSERT_TRUE(save());
  auto connection = open_connection(from_->url(), OpenMode::existing_only);
  const auto refused = backup::restore(file_, {}, **connection, migrations_for(from_->url()));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_EQ(backup::save(**connection, file_, {}, {}).error().kind, ErrorKind::conflict);
}

// Each byte that is changed, and each end that is missing, must be noticed; and nothing is left in the database.
TEST_P(Backup, that_is_damaged_is_refused_and_leaves_nothing) {
  for (const Key& key : {Key{}, some_key}) {
    ASSERT_TRUE(save(key));
    const std::string whole = content();
    for (std::size_t i = 0; i < 40; ++i) {
      std::string bytes = whole;
      const std::size_t at = i < 30 ? i * 7 : (i * 2'654'435'761u) % bytes.size();
      if (i % 2 == 0)
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
      else
        bytes.resize(bytes.size() - 1 - at);
      write(bytes);
      EXPECT_FALSE(verify(file_, key)) << "byte " << at;
    }
    write(whole + "x");
    EXPECT_FALSE(verify(file_, key));
    write(whole.substr(0, whole.size() - 10));
    const auto connection = nothing(std::get<1>(GetParam()));
    EXPECT_FALSE(backup::restore(file_, key, *connection, migrations_for(to_->url())));
    EXPECT_EQ(schema_version_of(*connection), 0);
  }
}

TEST_P(Backup, that_is_encrypted_opens_with_its_key_alone) {
  ASSERT_TRUE(save(some_key));
  EXPECT_THAT(content(), Not(HasSubstr("tumour")));
  EXPECT_EQ(verify(file_, {}).error().kind, ErrorKind::incorrect);
  EXPECT_EQ(verify(file_, std::string(32, 'x')).error().kind, ErrorKind::unavailable);
  ASSERT_TRUE(save());
  EXPECT_EQ(verify(file_, some_key).error().kind, ErrorKind::incorrect);
  write("something else\n");
  EXPECT_EQ(verify(file_, {}).error().kind, ErrorKind::incorrect);
  EXPECT_EQ(verify(folder_.file("nowhere"), {}).error().kind, ErrorKind::not_found);
}

TEST_P(Backup, is_for_its_owner_only) {
  ASSERT_TRUE(save());
  EXPECT_EQ(std::filesystem::status(file_).permissions(), std::filesystem::perms(0600));
  EXPECT_FALSE(std::filesystem::exists(file_ + ".part"));
}

INSTANTIATE_TEST_SUITE_P(Engines, Backup,
                         testing::Combine(testing::ValuesIn(all_engines()), testing::ValuesIn(all_engines())),
                         [](const auto& engines) {
                           return std::get<0>(engines.param).name + "_to_" + std::get<1>(engines.param).name;
                         });

}  // namespace
}  // namespace repere::storage::backup
