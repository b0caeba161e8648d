#include <gmock/gmock.h>

#include <atomic>
#include <set>

#include "storage/postgresql/test_cluster.hpp"
#include "storage/shared_database.hpp"

// Servers that stop, come back, and take each other's place.
namespace repere::storage::postgresql {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

GroupCommit::Work mark(std::int64_t id) {
  return [id](Connection& connection) -> Result<void> {
    auto insert = connection.prepare("INSERT INTO mark (id) VALUES ($1)");
    if (!insert) return tl::unexpected(insert.error());
    (*insert)->bind(1, id);
    REPERE_TRY((*insert)->run());
    return connection.notify("mark", std::to_string(id));
  };
}

Result<void> make_table(Connection& connection) {
  return connection.execute("CREATE TABLE mark (id BIGINT PRIMARY KEY)");
}

class ServerFaults : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = why_no_cluster(); !why.empty()) GTEST_SKIP() << why;
  }
  static std::unique_ptr<TestCluster> start(const TestCluster::Options& options = {}) {
    auto cluster = TestCluster::start(options);
    EXPECT_TRUE(cluster) << (cluster ? "" : cluster.error().message);
    REPERE_ENSURE(cluster);
    return std::move(*cluster);
  }
  static std::unique_ptr<SharedDatabase> open(const std::string& url,
                                              std::chrono::milliseconds patience = 20s) {
    SharedDatabase::Settings settings;
    settings.writes.patience = patience;
    auto database = SharedDatabase::open(url, OpenMode::create_if_missing, std::move(settings));
    EXPECT_TRUE(database) << (database ? "" : database.error().message);
    REPERE_ENSURE(database);
    return std::move(*database);
  }
  static std::set<std::int64_t> marks_in(const std::string& url) {
    const auto connection = open_connection(url, OpenMode::existing_only);
    EXPECT_TRUE(connection) << (connection ? "" : connection.error().message);
    std::set<std::int64_t> ids;
    const auto query = (*connection)->prepare("SELECT id FROM mark");
    while (*(*query)->step()) ids.insert((*query)->whole(0));
    return ids;
  }

  // Threads that write until they are told to stop; what was acknowledged, and when the last one was.
  class Writers {
   public:
    explicit Writers(SharedDatabase& database) {
      for (std::int64_t thread = 0; thread < 6; ++thread)
        threads_.emplace_back([this, &database, thread] {
          for (std::int64_t id = thread; !stopping_; id += 6) {
            const auto done = database.write(mark(id));
            const std::lock_guard lock(mutex_);
            if (done)
              acknowledged_.insert(id);
            else
              errors_.push_back(done.error());
          }
        });
    }
    ~Writers() { stop(); }
    void stop() {
      stopping_ = true;
      for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
    }
    std::size_t count() {
      const std::lock_guard lock(mutex_);
      return acknowledged_.size();
    }
    // Whether so many more were acknowledged in time.
    bool go_on(std::size_t more) {
      const std::size_t wanted = count() + more;
      for (int tries = 0; tries < 3000 && count() < wanted; ++tries) std::this_thread::sleep_for(10ms);
      return count() >= wanted;
    }
    const std::set<std::int64_t>& acknowledged() const { return acknowledged_; }
    const std::vector<Error>& errors() const { return errors_; }

   private:
    std::mutex mutex_;
    std::set<std::int64_t> acknowledged_;
    std::vector<Error> errors_;
    std::atomic<bool> stopping_ = false;
    std::vector<std::thread> threads_;
  };

  static void expect_all_there(const Writers& writers, const std::set<std::int64_t>& there) {
    for (const std::int64_t id : writers.acknowledged()) ASSERT_TRUE(there.count(id)) << id;
    for (const Error& error : writers.errors())
      EXPECT_EQ(error.kind, ErrorKind::unavailable) << error.message;
  }
};

TEST_F(ServerFaults, work_goes_on_at_the_standby_and_nothing_acknowledged_is_lost) {
  const auto primary = start();
  auto standby = TestCluster::follow(*primary, {});
  ASSERT_TRUE(standby) << standby.error().message;
  primary->sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
  primary->sql("postgres", "SELECT pg_reload_conf()");
  const auto database =
      open("postgresql://repere@/postgres?host=" + primary->folder() + "," + (*standby)->folder());
  ASSERT_TRUE(database->write(make_table));
  std::atomic<int> heard = 0, gaps = 0;
  database->notifications().listen("mark",
                                   [&](const Notification& one) { ++(one.after_gap ? gaps : heard); });
  Writers writers(*database);
  ASSERT_TRUE(writers.go_on(100));
  primary->stop();
  (*standby)->promote();
  ASSERT_TRUE(writers.go_on(100));
  const int heard_before = heard;
  for (int tries = 0; tries < 1000 && (gaps == 0 || heard == heard_before); ++tries)
    std::this_thread::sleep_for(10ms);
  writers.stop();
  EXPECT_EQ(gaps, 1);
  EXPECT_GT(heard, heard_before);
  expect_all_there(writers, marks_in((*standby)->url("postgres")));
  EXPECT_TRUE(database->read([](Connection& connection) { return connection.execute("SELECT 1"); }));
}

TEST_F(ServerFaults, nothing_acknowledged_is_lost_when_the_server_fails_again_and_again) {
  TestCluster::Options options;
  options.fsync = true;
  const auto cluster = start(options);
  const auto database = open(cluster->url("postgres"));
  ASSERT_TRUE(database->write(make_table));
  Writers writers(*database);
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(writers.go_on(30)) << round;
    cluster->stop();
    cluster->run();
  }
  ASSERT_TRUE(writers.go_on(30));
  writers.stop();
  expect_all_there(writers, marks_in(cluster->url("postgres")));
}

TEST_F(ServerFaults, are_told_and_over_when_the_server_is_back) {
  const auto cluster = start();
  const auto database = open(cluster->url("postgres"), 100ms);
  ASSERT_TRUE(database->write(make_table));
  cluster->stop();
  const auto write = database->write(mark(1));
  ASSERT_FALSE(write);
  EXPECT_EQ(write.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(write.error().message, HasSubstr("the server cannot be reached"));
  const auto read = database->read([](Connection&) { return Result<void>(); });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::unavailable);
  ASSERT_TRUE(database->later(mark(2)));
  cluster->run();
  Result<void> again = fail(ErrorKind::unavailable, "not tried");
  for (int tries = 0; tries < 100 && !again; ++tries) {
    std::this_thread::sleep_for(50ms);
    again = database->write(mark(3));
  }
  ASSERT_TRUE(again) << again.error().message;
  ASSERT_TRUE(database->read([](Connection&) { return Result<void>(); }));
  EXPECT_EQ(marks_in(cluster->url("postgres")), (std::set<std::int64_t>{2, 3}));
}

TEST_F(ServerFaults, a_standby_is_read_and_not_written) {
  const auto primary = start();
  ASSERT_TRUE(open(primary->url("postgres"))->write(make_table));
  auto standby = TestCluster::follow(*primary, {});
  ASSERT_TRUE(standby) << standby.error().message;
  auto connection = open_connection((*standby)->url("postgres"), OpenMode::existing_only);
  ASSERT_TRUE(connection) << connection.error().message;
  ASSERT_TRUE((*connection)->begin_read());
  ASSERT_TRUE((*connection)->commit());
  const auto refused = (*connection)->begin_write();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(refused.error().message, HasSubstr("it can only be read"));
}

}  // namespace
}  // namespace repere::storage::postgresql
