#include "storage/record_store_suite.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "storage/sample_registry.hpp"
#include "storage/sql_record_store.hpp"
#include "storage/table_text.hpp"

namespace repere::storage {

using registry::Registry;
using sample::adding;
using sample::full_registry;
using sample::keeping;
using testing::HasSubstr;
using workflows::Revision;
using workflows::RevisionKind;
using workflows::RowAction;

std::unique_ptr<Connection> RecordStoreSuite::connect() {
  auto connection = place_->connect();
  EXPECT_TRUE(connection) << (connection ? "" : connection.error().message);
  REPERE_ENSURE(connection);
  return std::move(*connection);
}

std::unique_ptr<workflows::RecordStore> RecordStoreSuite::open(std::optional<Fault> fault) {
  auto connection = connect();
  if (fault) connection = faulty(std::move(connection), *fault);
  return std::make_unique<SqlRecordStore>(std::move(connection), sample::reference(), sample::secrets());
}

Registry RecordStoreSuite::read(std::optional<RevisionId> as_of) {
  auto registry = open()->read(as_of, std::nullopt);
  EXPECT_TRUE(registry) << (registry ? "" : registry.error().message);
  return registry ? std::move(*registry) : Registry{};
}

std::string RecordStoreSuite::text(std::optional<RevisionId> as_of) { return sample::text_of(read(as_of)); }

Revision RecordStoreSuite::add(const Registry& rows) {
  const auto revision = open()->apply(adding(rows));
  EXPECT_TRUE(revision) << (revision ? "" : revision.error().message);
  return revision ? *revision : Revision{};
}

Result<Revision> RecordStoreSuite::undo(RevisionId revision) {
  return open()->undo(revision, sample::header(RevisionKind::undo, "a test takes it back"));
}

std::string RecordStoreSuite::value_of(const std::string& sql) {
  const auto connection = connect();
  const auto query = connection->prepare(sql);
  EXPECT_TRUE(query) << (query ? "" : query.error().message);
  const auto row = (*query)->step();
  EXPECT_TRUE(row && *row) << sql;
  return std::string((*query)->text(0));
}

int RecordStoreSuite::in_other_process(const std::function<void()>& work) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(HasFailure() ? 1 : 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

namespace {

TEST_P(RecordStoreSuite, is_empty_at_first) {
  const auto store = open();
  const Registry registry = read();
  EXPECT_TRUE(registry.patients.empty());
  EXPECT_TRUE(registry.datasets.empty());
  EXPECT_EQ(registry.centres.size(), sample::reference().centres.size());
  EXPECT_TRUE(store->revisions()->empty());
  EXPECT_GE(*store->schema_version(), 1);
}

TEST_P(RecordStoreSuite, gives_back_every_column_of_every_table) {
  const Registry cases = full_registry(24);
  const Revision written = add(cases);
  EXPECT_EQ(written.rows_added, static_cast<std::int64_t>(cases.patients.size() + 13 * 24));
  const Registry back = read();
  EXPECT_EQ(sample::text_of(back, false), sample::text_of(cases, false));
  EXPECT_EQ(back.datasets, cases.datasets);
  EXPECT_TRUE(
      std::equal(back.centres.begin(), back.centres.end(), cases.centres.begin(), cases.centres.end()));
}

TEST_P(RecordStoreSuite, gives_back_what_is_not_recorded_as_not_recorded) {
  Registry cases;
  cases.datasets.emplace_back().source = "synthetic-empty";
  registry::Patient patient;
  patient.key = Confidential<std::string>("P-1");
  cases.patients.push_back(patient);
  cases.tumours.emplace_back().key = "T-1";
  registry::for_each_act_table([&](const auto& table) { (cases.*(table.rows)).emplace_back(); });
  add(cases);
  const Registry back = read();
  EXPECT_EQ(sample::text_of(back, false), [&] {
    cases.centres = sample::reference().centres;
    return sample::text_of(cases, false);
  }());
  EXPECT_FALSE(back.patients[0].birth.reveal());
  EXPECT_FALSE(back.tumours[0].centre);
  EXPECT_FALSE(back.surgeries[0].when.recorded());
}

TEST_P(RecordStoreSuite, gives_every_row_its_own_number) {
  add(full_registry(12));
  const Registry back = read();
  std::vector<std::int64_t> ids;
  for (const auto& row : back.patients) ids.push_back(row.id);
  for (const auto& row : back.tumours) ids.push_back(row.id);
  registry::for_each_act_table([&](const auto& table) {
    for (const auto& row : back.*(table.rows)) ids.push_back(row.id);
  });
  std::sort(ids.begin(), ids.end());
  EXPECT_GT(ids.front(), 0);
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST_P(RecordStoreSuite, reads_acts_by_tumour_in_the_order_they_came) {
  Registry cases = full_registry(6);
  std::reverse(cases.news.begin(), cases.news.end());
  add(cases);
  cases.sort_by_tumour();
  EXPECT_EQ(sample::text_of(read(), false), sample::text_of(cases, false));
}

TEST_P(RecordStoreSuite, says_of_every_revision_who_when_and_why) {
  const Registry cases = full_registry(3);
  const Revision written = add(cases);
  ASSERT_DONE(undo(written.id));
  const auto log = open()->revisions();
  ASSERT_DONE(log);
  ASSERT_EQ(log->size(), 2u);
  const Revision& first = log->front();
  EXPECT_EQ(first.id, written.id);
  EXPECT_EQ(first.kind, RevisionKind::import);
  EXPECT_EQ(iso_text(first.at), "2026-03-01T10:20:30.456Z");
  EXPECT_EQ(first.author, "the tests");
  EXPECT_EQ(first.reason, "first import");
  EXPECT_EQ(first.rows_added, written.rows_added);
  EXPECT_EQ(first.undone_by, log->back().id);
  EXPECT_EQ(log->back().kind, RevisionKind::undo);
  EXPECT_EQ(log->back().undoes, first.id);
}

TEST_P(RecordStoreSuite, refuses_a_change_without_author_or_reason) {
  const Registry cases = full_registry(3);
  auto change = adding(cases);
  change.header.author.clear();
  EXPECT_EQ(open()->apply(change).error().kind, ErrorKind::incorrect);
  EXPECT_EQ(open()->apply(adding(cases, "")).error().kind, ErrorKind::incorrect);
  EXPECT_TRUE(open()->revisions()->empty());
}

TEST_P(RecordStoreSuite, reads_what_each_revision_left) {
  const Registry first = full_registry(9);
  const RevisionId one = add(first).id;
  const std::string after_one = text();
  Registry second = read();
  second.tumours[4].size_mm = 123.5;
  auto change = keeping(second);
  change.tumours[4] = RowAction::replace;
  const auto two = open()->apply(change);
  ASSERT_DONE(two);
  EXPECT_EQ(two->rows_replaced, 1);
  EXPECT_EQ(text(one), after_one);
  EXPECT_EQ(text(two->id), sample::text_of(second));
  EXPECT_EQ(text(), sample::text_of(second));
  for (const std::int64_t never : {-1, 0, 3}) {
    const auto none = open()->read(RevisionId{never}, std::nullopt);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::not_found);
  }
}

TEST_P(RecordStoreSuite, replaces_rows_of_every_table_and_keeps_their_numbers) {
  add(full_registry(12));
  const std::string before = text();
  Registry changed = read();
  auto change = keeping(changed);
  changed.patients[1].sex = registry::Sex::unknown;
  changed.patients[1].birth = Confidential<std::optional<PartialDate>>(PartialDate::of_year(1950));
  changed.tumours[1].key = "another name";
  change.patients[1] = change.tumours[1] = RowAction::replace;
  std::size_t number = 0;
  registry::for_each_act_table([&](const auto& table) {
    (changed.*(table.rows))[5].key = "another name";
    change.acts[number++][5] = RowAction::replace;
  });
  const auto revision = open()->apply(change);
  ASSERT_DONE(revision);
  EXPECT_EQ(revision->rows_replaced, 14);
  EXPECT_EQ(text(), sample::text_of(changed));
  EXPECT_EQ(text(RevisionId{1}), before);
}

TEST_P(RecordStoreSuite, moves_an_act_to_another_tumour) {
  add(full_registry(6));
  Registry changed = read();
  changed.surgeries.back().tumour = 0;
  auto change = keeping(changed);
  change.acts[6].back() = RowAction::replace;
  ASSERT_DONE(open()->apply(change));
  changed.sort_by_tumour();
  EXPECT_EQ(text(), sample::text_of(changed));
}

TEST_P(RecordStoreSuite, adds_acts_to_tumours_that_are_there) {
  add(full_registry(6));
  Registry changed = read();
  auto change = keeping(changed);
  registry::News news;
  news.tumour = 5;
  news.state = registry::State::dead_of_disease;
  changed.news.push_back(news);
  change.acts[11].push_back(RowAction::add);
  ASSERT_DONE(open()->apply(change));
  const Registry back = read();
  EXPECT_EQ(sample::text_of(back, false), sample::text_of(changed, false));
  EXPECT_GT(back.news.back().id, back.news.front().id);
}

TEST_P(RecordStoreSuite, renews_a_data_set_and_a_centre_only_when_they_change) {
  Registry cases = full_registry(6);
  add(cases);
  Registry changed = read();
  ASSERT_DONE(open()->apply(keeping(changed)));
  EXPECT_EQ(value_of("SELECT COUNT(*) FROM dataset"), "1");
  EXPECT_EQ(value_of("SELECT COUNT(*) FROM centre"), "3");
  changed.datasets[0].version = "2";
  changed.datasets[0].cut_off.reset();
  std::vector<Centre> centres(changed.centres.begin(), changed.centres.end());
  centres.back().roles.pop_back();
  changed.centres = Centres::make({}, {centres.begin() + 1, centres.end()}).value();
  ASSERT_DONE(open()->apply(keeping(changed)));
  const Registry back = read();
  EXPECT_EQ(back.datasets, changed.datasets);
  EXPECT_TRUE(
      std::equal(back.centres.begin(), back.centres.end(), changed.centres.begin(), changed.centres.end()));
  EXPECT_EQ(text(RevisionId{1}), text(RevisionId{2}));
  EXPECT_EQ(value_of("SELECT COUNT(*) FROM centre"), "4");
}

TEST_P(RecordStoreSuite, reads_the_cases_of_one_source) {
  const Registry here = full_registry(6, "synthetic-a"), there = full_registry(9, "synthetic-b");
  add(here);
  add(there);
  const auto back = open()->read(std::nullopt, "synthetic-b");
  ASSERT_DONE(back);
  EXPECT_EQ(sample::text_of(*back, false), sample::text_of(there, false));
  EXPECT_EQ(read().tumours.size(), 15u);
  const auto nothing = open()->read(std::nullopt, "synthetic-c");
  ASSERT_DONE(nothing);
  EXPECT_TRUE(nothing->datasets.empty());
  EXPECT_TRUE(nothing->patients.empty());
}

TEST_P(RecordStoreSuite, keeps_who_the_patient_is_apart) {
  add(full_registry(12));
  for (const TableText& table : record_tables()) {
    if (table.name == "source_identity") continue;
    for (const std::string& column : table.written()) {
      const std::string like = "SELECT COUNT(*) FROM " + table.name + " WHERE CAST(" + column + " AS TEXT)";
      EXPECT_EQ(value_of(like + " LIKE 'P-%'"), "0") << table.name << "." << column;
    }
  }
  EXPECT_EQ(value_of("SELECT COUNT(*) FROM source_identity i JOIN person_key k ON k.patient = i.patient"), "8");
}

TEST_P(RecordStoreSuite, keeps_pseudonym_and_identity_when_a_patient_changes) {
  add(full_registry(6));
  EXPECT_EQ(value_of("SELECT COUNT(DISTINCT pseudonym) FROM patient"), "4");
  Registry changed = read();
  changed.patients[0].department = "01";
  auto change = keeping(changed);
  change.patients[0] = RowAction::replace;
  ASSERT_DONE(open()->apply(change));
  EXPECT_EQ(value_of("SELECT COUNT(*) FROM patient"), "5");
  EXPECT_EQ(value_of("SELECT COUNT(DISTINCT pseudonym) FROM patient"), "4");
  EXPECT_EQ(value_of("SELECT COUNT(*) FROM source_identity"), "4") << "the identity is as it was";
  changed.patients[0].key = Confidential<std::string>("another key");
  ASSERT_DONE(open()->apply(change));
  EXPECT_EQ(value_of("SELECT COUNT(*) FROM source_identity"), "5");
  EXPECT_EQ(text(), sample::text_of(changed));
}

TEST_P(RecordStoreSuite, names_table_column_and_code_that_the_catalogue_lost) {
  add(full_registry(6));
  ReferenceData smaller = sample::reference();
  smaller.sites = Sites::make({}, {}).value();
  const auto back = SqlRecordStore(connect(), smaller, sample::secrets()).read(std::nullopt, std::nullopt);
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().kind, ErrorKind::unsupported);
  EXPECT_THAT(back.error().message, HasSubstr("table tumour, column site: 'thigh'"));
}

}  // namespace
}  // namespace repere::storage
