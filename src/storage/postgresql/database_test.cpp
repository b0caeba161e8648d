#include "storage/postgresql/database.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include "storage/open_record_store.hpp"
#include "storage/postgresql/errors.hpp"
#include "storage/postgresql/test_cluster.hpp"
#include "storage/record_store_suite.hpp"
#include "storage/sample_registry.hpp"

// What a PostgreSQL database can be, and what a connection to it promises.
namespace repere::storage::postgresql {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class PostgresqlDatabase : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = why_no_cluster(); !why.empty()) GTEST_SKIP() << why;
    database_ = std::make_unique<TestDatabase>();
  }
  Result<std::unique_ptr<Database>> try_open(const Settings& settings = {}, Open mode = Open::empty_or_ours) {
    return Database::open(*parse_address(database_->url()), mode, settings);
  }
  std::unique_ptr<Database> open(const Settings& settings = {}) {
    auto database = try_open(settings);
    EXPECT_TRUE(database) << (database ? "" : database.error().message);
    REPERE_ENSURE(database);
    return std::move(*database);
  }
  std::unique_ptr<Database> with_table() {
    auto database = open();
    EXPECT_TRUE(database->execute(
        "CREATE TABLE schema_version (version BIGINT); CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT, "
        "size DOUBLE PRECISION, sealed BYTEA)"));
    return database;
  }
  static std::string value(Connection& connection, const std::string& sql) {
    const auto query = connection.prepare(sql);
    EXPECT_TRUE(query) << (query ? "" : query.error().message);
    EXPECT_TRUE((*query)->step());
    return std::string((*query)->text(0));
  }

  std::unique_ptr<TestDatabase> database_;
};

TEST(PostgresqlAddress, has_a_name_without_a_password) {
  struct Case {
    const char *url, *name;
  };
  for (const auto& [url, name] :
       {Case{"postgresql://user:secret@host:5433/db", "postgresql://host:5433/db"},
        Case{"postgres://host/db?password=secret&sslmode=require", "postgresql://host/db"},
        Case{"postgresql://one:1,two:2/db?target_session_attrs=any", "postgresql://one:1,two:2/db"},
        Case{"postgresql:///db?host=/run/postgresql", "postgresql:///db?host=/run/postgresql"},
        Case{"postgresql://user:secret@%2Frun%2Fpg/db", "postgresql:///db?host=/run/pg"}}) {
    const auto address = parse_address(url);
    ASSERT_DONE(address);
    EXPECT_EQ(address->name, name);
  }
  EXPECT_TRUE(parse_address("postgresql://one,two/db")->several_hosts);
}

TEST(PostgresqlAddress, that_is_none_is_refused_without_repeating_it) {
  for (const char* url : {"postgresql:db", "postgresql://user:secret@host/db?nonsense=secret",
                          "postgresql://[secret", "host=secret", "postgresql://secret@host:port:9/%zz"}) {
    const auto address = parse_address(url);
    ASSERT_FALSE(address) << url;
    EXPECT_EQ(address.error().kind, ErrorKind::incorrect);
    EXPECT_THAT(address.error().message, Not(HasSubstr("secret")));
  }
}

TEST_F(PostgresqlDatabase, that_cannot_be_reached_is_unavailable_and_named) {
  for (const char* url :
       {"postgresql://user:secret@/db?host=/nowhere", "postgresql://u:secret@127.0.0.1:1/db",
        "postgresql://u:secret@127.0.0.1:1,127.0.0.1:2/db"}) {
    const auto opened = open_connection(url, OpenMode::create_if_missing);
    ASSERT_FALSE(opened) << url;
    EXPECT_EQ(opened.error().kind, ErrorKind::unavailable) << opened.error().message;
    EXPECT_THAT(opened.error().message,
                AllOf(HasSubstr("/db"), Not(HasSubstr("secret")), Not(HasSubstr("\n"))));
  }
}

TEST_F(PostgresqlDatabase, that_is_not_there_is_not_found) {
  std::string url = database_->url();
  url.replace(url.find(database_->name()), database_->name().size(), "no_such");
  const auto opened = open_connection(url, OpenMode::create_if_missing);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::not_found);
  EXPECT_THAT(opened.error().message, HasSubstr("createdb"));
}

TEST_F(PostgresqlDatabase, that_is_empty_holds_no_record_yet) {
  const auto opened = open_connection(database_->url(), OpenMode::existing_only);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::not_found);
  ASSERT_DONE(open_connection(database_->url(), OpenMode::create_if_missing));
  ASSERT_DONE(open_connection(database_->url(), OpenMode::existing_only));
}

TEST_F(PostgresqlDatabase, of_another_program_is_refused_and_left_alone) {
  ASSERT_DONE(open()->execute("CREATE TABLE recipes (name TEXT)"));
  const auto opened = open_connection(database_->url(), OpenMode::create_if_missing);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::incorrect);
  EXPECT_THAT(opened.error().message, HasSubstr("another program"));
}

TEST_F(PostgresqlDatabase, gives_values_back_exactly) {
  const auto database = with_table();
  std::string odd;
  for (int c = 1; c < 128; ++c) odd += static_cast<char>(c);
  const std::string texts[] = {"", "a\tb\nc\\d\r\\N", "\\.", "Bœuf Éloïse 中 😀", odd};
  const double numbers[] = {0.1, 1e-300, 5e-324, 1.7976931348623157e308, -0.0};
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  ASSERT_DONE(database->begin_write());
  {
    const auto insert = database->prepare_insert("t", {"id", "name", "size", "sealed"});
    ASSERT_DONE(insert);
    for (std::int64_t i = 0; i < 20; ++i) {  // the first few one by one, the others by COPY
      (*insert)->bind(1, i == 19 ? INT64_MIN : i);
      (*insert)->bind(2, std::string_view(texts[i % 5]));
      (*insert)->bind(3, numbers[i % 5]);
      if (i % 4 == 3)
        (*insert)->bind_null(4);
      else
        (*insert)->bind_bytes(4, bytes);
      ASSERT_DONE((*insert)->run());
    }
  }
  ASSERT_DONE(database->commit());
  const auto query = database->prepare("SELECT id, name, size, sealed FROM t ORDER BY id");
  ASSERT_DONE(query);
  for (std::int64_t row = -1; row < 19; ++row) {
    ASSERT_EQ(*(*query)->step(), true);
    const std::int64_t i = row < 0 ? 19 : row;
    EXPECT_EQ((*query)->whole(0), row < 0 ? INT64_MIN : row);
    EXPECT_EQ((*query)->text(1), texts[i % 5]);
    EXPECT_EQ((*query)->number(2), numbers[i % 5]);
    EXPECT_EQ((*query)->is_null(3), i % 4 == 3);
    EXPECT_EQ((*query)->bytes(3), i % 4 == 3 ? "" : bytes);
  }
  EXPECT_EQ(*(*query)->step(), false);
}

TEST_F(PostgresqlDatabase, compares_texts_byte_by_byte) {
  const auto connection = open_connection(database_->url(), OpenMode::create_if_missing);
  ASSERT_DONE(connection);
  EXPECT_EQ(value(**connection,
                  "SELECT count(*) FROM pg_attribute a JOIN pg_collation c ON c.oid = "
                  "a.attcollation JOIN pg_class t ON t.oid = a.attrelid WHERE t.relkind = 'r' AND "
                  "t.relnamespace = 'public'::regnamespace AND t.relname <> 'schema_version' AND "
                  "c.collname <> 'C'"),
            "0");
}

TEST_F(PostgresqlDatabase, refuses_a_text_with_a_nul_byte) {
  const auto database = with_table();
  ASSERT_DONE(database->begin_write());
  const auto insert = database->prepare_insert("t", {"id", "name"});
  (*insert)->bind(1, std::int64_t{1});
  (*insert)->bind(2, std::string_view("a\0b", 3));
  EXPECT_EQ((*insert)->run().error().kind, ErrorKind::incorrect);
  database->rollback();
}

TEST_F(PostgresqlDatabase, serves_a_statement_while_the_rows_of_another_arrive) {
  const auto database = open();
  const auto outer = database->prepare("SELECT n FROM generate_series(1, 5000) n");
  const auto inner = database->prepare("SELECT CAST($1 AS BIGINT) * 2");
  std::int64_t seen = 0;
  while (*(*outer)->step()) {
    const std::int64_t n = (*outer)->whole(0);
    ASSERT_EQ(n, ++seen);
    if (n % 1000 != 1) continue;
    (*inner)->bind(1, n);
    ASSERT_EQ(*(*inner)->step(), true);
    EXPECT_EQ((*inner)->whole(0), 2 * n);
    ASSERT_DONE((*inner)->run());
  }
  EXPECT_EQ(seen, 5000);
}

TEST_F(PostgresqlDatabase, says_of_bulk_rows_at_the_latest_at_commit_that_one_was_there) {
  const auto database = with_table();
  ASSERT_DONE(database->execute("INSERT INTO t VALUES (50, 'Nom-Synthetique-1')"));
  ASSERT_DONE(database->begin_write());
  const auto insert = database->prepare_insert("t", {"id", "name"});
  for (std::int64_t i = 0; i < 100; ++i) {
    (*insert)->bind(1, i);
    (*insert)->bind(2, std::string_view("Nom-Synthetique-2"));
    ASSERT_DONE((*insert)->run());
  }
  const auto refused = database->commit();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("t_pkey"), Not(HasSubstr("Nom-"))));
  database->rollback();
  EXPECT_EQ(value(*database, "SELECT count(*) FROM t"), "1");
}

TEST_F(PostgresqlDatabase, repeats_no_value_in_any_message) {
  const auto database = with_table();
  for (const char* sql : {"INSERT INTO t (id) SELECT CAST($1 AS BIGINT)", "SELECT CAST($1 AS DATE)",
                          "SELECT CAST($1 AS DOUBLE PRECISION)", "SELECT CAST($1 AS BYTEA)"}) {
    const auto statement = database->prepare(sql);
    ASSERT_DONE(statement) << sql;
    (*statement)->bind(1, std::string_view("\\Secret-Synthetique"));
    const auto refused = (*statement)->run();
    ASSERT_FALSE(refused) << sql;
    EXPECT_THAT(refused.error().message, Not(HasSubstr("Secret"))) << sql;
  }
  ASSERT_DONE(database->execute("ALTER TABLE t ADD CHECK (name <> 'Secret-Synthetique')"));
  const auto refused = database->execute("INSERT INTO t (id, name) VALUES (7, 'Secret-Synthetique')");
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("t_name_check"), Not(HasSubstr("Secret"))));
}

TEST_F(PostgresqlDatabase, takes_a_part_of_a_transaction_back_by_itself) {
  const auto database = with_table();
  ASSERT_DONE(database->execute("INSERT INTO t (id) VALUES (105)"));
  ASSERT_DONE(database->begin_write());
  const auto add = [&](std::int64_t from, std::int64_t until) {
    const auto insert = database->prepare_insert("t", {"id"});
    Result<void> added;
    for (std::int64_t i = from; i < until && added; ++i) {
      (*insert)->bind(1, i);
      if (const auto run = (*insert)->run(); !run) added = tl::unexpected(run.error());
    }
    return added;
  };
  ASSERT_DONE(database->begin_part());
  ASSERT_DONE(add(0, 10));
  ASSERT_DONE(database->end_part(true));
  ASSERT_DONE(database->begin_part());
  ASSERT_DONE(add(10, 20));
  ASSERT_DONE(database->end_part(false));
  ASSERT_DONE(database->begin_part());
  ASSERT_DONE(add(20, 25));
  ASSERT_DONE(add(100, 110));  // told with the part's end: 105 is there
  const auto kept = database->end_part(true);
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().kind, ErrorKind::conflict);
  ASSERT_DONE(database->begin_part());
  ASSERT_DONE(add(30, 31));
  ASSERT_DONE(database->end_part(true));
  ASSERT_DONE(database->commit());
  EXPECT_EQ(value(*database, "SELECT string_agg(CAST(id AS TEXT), ' ' ORDER BY id) FROM t"),
            "0 1 2 3 4 5 6 7 8 9 30 105");
}

TEST_F(PostgresqlDatabase, reads_all_of_one_moment) {
  const auto database = with_table(), other = open();
  ASSERT_DONE(database->begin_read());
  EXPECT_EQ(value(*database, "SELECT count(*) FROM t"), "0");
  ASSERT_DONE(other->execute("INSERT INTO t (id) VALUES (1)"));
  EXPECT_EQ(value(*database, "SELECT count(*) FROM t"), "0");
  EXPECT_FALSE(database->execute("INSERT INTO t (id) VALUES (2)"));
  database->rollback();
  EXPECT_EQ(value(*database, "SELECT count(*) FROM t"), "1");
}

TEST_F(PostgresqlDatabase, says_busy_when_another_one_writes_for_too_long) {
  Settings impatient;
  impatient.busy_ms = 50;
  const auto one = open(), other = open(impatient);
  ASSERT_DONE(one->begin_write());
  const auto refused = other->begin_write();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::busy);
  one->rollback();
  ASSERT_DONE(other->begin_write());
}

TEST_F(PostgresqlDatabase, does_not_call_a_failed_transaction_committed) {
  const auto database = with_table();
  ASSERT_DONE(database->begin_write());
  EXPECT_FALSE(database->execute("SELECT nonsense"));
  EXPECT_EQ(database->commit().error().kind, ErrorKind::fault);
  database->rollback();
  ASSERT_DONE(database->begin_write());
  ASSERT_DONE(database->commit());
}

TEST_F(PostgresqlDatabase, commits_to_the_disk_whatever_the_server_s_default_is) {
  ASSERT_DONE(open()->execute("ALTER DATABASE " + database_->name() + " SET synchronous_commit = off"));
  EXPECT_EQ(value(*open(), "SELECT current_setting('synchronous_commit')"), "on");
  ASSERT_DONE(
      open()->execute("ALTER DATABASE " + database_->name() + " SET synchronous_commit = remote_apply"));
  EXPECT_EQ(value(*open(), "SELECT current_setting('synchronous_commit')"), "remote_apply");
}

TEST_F(PostgresqlDatabase, notices_that_its_connection_was_ended) {
  const auto database = open(), other = open();
  EXPECT_FALSE(database->broken());
  ASSERT_DONE(
      other->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                     "current_database() AND pid <> pg_backend_pid()"));
  for (int tries = 0; tries < 100 && !database->broken(); ++tries) usleep(10'000);
  EXPECT_TRUE(database->broken());
  const auto refused = database->begin_write();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
  database->rollback();
}

TEST_F(PostgresqlDatabase, that_takes_no_changes_says_so) {
  {
    auto store = open_record_store(database_->url(), OpenMode::create_if_missing, sample::reference(), sample::secrets());
    ASSERT_DONE(store);
  }
  ASSERT_DONE(
      open()->execute("ALTER DATABASE " + database_->name() + " SET default_transaction_read_only = on"));
  auto store = open_record_store(database_->url(), OpenMode::existing_only, sample::reference(), sample::secrets());
  ASSERT_DONE(store);
  ASSERT_DONE((*store)->read(std::nullopt, std::nullopt));
}

TEST(PostgresqlErrors, are_told_apart_by_their_state) {
  struct Case {
    const char* state;
    ErrorKind kind;
  };
  for (const auto& [state, kind] :
       {Case{"23505", ErrorKind::conflict}, Case{"40001", ErrorKind::busy}, Case{"40P01", ErrorKind::busy},
        Case{"55P03", ErrorKind::busy}, Case{"57P01", ErrorKind::unavailable},
        Case{"57P03", ErrorKind::unavailable}, Case{"08006", ErrorKind::unavailable},
        Case{"25006", ErrorKind::unavailable}, Case{"53100", ErrorKind::unavailable},
        Case{"53300", ErrorKind::busy}, Case{"42501", ErrorKind::unavailable},
        Case{"42601", ErrorKind::fault}, Case{"22P02", ErrorKind::fault},
        Case{"28P01", ErrorKind::unavailable}, Case{"XX001", ErrorKind::unavailable},
        Case{"XX000", ErrorKind::fault}})
    EXPECT_EQ(kind_of(state), kind) << state;
}

}  // namespace
}  // namespace repere::storage::postgresql
