#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "storage/open_record_store.hpp"
#include "storage/sample_registry.hpp"
#include "storage/schema/all_migrations.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/sqlite/temporary_folder.hpp"
#include "storage/table_text.hpp"

// The tables of the SQLite record, and how they come to be.
namespace repere::storage::sqlite {
namespace {

using testing::HasSubstr;

class Schema : public testing::Test {
 protected:
  std::unique_ptr<Database> open() {
    auto database = Database::open(path_, Open::create_if_missing);
    EXPECT_TRUE(database) << (database ? "" : database.error().message);
    REPERE_ENSURE(database);
    return std::move(*database);
  }
  static std::vector<std::string> column(Connection& connection, const std::string& sql) {
    const auto query = connection.prepare(sql);
    EXPECT_TRUE(query) << (query ? "" : query.error().message);
    std::vector<std::string> values;
    while (query && *(*query)->step()) values.emplace_back((*query)->text(0));
    return values;
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("record.db");
};

TEST_F(Schema, has_the_columns_of_the_description) {
  const auto database = open();
  ASSERT_TRUE(migrate(*database, sqlite_migrations()));
  std::set<std::string> described;
  for (const TableText& table : record_tables()) {
    described.insert(table.name);
    std::vector<std::string> expected = table.written();
    expected.emplace_back("until");
    EXPECT_THAT(column(*database, "SELECT name FROM pragma_table_info('" + table.name + "')"),
                testing::UnorderedElementsAreArray(expected))
        << table.name;
  }
  described.insert({"revision", "schema_version"});
  described.insert({"account",        "account_subject", "appointment", "audit_line",
                    "case_share",     "failed_attempt",  "key_check",   "machine_token",
                    "numbering",      "objection",       "referral",    "referral_document",
                    "referral_event", "one_time_link",   "person",      "person_hash",
                    "person_key",     "recovery_code",   "session",     "session_at_provider",
                    "reach_count"});
  described.insert({"tumour_board", "board_member", "calendar_link", "board_meeting", "meeting_stay", "presentation",
                    "presentation_need", "presentation_entry", "board_action", "board_signature", "board_addendum",
                    "decision_judgement", "referral_case", "referral_judgement"});
  described.insert({"message", "message_event", "message_about", "correspondent"});
  EXPECT_THAT(column(*database, "SELECT name FROM sqlite_schema WHERE type = 'table'"),
              testing::UnorderedElementsAreArray(described));
}

TEST_F(Schema, gives_numbers_and_required_columns_their_types) {
  const auto database = open();
  ASSERT_TRUE(migrate(*database, sqlite_migrations()));
  registry::for_each_act_table([&](const auto& table) {
    using Row = typename std::remove_cvref_t<decltype(table)>::Row;
    registry::for_each_act_column<Row>([&](const auto& described) {
      using Value = std::remove_cvref_t<decltype(std::declval<Row>().*(described.member))>;
      const bool whole =
          std::is_same_v<Value, std::optional<std::int64_t>> || described.part == registry::Part::day;
      const bool number = std::is_same_v<Value, std::optional<double>>;
      EXPECT_EQ(column(*database, "SELECT type FROM pragma_table_info('" + std::string(table.name) +
                                      "') WHERE name = '" + std::string(sql_name(described.name)) + "'"),
                std::vector<std::string>{whole    ? "INTEGER"
                                         : number ? "REAL"
                                                  : "TEXT"})
          << table.name << "." << described.name;
    });
  });
}

TEST_F(Schema, keeps_history_whatever_a_program_does) {
  const auto database = open();
  ASSERT_TRUE(migrate(*database, sqlite_migrations()));
  const auto rows = sample::full_registry(6);
  {
    auto store =
        open_record_store("sqlite:" + path_, OpenMode::existing_only, sample::reference(), sample::secrets());
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->apply(sample::adding(rows)));
    ASSERT_TRUE((*store)->undo(RevisionId{1}, sample::header(workflows::RevisionKind::undo, "a test")));
  }
  std::vector<TableText> tables = record_tables();
  tables.push_back({"revision", {"id"}, {"kind", "at", "author", "reason"}, {"id"}});
  for (const TableText& table : tables) {
    EXPECT_FALSE(database->execute("DELETE FROM " + table.name)) << table.name;
    for (const std::string& name : table.written()) {
      if (table.name == "revision" && name == "since") continue;
      EXPECT_FALSE(database->execute("UPDATE " + table.name + " SET " + name + " = " + name))
          << table.name << name;
    }
    if (table.name == "revision") continue;
    EXPECT_FALSE(database->execute("UPDATE " + table.name + " SET until = NULL")) << table.name;
    EXPECT_FALSE(database->execute("UPDATE " + table.name + " SET until = 2")) << table.name;
  }
}

TEST_F(Schema, is_made_in_one_step_or_not_at_all) {
  const Migration first = migration_0001;
  const Migration broken{2, "breaks in the middle",
                         "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1)"};
  const Migration steps[] = {first, broken};
  {
    const auto database = open();
    const auto done = migrate(*database, steps);
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().message, HasSubstr("migration 2 (breaks in the middle)"));
    EXPECT_EQ(schema_version_of(*database), 1);
    EXPECT_EQ(database->has_table("half"), false);
    EXPECT_EQ(database->has_table("tumour"), true);
  }
  const Migration broken_first[] = {
      {1, "breaks", std::string_view("CREATE TABLE half (id INTEGER); nonsense")}};
  path_ = folder_.file("other.db");
  const auto database = open();
  ASSERT_FALSE(migrate(*database, broken_first));
  EXPECT_EQ(schema_version_of(*database), 0);
  EXPECT_EQ(database->has_table("half"), false);
}

TEST_F(Schema, is_rehearsed_and_left_as_it_was) {
  const auto all = sqlite_migrations();
  const auto database = open();
  ASSERT_TRUE(migrate(*database, all.first(2)));
  const auto tables = column(*database, "SELECT name FROM sqlite_schema ORDER BY name");
  const auto plan = rehearse_migration(*database, all, nullptr);
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->from, 2);
  EXPECT_EQ(plan->to, static_cast<int>(all.size()));
  EXPECT_EQ(plan->steps.size(), all.size() - 2);
  EXPECT_THAT(plan->steps.front(), testing::StartsWith("3: "));
  EXPECT_EQ(schema_version_of(*database), 2);
  EXPECT_EQ(column(*database, "SELECT name FROM sqlite_schema ORDER BY name"), tables);
  ASSERT_TRUE(migrate(*database, all)) << "what was rehearsed can be done";
  EXPECT_TRUE(rehearse_migration(*database, all, nullptr)->steps.empty());
}

TEST_F(Schema, says_in_the_rehearsal_what_the_migration_would_refuse) {
  const Migration broken[] = {migration_0001, {2, "breaks in the middle", "CREATE TABLE half (id INTEGER); nonsense"}};
  const auto database = open();
  ASSERT_TRUE(migrate(*database, std::span(broken).first(1)));
  const auto plan = rehearse_migration(*database, broken, nullptr);
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().message, HasSubstr("migration 2 (breaks in the middle)"));
  EXPECT_EQ(database->has_table("half"), false);
}

TEST_F(Schema, is_left_alone_by_a_program_that_is_older) {
  {
    const auto database = open();
    ASSERT_TRUE(migrate(*database, sqlite_migrations()));
    ASSERT_TRUE(database->execute("INSERT INTO schema_version (version, name) VALUES (99, 'of the future')"));
  }
  const auto store =
      open_record_store("sqlite:" + path_, OpenMode::existing_only, sample::reference(), sample::secrets());
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::unsupported);
  EXPECT_THAT(store.error().message, HasSubstr("its tables have version 99, this program knows " +
                                               std::to_string(sqlite_migrations().size())));
}

// A released migration never changes: who has the record already would not get the change. Write a new one.
TEST_F(Schema, is_the_one_that_was_released) {
  const auto fingerprint = [](std::string_view text) {
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
  };
  EXPECT_EQ(fingerprint(migration_0001.sql), 305069443948710732u);
  EXPECT_EQ(fingerprint(migration_0002.sql), 10284256051348171431u);
}

}  // namespace
}  // namespace repere::storage::sqlite
