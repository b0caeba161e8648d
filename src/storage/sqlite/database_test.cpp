#include "storage/sqlite/database.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "storage/open_record_store.hpp"
#include "storage/record_store_suite.hpp"
#include "storage/sample_registry.hpp"
#include "storage/schema/all_migrations.hpp"
#include "storage/sql_record_store.hpp"
#include "storage/sqlite/temporary_folder.hpp"

// What a SQLite file can be, and what the disk can do to it.
namespace repere::storage::sqlite {
namespace {

using sample::adding;
using sample::full_registry;
using testing::HasSubstr;

class DatabaseFile : public testing::Test {
 protected:
  Result<std::unique_ptr<workflows::RecordStore>> open(OpenMode mode = OpenMode::create_if_missing) {
    return open_record_store("sqlite:" + path_, mode, sample::reference(), sample::secrets());
  }
  void make_record(const std::string& source = "synthetic-sample") {
    const auto store = open();
    ASSERT_DONE(store);
    const auto rows = full_registry(9, source);
    ASSERT_DONE((*store)->apply(adding(rows)));
  }
  void write(const std::string& content) { std::ofstream(path_, std::ios::binary) << content; }
  std::string content() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // Does `work` as a user who has no rights on files (tests may run as root), and gives what it returned.
  static int as_nobody(const std::function<int()>& work) {
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
      if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(100);
      _exit(work());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("record.db");
};

TEST_F(DatabaseFile, is_made_when_it_may_be) {
  const auto refused = open(OpenMode::existing_only);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::not_found);
  EXPECT_THAT(refused.error().message, HasSubstr("there is no such file"));
  EXPECT_FALSE(std::filesystem::exists(path_));
  ASSERT_DONE(open(OpenMode::create_if_missing));
  ASSERT_DONE(open(OpenMode::existing_only));
}

TEST_F(DatabaseFile, is_for_its_owner_only) {
  const auto store = open();
  ASSERT_DONE(store);
  for (const char* ending : {"", "-wal", "-shm"})
    EXPECT_EQ(std::filesystem::status(path_ + ending).permissions(), std::filesystem::perms(0600)) << ending;
}

TEST_F(DatabaseFile, is_named_by_a_url) {
  struct Case {
    const char* url;
    ErrorKind kind;
  };
  for (const auto& [url, kind] :
       {Case{"postgresql://user:secret@host/db?no=such", ErrorKind::incorrect},
        Case{"postgresql:secret", ErrorKind::incorrect}, Case{"sqlite:", ErrorKind::incorrect},
        Case{"record.db", ErrorKind::incorrect}, Case{"", ErrorKind::incorrect},
        Case{"mysql://u:secret@h", ErrorKind::incorrect}}) {
    const auto store = open_record_store(url, OpenMode::create_if_missing, sample::reference(), sample::secrets());
    ASSERT_FALSE(store) << url;
    EXPECT_EQ(store.error().kind, kind) << url;
    EXPECT_THAT(store.error().message, testing::Not(HasSubstr("secret")));
  }
}

TEST_F(DatabaseFile, cannot_be_a_folder_nor_lie_in_one_that_is_not_there) {
  path_ = folder_.path().string();
  EXPECT_THAT(open().error().message, HasSubstr("it is a folder"));
  EXPECT_EQ(open().error().kind, ErrorKind::unavailable);
  path_ = folder_.file("nowhere/record.db");
  EXPECT_EQ(open().error().kind, ErrorKind::unavailable);
  EXPECT_THAT(open().error().message, HasSubstr("check that the folder exists"));
}

TEST_F(DatabaseFile, that_is_no_database_is_refused_and_left_alone) {
  const std::string garbage(20'000, 'x');
  for (const std::string& bytes :
       {garbage, std::string("patient;birth\n1;2"), std::string("SQLite format 3\0 and no more", 28)}) {
    write(bytes);
    for (const OpenMode mode : {OpenMode::create_if_missing, OpenMode::existing_only}) {
      const auto store = open(mode);
      ASSERT_FALSE(store);
      EXPECT_EQ(store.error().kind, ErrorKind::unavailable) << store.error().message;
    }
    EXPECT_EQ(content(), bytes);
  }
}

TEST_F(DatabaseFile, that_is_empty_holds_no_record_yet) {
  write("");
  EXPECT_EQ(open(OpenMode::existing_only).error().kind, ErrorKind::not_found);
  ASSERT_DONE(open(OpenMode::create_if_missing));
}

TEST_F(DatabaseFile, of_another_program_is_refused_and_left_alone) {
  {
    const auto database = Database::open(path_, Open::create_if_missing);
    ASSERT_DONE(database);
    ASSERT_DONE((*database)->execute("PRAGMA journal_mode = DELETE; CREATE TABLE recipes (name TEXT)"));
  }
  const std::string before = content();
  const auto store = open();
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::incorrect);
  EXPECT_THAT(store.error().message, HasSubstr("another program"));
  EXPECT_EQ(content(), before);
}

TEST_F(DatabaseFile, that_is_damaged_says_so) {
  make_record();
  std::string bytes = content();
  ASSERT_GT(bytes.size(), 40'000u);
  for (std::size_t i = 16'384; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
  write(bytes);
  const auto store = open();
  const auto read = store ? (*store)->read(std::nullopt, std::nullopt)
                          : Result<registry::Registry>(tl::unexpected(store.error()));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::unavailable) << read.error().message;
}

TEST_F(DatabaseFile, that_can_only_be_read_is_read_and_not_written) {
  make_record();
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0777));
  std::filesystem::permissions(path_, std::filesystem::perms(0444));
  EXPECT_EQ(0, as_nobody([&] {
              const auto store = open();
              if (!store) return 1;
              const auto read = (*store)->read(std::nullopt, std::nullopt);
              if (!read || read->tumours.size() != 9) return 2;
              const auto rows = full_registry(3, "synthetic-more");
              const auto applied = (*store)->apply(adding(rows));
              if (applied || applied.error().kind != ErrorKind::unavailable) return 3;
              return applied.error().message.find("can only be read") == std::string::npos ? 4 : 0;
            }));
}

TEST_F(DatabaseFile, that_may_not_be_opened_says_so) {
  make_record();
  std::filesystem::permissions(path_, std::filesystem::perms(0000));
  EXPECT_EQ(0, as_nobody([&] {
              const auto store = open();
              return !store && store.error().kind == ErrorKind::unavailable ? 0 : 1;
            }));
}

TEST_F(DatabaseFile, on_a_full_disk_keeps_what_it_had) {
  make_record("synthetic-a");
  Settings settings;
  settings.most_pages = static_cast<int>(content().size() / 8192) + 20;
  const auto rows = full_registry(2000, "synthetic-b");
  {
    auto database = Database::open(path_, Open::existing_only, settings);
    ASSERT_DONE(database);
    SqlRecordStore store(std::move(*database), sample::reference(), sample::secrets());
    const auto applied = store.apply(adding(rows));
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(applied.error().message, HasSubstr("the disk is full"));
    EXPECT_EQ(store.read(std::nullopt, std::nullopt)->tumours.size(), 9u);
  }
  const auto store = open();
  ASSERT_DONE(store);
  ASSERT_DONE((*store)->apply(adding(rows)));
  EXPECT_EQ((*store)->read(std::nullopt, std::nullopt)->tumours.size(), 2009u);
}

// A change so large that part of it is in the log already when the process dies.
TEST_F(DatabaseFile, opens_as_it_was_when_a_process_died_writing) {
  make_record("synthetic-a");
  const auto rows = full_registry(3000, "synthetic-b");
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    Settings settings;
    settings.cache_kib = 64;
    auto database = Database::open(path_, Open::existing_only, settings);
    SqlRecordStore store(faulty(std::move(*database), {Fault::Kind::process_dies, 35'000}),
                         sample::reference(), sample::secrets());
    static_cast<void>(store.apply(adding(rows)));
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  ASSERT_GT(std::filesystem::file_size(path_ + "-wal"), 1'000'000u);
  const auto store = open(OpenMode::existing_only);
  ASSERT_DONE(store);
  EXPECT_EQ((*store)->read(std::nullopt, std::nullopt)->tumours.size(), 9u);
  EXPECT_EQ((*store)->revisions()->size(), 1u);
}

TEST_F(DatabaseFile, is_made_once_by_two_processes_that_open_it_together) {
  for (int round = 0; round < 10; ++round) {
    path_ = folder_.file("record" + std::to_string(round) + ".db");
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) _exit(open() ? 0 : 1);
    EXPECT_TRUE(open());
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
}

TEST_F(DatabaseFile, says_busy_when_another_one_writes_for_too_long) {
  make_record();
  Settings impatient;
  impatient.busy_ms = 30;
  auto one = Database::open(path_, Open::existing_only),
       other = Database::open(path_, Open::existing_only, impatient);
  ASSERT_DONE(one);
  ASSERT_DONE(other);
  const auto transaction = Transaction::write(**one);
  ASSERT_DONE(transaction);
  const auto refused = Transaction::write(**other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::busy);
}

TEST_F(DatabaseFile, writes_to_the_disk_before_a_commit_returns) {
  make_record();
  const auto database = Database::open(path_, Open::existing_only);
  ASSERT_DONE(database);
  const auto setting = [&](const std::string& name) {
    const auto query = (*database)->prepare("PRAGMA " + name);
    EXPECT_TRUE((*query)->step());
    return std::string((*query)->text(0));
  };
  EXPECT_EQ(setting("journal_mode"), "wal");
  EXPECT_EQ(setting("synchronous"), "2");
  EXPECT_EQ(setting("foreign_keys"), "1");
}

}  // namespace
}  // namespace repere::storage::sqlite
