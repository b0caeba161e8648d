#include "storage/shared_database.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <set>

#include "storage/engines.hpp"

// One database used by many threads, on every engine.
namespace repere::storage {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class SharedDatabaseSuite : public testing::TestWithParam<DatabaseEngine> {
 protected:
  void SetUp() override {
    if (const std::string why = GetParam().missing(); !why.empty()) GTEST_SKIP() << why;
    place_ = GetParam().new_place();
    database_ = open();
    ASSERT_TRUE(database_->write([](Connection& connection) {
      return connection.execute("CREATE TABLE mark (id BIGINT PRIMARY KEY, name TEXT)");
    }));
  }
  std::unique_ptr<SharedDatabase> open(SharedDatabase::Settings settings = {}) {
    auto opened = SharedDatabase::open(place_->url(), OpenMode::create_if_missing, std::move(settings));
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    REPERE_ENSURE(opened);
    return std::move(*opened);
  }
  static GroupCommit::Work mark(std::int64_t id) {
    return [id](Connection& connection) -> Result<void> {
      auto insert = connection.prepare("INSERT INTO mark (id) VALUES ($1)");
      if (!insert) return tl::unexpected(insert.error());
      (*insert)->bind(1, id);
      REPERE_TRY((*insert)->run());
      return {};
    };
  }
  std::vector<std::int64_t> marks() {
    std::vector<std::int64_t> ids;
    const auto read = database_->read([&](Connection& connection) -> Result<void> {
      ids.clear();
      auto query = connection.prepare("SELECT id FROM mark ORDER BY id");
      if (!query) return tl::unexpected(query.error());
      while (*(*query)->step()) ids.push_back((*query)->whole(0));
      return {};
    });
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return ids;
  }
  static void in_threads(int threads, const std::function<void(int)>& work) {
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i) all.emplace_back(work, i);
    for (auto& thread : all) thread.join();
  }
  static bool within(std::chrono::milliseconds time, const std::function<bool()>& done) {
    for (const auto end = std::chrono::steady_clock::now() + time; !done(); std::this_thread::sleep_for(5ms))
      if (std::chrono::steady_clock::now() > end) return false;
    return true;
  }

  std::unique_ptr<DatabasePlace> place_;
  std::unique_ptr<SharedDatabase> database_;
};

TEST_P(SharedDatabaseSuite, keeps_what_many_threads_write_in_few_commits) {
  std::atomic<int> failed = 0;
  in_threads(16, [&](int thread) {
    for (int i = 0; i < 25; ++i)
      if (!database_->write(mark(thread * 25 + i))) ++failed;
  });
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(marks().size(), 400u);
  EXPECT_EQ(database_->counts().works, 401u);
  EXPECT_LT(database_->counts().commits, 300u);
}

TEST_P(SharedDatabaseSuite, gives_each_work_of_a_group_its_own_end) {
  ASSERT_TRUE(database_->write(mark(1000)));
  std::atomic<int> right = 0;
  in_threads(16, [&](int thread) {
    for (int i = 0; i < 10; ++i) {
      const std::int64_t id = thread * 10 + i;
      if (i % 4 == 1) {
        right += database_->write(mark(1000)).error().kind == ErrorKind::conflict;
      } else if (i % 4 == 2) {
        const auto refused = database_->write([&](Connection& connection) -> Result<void> {
          REPERE_TRY(mark(id)(connection));
          return fail(ErrorKind::forbidden, "not this one");
        });
        right += refused.error().message == "not this one";
      } else if (i % 4 == 3) {
        const auto refused = database_->write([&](Connection& connection) -> Result<void> {
          REPERE_TRY(mark(id)(connection));
          throw std::runtime_error("thrown by a test");
        });
        right += refused.error().kind == ErrorKind::fault;
      } else {
        right += database_->write(mark(id)).has_value();
      }
    }
  });
  EXPECT_EQ(right, 160);
  EXPECT_EQ(marks().size(), 16u * 3 + 1);
}

TEST_P(SharedDatabaseSuite, writes_what_may_come_later_within_a_second) {
  ASSERT_TRUE(database_->later(mark(1)));
  ASSERT_TRUE(database_->later(mark(2)));
  EXPECT_TRUE(within(1000ms, [&] { return marks().size() == 2; }));
}

TEST_P(SharedDatabaseSuite, writes_what_may_come_later_before_what_came_after_it) {
  ASSERT_TRUE(database_->later(mark(1)));
  std::vector<std::int64_t> seen;
  ASSERT_TRUE(database_->write([&](Connection& connection) -> Result<void> {
    auto query = connection.prepare("SELECT id FROM mark");
    if (!query) return tl::unexpected(query.error());
    seen.clear();
    while (*(*query)->step()) seen.push_back((*query)->whole(0));
    return {};
  }));
  EXPECT_THAT(seen, ElementsAre(1));
}

TEST_P(SharedDatabaseSuite, writes_what_waits_when_it_stops_and_takes_no_more) {
  SharedDatabase::Settings slow;
  slow.writes.latest = 60s;
  auto other = open(std::move(slow));
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(other->later(mark(i)));
  other->stop();
  EXPECT_EQ(marks().size(), 100u);
  EXPECT_EQ(other->write(mark(200)).error().kind, ErrorKind::unavailable);
  EXPECT_EQ(other->later(mark(200)).error().kind, ErrorKind::unavailable);
}

TEST_P(SharedDatabaseSuite, says_when_what_may_come_later_could_not_be_written) {
  std::vector<std::string> lost;
  SharedDatabase::Settings settings;
  settings.writes.lost = [&](const Error& error) { lost.push_back(error.message); };
  auto other = open(std::move(settings));
  ASSERT_TRUE(other->later([](Connection&) { return Result<void>(fail(ErrorKind::fault, "of a test")); }));
  ASSERT_TRUE(other->later(mark(1)));
  other->stop();
  EXPECT_THAT(lost, ElementsAre("of a test"));
  EXPECT_THAT(marks(), ElementsAre(1));
}

TEST_P(SharedDatabaseSuite, is_busy_when_too_many_wait) {
  SharedDatabase::Settings settings;
  settings.writes.latest = 60s;
  settings.writes.most_waiting = 3;
  auto other = open(std::move(settings));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(other->later(mark(i)));
  EXPECT_EQ(other->later(mark(3)).error().kind, ErrorKind::busy);
  EXPECT_EQ(other->write(mark(3)).error().kind, ErrorKind::busy);
}

TEST_P(SharedDatabaseSuite, lets_one_work_after_the_other_over_all_servers) {
  const auto other = open();
  const auto add_one = [](Connection& connection) -> Result<void> {
    auto query = connection.prepare("SELECT COALESCE(MAX(id), 0) FROM mark");
    if (!query) return tl::unexpected(query.error());
    REPERE_TRY((*query)->step());
    const std::int64_t next = (*query)->whole(0) + 1;
    query->reset();
    return mark(next)(connection);
  };
  std::atomic<int> failed = 0;
  in_threads(8, [&](int thread) {
    for (int i = 0; i < 20; ++i)
      if (!(thread % 2 ? *database_ : *other).write(add_one)) ++failed;
  });
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(marks().back(), 160);
}

TEST_P(SharedDatabaseSuite, reads_one_moment_and_writes_nothing_while_reading) {
  ASSERT_TRUE(database_->write(mark(1)));
  const auto read = database_->read([&](Connection& connection) -> Result<void> {
    const auto count = [&] {
      const auto query = connection.prepare("SELECT COUNT(*) FROM mark");
      EXPECT_TRUE((*query)->step());
      return (*query)->whole(0);
    };
    EXPECT_EQ(count(), 1);
    EXPECT_TRUE(database_->write(mark(2)));
    EXPECT_EQ(count(), 1);
    return mark(3)(connection);
  });
  EXPECT_FALSE(read);
  EXPECT_THAT(marks(), ElementsAre(1, 2));
}

TEST_P(SharedDatabaseSuite, lends_so_many_connections_and_no_more) {
  SharedDatabase::Settings settings;
  settings.readers = 2;
  settings.most_wait = 50ms;
  const auto other = open(std::move(settings));
  std::atomic<int> inside = 0, most = 0, busy = 0;
  std::atomic<bool> refused = false;
  in_threads(3, [&](int) {
    const auto read = other->read([&](Connection&) -> Result<void> {
      most = std::max<int>(most, ++inside);
      within(5000ms, [&] { return refused.load(); });
      --inside;
      return {};
    });
    if (!read && read.error().kind == ErrorKind::busy) ++busy, refused = true;
  });
  EXPECT_EQ(busy, 1);
  EXPECT_EQ(most, 2);
  EXPECT_EQ(other->use().idle, 2u);
  EXPECT_TRUE(other->read([](Connection&) { return Result<void>(); }));
}

TEST_P(SharedDatabaseSuite, tells_listeners_what_was_committed_and_nothing_else) {
  std::mutex mutex;
  std::vector<std::string> heard;
  const auto listener = [&](const Notification& one) {
    const std::lock_guard lock(mutex);
    heard.push_back(one.payload);
  };
  // "case" is a word of SQL too: it was not listened to, once.
  const auto telling = [](const std::string& payload, bool done) {
    return [=](Connection& connection) -> Result<void> {
      REPERE_TRY(connection.notify("case", payload));
      REPERE_TRY(connection.notify("another_channel", payload));
      if (!done) return fail(ErrorKind::conflict, "taken back");
      return {};
    };
  };
  database_->notifications().listen("case", listener);
  ASSERT_TRUE(database_->write(telling("12", true)));
  EXPECT_FALSE(database_->write(telling("taken back", false)));
  ASSERT_TRUE(database_->later(telling("Bœuf 'quoted' \\ ", true)));
  ASSERT_TRUE(database_->write(telling("13", true)));
  EXPECT_TRUE(within(2000ms, [&] {
    const std::lock_guard lock(mutex);
    return heard.size() == 3;
  }));
  const std::lock_guard lock(mutex);
  EXPECT_THAT(heard, ElementsAre("12", "Bœuf 'quoted' \\ ", "13"));
}

INSTANTIATE_TEST_SUITE_P(Engines, SharedDatabaseSuite, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
