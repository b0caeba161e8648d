#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "storage/record_store_suite.hpp"
#include "storage/sample_registry.hpp"

// What must hold when a change is wrong, is interrupted, or is not alone.
namespace repere::storage {
namespace {

using registry::Registry;
using sample::adding;
using sample::full_registry;
using sample::keeping;
using testing::AnyOf;
using testing::Eq;
using workflows::RowAction;

TEST_P(RecordStoreSuite, leaves_the_record_as_it_was_when_a_change_is_wrong) {
  add(full_registry(9));
  const std::string before = text();
  const Registry there = read();
  struct Case {
    const char* what;
    ErrorKind kind;
    std::function<void(Registry&, workflows::ChangeSet&)> spoil;
  };
  const std::vector<Case> cases{{"an act of a tumour that the record has not", ErrorKind::conflict,
                                 [](Registry& rows, workflows::ChangeSet& change) {
                                   rows.tumours[8].id = 999'999;
                                   rows.news.emplace_back().tumour = 8;
                                   change.acts[11].push_back(RowAction::add);
                                 }},
                                {"an act of a tumour that the change has not", ErrorKind::fault,
                                 [](Registry& rows, workflows::ChangeSet& change) {
                                   rows.news.emplace_back().tumour = 9;
                                   change.acts[11].push_back(RowAction::add);
                                 }},
                                {"a tumour of a patient that the record has not", ErrorKind::conflict,
                                 [](Registry& rows, workflows::ChangeSet& change) {
                                   rows.patients[0].id = 0;
                                   change.tumours[0] = RowAction::replace;
                                 }},
                                {"a patient of a data set that the change has not", ErrorKind::fault,
                                 [](Registry& rows, workflows::ChangeSet& change) {
                                   rows.patients[2].dataset = 7;
                                   change.patients[2] = RowAction::replace;
                                 }},
                                {"a new version of an act that the record has not", ErrorKind::conflict,
                                 [](Registry& rows, workflows::ChangeSet& change) {
                                   rows.relapses[3].id = 999'999;
                                   change.acts[10][3] = RowAction::replace;
                                 }},
                                {"a patient that is there already", ErrorKind::conflict,
                                 [](Registry& rows, workflows::ChangeSet& change) {
                                   change.patients[4] = RowAction::add;
                                   static_cast<void>(rows);
                                 }},
                                {"fewer actions than rows", ErrorKind::fault,
                                 [](Registry&, workflows::ChangeSet& change) { change.acts[3].pop_back(); }}};
  for (const Case& one : cases) {
    Registry rows = there;
    rows.patients[1].department = "33";
    auto change = keeping(rows);
    change.patients[1] = RowAction::replace;  // something right, written before the wrong is met
    one.spoil(rows, change);
    const auto refused = open()->apply(change);
    ASSERT_FALSE(refused) << one.what;
    EXPECT_EQ(refused.error().kind, one.kind) << one.what << ": " << refused.error().message;
    EXPECT_EQ(text(), before) << one.what;
  }
  EXPECT_EQ(open()->revisions()->size(), 1u);
}

TEST_P(RecordStoreSuite, refuses_a_change_of_rows_that_were_taken_back_meanwhile) {
  const auto written = add(full_registry(6));
  const Registry stale = read();
  ASSERT_DONE(undo(written.id));
  for (const bool replaces : {true, false}) {
    Registry rows = stale;
    auto change = keeping(rows);
    if (replaces) {
      change.tumours[0] = RowAction::replace;
    } else {
      rows.news.emplace_back().tumour = 0;
      change.acts[11].push_back(RowAction::add);
    }
    EXPECT_EQ(open()->apply(change).error().kind, ErrorKind::conflict);
  }
}

TEST_P(RecordStoreSuite, leaves_the_record_as_it_was_wherever_a_change_fails) {
  add(full_registry(6, "synthetic-a"));
  const std::string before = text();
  const Registry more = full_registry(6, "synthetic-b");
  int failures = 0;
  for (int after = 0;; after += 3, ++failures) {
    const auto store = open(Fault{Fault::Kind::fails, after});
    const auto applied = store->apply(adding(more));
    if (applied) break;
    EXPECT_EQ(applied.error().kind, ErrorKind::unavailable);
    ASSERT_EQ(text(), before) << "failed after " << after << " statements";
  }
  EXPECT_GT(failures, 20);
  EXPECT_EQ(open()->revisions()->size(), 2u);
}

TEST_P(RecordStoreSuite, leaves_the_record_as_it_was_wherever_an_undo_fails) {
  add(full_registry(6, "synthetic-a"));
  const auto second = add(full_registry(6, "synthetic-b"));
  const std::string before = text();
  int failures = 0;
  for (int after = 0;; after += 2, ++failures) {
    const auto store = open(Fault{Fault::Kind::fails, after});
    const auto undone = store->undo(second.id, sample::header(workflows::RevisionKind::undo, "a test"));
    if (undone) break;
    ASSERT_EQ(text(), before) << "failed after " << after << " statements";
  }
  EXPECT_GT(failures, 10);
}

TEST_P(RecordStoreSuite, leaves_the_record_as_it_was_when_the_process_is_killed) {
  add(full_registry(6, "synthetic-a"));
  const std::string before = text();
  const Registry more = full_registry(6, "synthetic-b");
  for (const int after : {1, 4, 10, 30, 60, 90}) {
    const int ended = in_other_process([&] {
      static_cast<void>(open(Fault{Fault::Kind::process_dies, after})->apply(adding(more)));
    });
    EXPECT_EQ(ended, -SIGKILL);
    ASSERT_EQ(text(), before) << "killed after " << after << " statements";
  }
  add(more);
  EXPECT_EQ(read().tumours.size(), 12u);
}

TEST_P(RecordStoreSuite, lets_two_processes_write_in_turn) {
  constexpr int each = 15;
  const auto write_some = [&](const std::string& who) {
    const auto store = open();
    for (int i = 0; i < each; ++i) {
      const Registry rows = full_registry(2, who + std::to_string(i));
      const auto applied = store->apply(adding(rows));
      EXPECT_TRUE(applied) << (applied ? "" : applied.error().message);
    }
  };
  std::fflush(nullptr);
  const pid_t other = fork();
  if (other == 0) {
    write_some("synthetic-child-");
    _exit(HasFailure() ? 1 : 0);
  }
  write_some("synthetic-parent-");
  int status = 0;
  waitpid(other, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  const auto log = open()->revisions();
  ASSERT_DONE(log);
  ASSERT_EQ(log->size(), 2u * each);
  for (std::size_t i = 0; i < log->size(); ++i)
    EXPECT_EQ((*log)[i].id.value, static_cast<std::int64_t>(i) + 1);
  EXPECT_EQ(read().tumours.size(), 2u * 2 * each);
}

TEST_P(RecordStoreSuite, lets_others_read_while_one_writes) {
  add(full_registry(3, "synthetic-a"));
  const auto writer = connect();
  auto transaction = Transaction::write(*writer);
  ASSERT_DONE(transaction);
  ASSERT_DONE(writer->execute("UPDATE tumour SET until = 1 WHERE since < 0"));
  EXPECT_EQ(read().tumours.size(), 3u);
}

}  // namespace
}  // namespace repere::storage
