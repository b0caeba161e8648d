#include <gmock/gmock.h>

#include <random>

#include "storage/record_store_suite.hpp"
#include "storage/sample_registry.hpp"

// What must hold when a revision is taken back.
namespace repere::storage {
namespace {

using registry::Registry;
using sample::full_registry;
using sample::keeping;
using testing::HasSubstr;
using workflows::RowAction;

// A new version of some rows, another one of the data set, and an act added; what it says depends on `salt`.
workflows::ChangeSet some_change(Registry& rows, unsigned salt) {
  rows.patients[0].department = std::to_string(10 + salt);
  rows.tumours[1].size_mm = 200.0 + salt;
  rows.surgeries[2].margin = Margin::r2;
  rows.datasets[0].version += "." + std::to_string(salt);
  registry::News news;
  news.tumour = static_cast<std::uint32_t>(rows.tumours.size() - 1);
  news.key = "news " + std::to_string(salt);
  auto change = keeping(rows);
  change.patients[0] = change.tumours[1] = change.acts[6][2] = RowAction::replace;
  rows.news.push_back(news);
  change.acts[11].push_back(RowAction::add);
  return change;
}

TEST_P(RecordStoreSuite, a_change_made_up_before_another_is_a_conflict) {
  const auto written = add(full_registry(9));
  Registry rows = read();
  auto change = keeping(rows);
  registry::News news;
  news.key = "the same news brought twice";
  rows.news.push_back(news);
  change.acts[11].push_back(RowAction::add);
  change.based_on = written.id;
  const auto first = open()->apply(change);
  ASSERT_DONE(first);
  const auto again = open()->apply(change);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::conflict);
  EXPECT_EQ(open()->revisions()->size(), 2u);
}

TEST_P(RecordStoreSuite, undo_of_the_first_import_leaves_no_case) {
  const std::string empty = text();
  const auto written = add(full_registry(9));
  const std::string full = text();
  const auto undone = undo(written.id);
  ASSERT_DONE(undone);
  EXPECT_EQ(undone->undoes, written.id);
  EXPECT_EQ(text(), empty);
  EXPECT_EQ(text(written.id), full);
  add(full_registry(9));
  EXPECT_EQ(read().tumours.size(), 9u);
}

TEST_P(RecordStoreSuite, undo_gives_back_exactly_the_cases_before) {
  add(full_registry(9));
  const std::string before = text();
  Registry rows = read();
  const auto second = open()->apply(some_change(rows, 7));
  ASSERT_DONE(second);
  const std::string after = text();
  EXPECT_NE(after, before);
  ASSERT_DONE(undo(second->id));
  EXPECT_EQ(text(), before);
  EXPECT_EQ(text(second->id), after);
  EXPECT_EQ(value_of("SELECT COUNT(DISTINCT pseudonym) FROM patient"), "6");
}

TEST_P(RecordStoreSuite, undoes_two_changes_of_the_same_rows_one_after_the_other) {
  add(full_registry(9));
  std::vector<std::string> texts{text()};
  std::vector<RevisionId> revisions;
  for (const unsigned salt : {1u, 2u}) {
    Registry rows = read();
    const auto revision = open()->apply(some_change(rows, salt));
    ASSERT_DONE(revision);
    revisions.push_back(revision->id);
    texts.push_back(text());
  }
  ASSERT_DONE(undo(revisions[1]));
  EXPECT_EQ(text(), texts[1]);
  ASSERT_DONE(undo(revisions[0]));
  EXPECT_EQ(text(), texts[0]);
}

TEST_P(RecordStoreSuite, undo_is_refused_when_there_is_nothing_to_undo) {
  EXPECT_EQ(undo(RevisionId{1}).error().kind, ErrorKind::not_found);
  const auto written = add(full_registry(3));
  const auto undone = undo(written.id);
  ASSERT_DONE(undone);
  const auto twice = undo(written.id);
  EXPECT_EQ(twice.error().kind, ErrorKind::conflict);
  EXPECT_THAT(twice.error().message, HasSubstr("was undone already, by revision 2"));
  EXPECT_EQ(undo(undone->id).error().kind, ErrorKind::unsupported);
  EXPECT_EQ(undo(RevisionId{99}).error().kind, ErrorKind::not_found);
  auto unsigned_header = sample::header(workflows::RevisionKind::undo, "");
  EXPECT_EQ(open()->undo(written.id, unsigned_header).error().kind, ErrorKind::incorrect);
}

TEST_P(RecordStoreSuite, undo_is_refused_when_a_later_revision_replaced_a_row) {
  const auto first = add(full_registry(9));
  Registry rows = read();
  rows.tumours[3].size_mm = 5.5;
  auto change = keeping(rows);
  change.tumours[3] = RowAction::replace;
  const auto second = open()->apply(change);
  ASSERT_DONE(second);
  const std::string before = text();
  const auto refused = undo(first.id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_THAT(refused.error().message, HasSubstr("revision 2 built on it (table tumour)"));
  EXPECT_EQ(text(), before);
  ASSERT_DONE(undo(second->id));
  ASSERT_DONE(undo(first.id));
  EXPECT_TRUE(read().patients.empty());
}

// Each of these refers to something that the first revision added, in its own way.
TEST_P(RecordStoreSuite, undo_is_refused_when_a_later_revision_refers_to_its_rows) {
  struct Case {
    const char* table;
    std::function<void(Registry&, workflows::ChangeSet&)> refer;
  };
  const std::vector<Case> cases{{"news",
                                 [](Registry& rows, workflows::ChangeSet& change) {
                                   rows.news.emplace_back().tumour = 2;
                                   change.acts[11].push_back(RowAction::add);
                                 }},
                                {"tumour",
                                 [](Registry& rows, workflows::ChangeSet& change) {
                                   rows.tumours.emplace_back().patient = 1;
                                   rows.tumours.back().key = "T-new";
                                   change.tumours.push_back(RowAction::add);
                                 }},
                                {"patient", [](Registry& rows, workflows::ChangeSet& change) {
                                   rows.patients.emplace_back().key = Confidential<std::string>("P-new");
                                   change.patients.push_back(RowAction::add);
                                 }}};
  for (const Case& one : cases) {
    place_ = GetParam().new_place();
    const auto first = add(full_registry(9));
    Registry rows = read();
    auto change = keeping(rows);
    one.refer(rows, change);
    const auto second = open()->apply(change);
    ASSERT_DONE(second);
    const auto refused = undo(first.id);
    ASSERT_FALSE(refused) << one.table;
    EXPECT_THAT(refused.error().message,
                HasSubstr("revision 2 built on it (table " + std::string(one.table) + ")"));
    ASSERT_DONE(undo(second->id));
    ASSERT_DONE(undo(first.id));
  }
}

TEST_P(RecordStoreSuite, undo_is_refused_when_a_later_revision_names_its_centre) {
  Registry first = full_registry(9, "synthetic-a");
  const auto one = add(first);
  Registry second = full_registry(9, "synthetic-b");
  second.centres = read().centres;
  const auto two = add(second);
  const auto refused = undo(one.id);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("revision 2 built on it"));
  ASSERT_DONE(undo(two.id));
  ASSERT_DONE(undo(one.id));
}

TEST_P(RecordStoreSuite, undo_leaves_other_sources_alone) {
  Registry first = full_registry(3, "synthetic-a"), second = full_registry(6, "synthetic-b");
  second.centres = sample::reference().centres;
  for (auto& row : second.tumours) row.centre = {};
  registry::for_each_act_table([&](const auto& table) {
    for (auto& row : second.*(table.rows)) row.centre = {};
  });
  for (auto& row : second.decisions) row.planned_centre = {};
  const auto one = add(first);
  add(second);
  ASSERT_DONE(undo(one.id));
  EXPECT_EQ(sample::text_of(read(), false), sample::text_of(second, false));
}

// Whatever is done, every revision can be read for ever as it was, and the newest change can always be taken
// back.
TEST_P(RecordStoreSuite, keeps_all_history_through_random_changes_and_undos) {
  for (const unsigned seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
    place_ = GetParam().new_place();
    std::mt19937 random(seed);
    add(full_registry(6));
    std::vector<std::string> texts{text(RevisionId{1})};  // texts[i]: as revision i + 1 left the cases
    std::vector<std::size_t> counting{0};                 // changes that still count, oldest first
    for (unsigned step = 0; step < 12; ++step) {
      if (counting.size() > 1 && random() % 3 == 0) {
        const std::size_t newest = counting.back();
        ASSERT_DONE(undo(RevisionId{static_cast<std::int64_t>(newest) + 1}));
        counting.pop_back();
        ASSERT_EQ(text(), texts[counting.back()]) << "seed " << seed << " step " << step;
      } else {
        Registry rows = read();
        ASSERT_DONE(open()->apply(some_change(rows, static_cast<unsigned>(random() % 80))));
        counting.push_back(texts.size());
      }
      texts.push_back(text());
    }
    for (std::size_t i = 0; i < texts.size(); ++i)
      ASSERT_EQ(text(RevisionId{static_cast<std::int64_t>(i) + 1}), texts[i])
          << "seed " << seed << " revision " << i + 1;
  }
}

}  // namespace
}  // namespace repere::storage
