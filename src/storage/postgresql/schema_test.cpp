#include <gmock/gmock.h>

#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "storage/open_record_store.hpp"
#include "storage/postgresql/database.hpp"
#include "storage/postgresql/dialect.hpp"
#include "storage/postgresql/test_cluster.hpp"
#include "storage/record_store_suite.hpp"
#include "storage/sample_registry.hpp"
#include "storage/schema/all_migrations.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/sqlite/temporary_folder.hpp"
#include "storage/table_text.hpp"

// The tables of the PostgreSQL record are those of the SQLite record.
namespace repere::storage::postgresql {
namespace {

using testing::HasSubstr;

class PostgresqlSchema : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = why_no_cluster(); !why.empty()) GTEST_SKIP() << why;
    database_ = std::make_unique<TestDatabase>();
  }
  std::unique_ptr<Connection> open() {
    auto connection = open_connection(database_->url(), OpenMode::create_if_missing);
    EXPECT_TRUE(connection) << (connection ? "" : connection.error().message);
    REPERE_ENSURE(connection);
    return std::move(*connection);
  }
  std::unique_ptr<Database> open_empty() {
    auto connection = Database::open(*parse_address(database_->url()), Open::empty_or_ours);
    REPERE_ENSURE(connection);
    return std::move(*connection);
  }
  // The columns of a query's rows, one text a row.
  static std::vector<std::string> rows(Connection& connection, const std::string& sql, int columns) {
    const auto query = connection.prepare(sql);
    EXPECT_TRUE(query) << (query ? "" : query.error().message);
    std::vector<std::string> all;
    while (query && *(*query)->step()) {
      std::string row;
      for (int i = 0; i < columns; ++i) row += std::string((*query)->text(i)) + " ";
      all.push_back(row);
    }
    return all;
  }

  std::unique_ptr<TestDatabase> database_;
};

TEST_F(PostgresqlSchema, has_the_columns_of_sqlite_with_their_types) {
  const sqlite::TemporaryFolder folder;
  auto other = sqlite::Database::open(folder.file("record.db"), sqlite::Open::create_if_missing);
  ASSERT_DONE(other);
  ASSERT_DONE(migrate(**other, sqlite_migrations()));
  // schema_version is made by migrate() itself; SQLite calls every whole type by its own word.
  const auto expected =
      rows(**other,
           "SELECT s.name, c.name, replace(replace(replace(replace(c.type, 'INTEGER', 'bigint'), 'TEXT', "
           "'text'), 'REAL', 'double precision'), 'BLOB', 'bytea'), c.\"notnull\" OR c.pk > 0 "
           "FROM sqlite_schema s, pragma_table_info(s.name) c WHERE s.type = 'table' AND s.name <> "
           "'schema_version' ORDER BY s.name, c.cid",
           4);
  const auto ours =
      rows(*open(),
           "SELECT c.relname, a.attname, format_type(a.atttypid, NULL), CAST(a.attnotnull AS INTEGER) "
           "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind = 'r' AND a.attnum > 0 "
           "AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'schema_version' "
           "ORDER BY c.relname COLLATE \"C\", a.attnum",
           4);
  EXPECT_GT(ours.size(), 150u);
  EXPECT_EQ(ours, expected);
}

// The statements of a migration without those of one table, its index and its triggers.
std::string without_table(std::string sql, const std::string& table) {
  for (const auto& [begins, ends] : {std::pair{"CREATE TABLE " + table + " (", "ROWID;\n"},
                                     std::pair{"CREATE UNIQUE INDEX " + table + "_", ";\n"},
                                     std::pair{"CREATE TRIGGER " + table + "_", "END;\n"}})
    for (std::size_t at = 0; (at = sql.find(begins, at)) != sql.npos;)
      sql.erase(at, sql.find(ends, at) + std::string(ends).size() - at);
  return sql;
}

TEST_F(PostgresqlSchema, has_the_indexes_triggers_and_checks_of_sqlite) {
  std::map<std::string, std::size_t> words;
  for (const Migration& one : sqlite_migrations()) {
    const std::string text = without_table(std::string(one.sql), "identity");  // a later migration took it away
    for (const char* word :
         {"CHECK (", "REFERENCES", "CREATE UNIQUE INDEX", "PRIMARY KEY", "CREATE TRIGGER", "BEFORE DELETE"})
      for (std::size_t at = 0; (at = text.find(word, at)) != text.npos; ++at) ++words[word];
  }
  const auto connection = open();
  const auto count = [&](const std::string& from) {
    return std::stoul(rows(*connection, "SELECT count(*) FROM " + from, 1)[0]);
  };
  const std::string here = "connamespace = 'public'::regnamespace AND contype = ";
  EXPECT_EQ(count("pg_constraint WHERE " + here + "'c'"), words["CHECK ("]);
  const std::size_t since = count("pg_trigger WHERE tgname LIKE '%\\_since'");
  EXPECT_EQ(since, record_tables().size());
  EXPECT_EQ(count("pg_constraint WHERE " + here + "'f'") + since, words["REFERENCES"]);
  EXPECT_EQ(count("pg_constraint WHERE " + here + "'p'"), words["PRIMARY KEY"] + 1);  // schema_version
  EXPECT_EQ(count("pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%UNIQUE%WHERE%'"),
            words["CREATE UNIQUE INDEX"]);
  EXPECT_EQ(count("pg_trigger WHERE NOT tgisinternal"),
            words["CREATE TRIGGER"] + words["BEFORE DELETE"] + since);
}

TEST_F(PostgresqlSchema, keeps_history_whatever_a_program_does) {
  {
    auto store = open_record_store(database_->url(), OpenMode::create_if_missing, sample::reference(), sample::secrets());
    ASSERT_DONE(store);
    const auto cases = sample::full_registry(6);
    ASSERT_DONE((*store)->apply(sample::adding(cases)));
    ASSERT_DONE((*store)->undo(RevisionId{1}, sample::header(workflows::RevisionKind::undo, "a test")));
  }
  const auto connection = open();
  std::vector<TableText> tables = record_tables();
  tables.push_back({"revision", {"id"}, {"kind", "at", "author", "reason"}, {"id"}});
  for (const TableText& table : tables) {
    EXPECT_FALSE(connection->execute("DELETE FROM " + table.name)) << table.name;
    EXPECT_FALSE(connection->execute("TRUNCATE " + table.name + " CASCADE")) << table.name;
    for (const std::string& name : table.written()) {
      if (table.name == "revision" && name == "since") continue;
      EXPECT_FALSE(connection->execute("UPDATE " + table.name + " SET " + name + " = " + name))
          << table.name << name;
    }
    if (table.name == "revision") continue;
    EXPECT_FALSE(connection->execute("UPDATE " + table.name + " SET until = NULL")) << table.name;
    EXPECT_FALSE(connection->execute("UPDATE " + table.name + " SET until = 2")) << table.name;
  }
  const auto refused = connection->execute("DELETE FROM patient");
  EXPECT_THAT(refused.error().message, HasSubstr("history is never deleted"));
}

TEST_F(PostgresqlSchema, takes_no_version_of_a_revision_that_is_not_there) {
  const auto connection = open();
  const auto refused = connection->execute(
      "INSERT INTO centre_role (centre, number, since, role, certainty, source) VALUES (1, 1, 7, 'a', 'b', "
      "'c')");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("a version is of no revision"));
}

TEST_F(PostgresqlSchema, is_made_in_one_step_or_not_at_all) {
  const Migration first = postgresql_migrations()[0];
  const Migration steps[] = {
      first, {2, "breaks in the middle", "CREATE TABLE half (id BIGINT); INSERT INTO nowhere VALUES (1)"}};
  const auto connection = open_empty();
  const auto done = migrate(*connection, steps);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("migration 2 (breaks in the middle)"));
  EXPECT_EQ(schema_version_of(*connection), 1);
  EXPECT_EQ(connection->has_table("half"), false);
  EXPECT_EQ(connection->has_table("tumour"), true);
}

TEST_F(PostgresqlSchema, is_made_once_by_servers_that_start_together) {
  std::vector<pid_t> children;
  std::fflush(nullptr);
  for (int i = 0; i < 5; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      const auto opened = open_connection(database_->url(), OpenMode::create_if_missing);
      if (!opened) std::fprintf(stderr, "%s\n", opened.error().message.c_str());
      _exit(opened ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(schema_version_of(*open()), postgresql_migrations().back().version);
}

TEST_F(PostgresqlSchema, is_left_alone_by_a_program_that_is_older) {
  ASSERT_DONE(open()->execute("INSERT INTO schema_version (version, name) VALUES (99, 'of the future')"));
  const auto again = open_connection(database_->url(), OpenMode::existing_only);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::unsupported);
  EXPECT_THAT(again.error().message, HasSubstr("its tables have version 99"));
}

// The text for SQLite never changes once released; nor does what is made of it.
TEST(Dialect, makes_of_a_released_migration_what_was_released) {
  const auto fingerprint = [](std::string_view text) {
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
  };
  EXPECT_EQ(fingerprint(postgresql_migrations()[0].sql), 6489501055309186655u);
  EXPECT_EQ(fingerprint(postgresql_migrations()[1].sql), 16083725704759888852u);
}

TEST(Dialect, replaces_types_and_table_endings_only) {
  EXPECT_EQ(to_postgresql("CREATE TABLE t (a INTEGER NOT NULL, b REAL, c BLOB, d TEXT,\n  CONTEXT_TEXT "
                          "TEXT) STRICT, WITHOUT ROWID;\nCREATE TABLE u (i INTEGER PRIMARY KEY) STRICT;"),
            "CREATE TABLE t (a BIGINT NOT NULL, b DOUBLE PRECISION, c BYTEA, d TEXT COLLATE \"C\",\n  "
            "CONTEXT_TEXT TEXT COLLATE \"C\");\nCREATE TABLE u (i BIGINT PRIMARY KEY);");
}

TEST(Dialect, makes_refusing_triggers_refuse) {
  const std::string text = to_postgresql(
      "CREATE TRIGGER a_once BEFORE UPDATE OF until ON a\nWHEN OLD.until IS NOT NULL\n"
      "BEGIN SELECT RAISE(ABORT, 'closed once'); END;\n"
      "CREATE TRIGGER a_kept BEFORE DELETE ON a\nBEGIN SELECT RAISE(ABORT, 'kept'); END;\n");
  EXPECT_THAT(text, HasSubstr("CREATE TRIGGER a_once BEFORE UPDATE OF until ON a\nFOR EACH ROW WHEN "
                              "(OLD.until IS NOT NULL) EXECUTE FUNCTION refuse('closed once');"));
  EXPECT_THAT(text, HasSubstr("CREATE TRIGGER a_kept BEFORE DELETE ON a\nFOR EACH ROW EXECUTE FUNCTION "
                              "refuse('kept');\nCREATE TRIGGER a_kept_whole BEFORE TRUNCATE ON a\n"
                              "EXECUTE FUNCTION refuse('kept');"));
}

}  // namespace
}  // namespace repere::storage::postgresql
