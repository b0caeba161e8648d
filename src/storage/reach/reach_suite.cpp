// The counts of the public pages, on every engine: counted in memory, written together, read by who may.
#include <thread>

#include "storage/people/workflows_on_engine.hpp"
#include "storage/reach/sql_reach.hpp"
#include "workflows/reach/reach_counter.hpp"
#include "workflows/reach/read_reach.hpp"

namespace repere::storage {
namespace {

using access::Role;
using reach::Counted;
using workflows::Asking;
using workflows::ReachCounter;

const Departments departments{{}, {{"48", "Lozère", "Occitanie", {}}, {"69", "Rhône", "Auvergne-Rhône-Alpes", {}}}};

class Reach : public WorkflowsOnEngine {
 protected:
  void SetUp() override {
    WorkflowsOnEngine::SetUp();
    if (is_open()) store_.emplace(transactions_->database());
  }
  std::optional<SqlReach> store_;
  static Asking as(Role role) {
    return {{access::AccountId{7}, {{role, {}}}, std::nullopt, std::nullopt}, {}, {}};
  }
  std::int64_t total(Counted what) {
    const auto report = workflows::read_reach(*means_, *store_, as(Role::director));
    EXPECT_TRUE(report) << (report ? "" : report.error().message);
    return report ? report->total[reach::place_of(what)] : -1;
  }
};

// Fails as long as it is told to.
class Failing final : public workflows::ReachStore {
 public:
  explicit Failing(workflows::ReachStore& others) : others_(others) {}
  Result<void> add(const std::vector<reach::Count>& counts) override {
    return fails ? fail(ErrorKind::unavailable, "the database is away") : others_.add(counts);
  }
  Result<std::vector<reach::Count>> read(const access::Permit& permit, Day from) override {
    return others_.read(permit, from);
  }
  std::atomic<bool> fails = true;

 private:
  workflows::ReachStore& others_;
};

TEST_P(Reach, what_was_counted_is_added_to_what_stands_there) {
  ReachCounter counter(*store_, clock_, departments);
  for (int i = 0; i < 7; ++i) counter.count(Counted::search_here, 1);
  counter.count(Counted::search_here);
  ASSERT_DONE(counter.write());
  counter.count(Counted::search_here, 1);
  counter.count(Counted::questionnaire_at_once, 0);
  ASSERT_DONE(counter.write());
  EXPECT_EQ(total(Counted::search_here), 9);
  EXPECT_EQ(total(Counted::questionnaire_at_once), 1);
  const auto report = workflows::read_reach(*means_, *store_, as(Role::director));
  ASSERT_EQ(report->departments.size(), 1U);
  EXPECT_EQ(report->departments[0].department, "69");
  EXPECT_EQ(report->departments[0].at_least[reach::place_of(Counted::search_here)], 5);
}

TEST_P(Reach, two_servers_add_to_the_same_numbers) {
  ReachCounter one(*store_, clock_, departments), other(*store_, clock_, departments);
  std::vector<std::thread> threads;
  for (ReachCounter* counter : {&one, &other, &one, &other})
    threads.emplace_back([counter] {
      for (int i = 0; i < 1000; ++i) counter->count(Counted::search_elsewhere, static_cast<std::size_t>(i % 2));
    });
  for (auto& thread : threads) thread.join();
  one.stop();
  other.stop();
  EXPECT_EQ(total(Counted::search_elsewhere), 4000);
}

TEST_P(Reach, it_is_written_by_itself_within_seconds) {
  ReachCounter counter(*store_, clock_, departments);
  counter.count(Counted::referral_direct);
  const auto end = std::chrono::steady_clock::now() + 5 * ReachCounter::between_writings;
  while (total(Counted::referral_direct) == 0 && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(total(Counted::referral_direct), 1);
}

TEST_P(Reach, a_database_that_is_away_for_a_while_loses_nothing) {
  Failing store(*store_);
  ReachCounter counter(store, clock_, departments);
  counter.count(Counted::sheet_refer, 0);
  counter.count(Counted::sheet_refer);
  EXPECT_EQ(counter.write().error().kind, ErrorKind::unavailable);
  counter.count(Counted::sheet_refer, 0);
  store.fails = false;
  ASSERT_DONE(counter.write());
  EXPECT_EQ(total(Counted::sheet_refer), 3);
}

TEST_P(Reach, weeks_are_apart_and_old_ones_are_left_out) {
  ReachCounter counter(*store_, clock_, departments);
  counter.count(Counted::search_here);
  ASSERT_DONE(counter.write());
  clock_.at += std::chrono::days(7);
  counter.count(Counted::search_here);
  ASSERT_DONE(counter.write());
  const auto two = workflows::read_reach(*means_, *store_, as(Role::director), 2);
  ASSERT_DONE(two);
  EXPECT_EQ(two->weeks[0].times[reach::place_of(Counted::search_here)], 1);
  EXPECT_EQ(two->weeks[1].times[reach::place_of(Counted::search_here)], 1);
  clock_.at += std::chrono::days(7);
  EXPECT_EQ(workflows::read_reach(*means_, *store_, as(Role::director), 2)->total[reach::place_of(Counted::search_here)], 1);
}

TEST_P(Reach, only_who_answers_for_the_network_reads_it) {
  for (const auto& [role, word] : access::role_words) {
    const bool may = role == Role::director || role == Role::administrator;
    EXPECT_EQ(workflows::read_reach(*means_, *store_, as(role)).has_value(), may) << word;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, Reach, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
