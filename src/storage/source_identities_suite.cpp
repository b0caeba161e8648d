// What an import keeps of its source: sealed, found again, and gone with the person's key. On every engine.
#include <gmock/gmock.h>

#include <fstream>

#include "storage/backup/backup.hpp"
#include "storage/engines.hpp"
#include "storage/key_check.hpp"
#include "storage/open_record_store.hpp"
#include "storage/people/inner_connection.hpp"
#include "storage/people/people_desk.hpp"
#include "storage/schema/all_migrations.hpp"
#include "storage/sql_record_store.hpp"
#include "storage/sqlite/temporary_folder.hpp"
#include "workflows/import_cases.hpp"

namespace repere::storage {
namespace {

using testing::HasSubstr;
using testing::Not;
using workflows::RowAction;

// Seals so that nothing of a text stands in what is sealed, and hashes with its key.
class TestSecrets final : public workflows::Secrets {
 public:
  explicit TestSecrets(char key) : key_(key) {}
  std::string hash(workflows::HashedFor purpose, std::string_view text) override {
    return std::to_string(std::hash<std::string>()(key_ + std::to_string(static_cast<int>(purpose)) + std::string(text)));
  }
  workflows::Sealed seal(workflows::SealedFor, std::string_view context, const Confidential<std::string>& text) override {
    return mixed(std::string(context) + "|" + text.reveal());
  }
  Result<Confidential<std::string>> open(workflows::SealedFor, std::string_view context,
                                         const workflows::Sealed& sealed) override {
    const std::string text = mixed(sealed), front = std::string(context) + "|";
    if (!text.starts_with(front)) return fail(ErrorKind::unavailable, "another key");
    return Confidential<std::string>(text.substr(front.size()));
  }
  workflows::SealedPersonKey new_person_key() override { return mixed("person key"); }
  Result<workflows::Sealed> seal_for(const workflows::SealedPersonKey& key, std::string_view context,
                                     const Confidential<std::string>& text) override {
    if (mixed(key) != "person key") return fail(ErrorKind::unavailable, "another key");
    return seal(workflows::SealedFor::person_key, context, text);
  }
  Result<Confidential<std::string>> open_for(const workflows::SealedPersonKey& key, std::string_view context,
                                             const workflows::Sealed& sealed) override {
    if (mixed(key) != "person key") return fail(ErrorKind::unavailable, "another key");
    return open(workflows::SealedFor::person_key, context, sealed);
  }
  Result<std::string> hash_password(const Confidential<std::string>&) override { return std::string(); }
  Result<bool> password_matches(const std::string&, const Confidential<std::string>&) override { return false; }
  std::string new_token() override { return {}; }
  std::string new_recovery_code() override { return {}; }
  Confidential<std::string> new_code_secret() override { return {}; }
  std::optional<std::int64_t> code_step(const Confidential<std::string>&, std::string_view, Instant) override {
    return std::nullopt;
  }

 private:
  std::string mixed(std::string text) const {
    for (char& c : text) c = static_cast<char>(c ^ key_);
    return text;
  }
  char key_;
};

class SourceIdentities : public testing::TestWithParam<DatabaseEngine> {
 protected:
  void SetUp() override {
    if (const std::string why = GetParam().missing(); !why.empty()) GTEST_SKIP() << why;
    place_ = GetParam().new_place();
  }
  std::unique_ptr<workflows::RecordStore> open(workflows::Secrets& secrets) {
    auto store = open_record_store(place_->url(), OpenMode::create_if_missing, sample::reference(), secrets);
    EXPECT_TRUE(store) << store.error().message;
    return std::move(*store);
  }
  // All bytes of the SQLite file and its log.
  std::string bytes() const {
    std::string all;
    for (const char* ending : {"", "-wal"}) {
      std::ifstream file(place_->url().substr(7) + ending, std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
  }
  bool on_sqlite() const { return GetParam().name == "sqlite"; }

  // A record of the version before identities were sealed, with one patient of each kind.
  void make_old_record() {
    auto connection = open_as_it_is(place_->url(), OpenMode::create_if_missing);
    ASSERT_DONE(connection);
    if (!on_sqlite()) {
      ASSERT_DONE((*connection)->execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
    }
    const auto old = migrations_for(place_->url()).first(3);
    ASSERT_DONE(migrate(**connection, old));
    ASSERT_DONE((*connection)->execute(
        "INSERT INTO revision (id, kind, at, author, reason, rows_added, rows_replaced, last_id) VALUES "
        "(1, 'import', '2026-01-01T00:00:00.000Z', 'a', 'b', 2, 0, 3), (2, 'edit', '2026-01-02T00:00:00.000Z', 'a', 'b', "
        "0, 1, 3);"
        "INSERT INTO dataset (id, since, source, title_fr, title_en, version, synthetic, licence) VALUES (1, 1, 'old', 'a', "
        "'a', '1', 1, 'x');"
        "INSERT INTO patient (id, since, dataset, pseudonym) VALUES (2, 1, 1, 'PSEUDONYMA'), (3, 1, 1, 'PSEUDONYMB');"
        "INSERT INTO identity (patient, since, until, dataset, key, birth_date) VALUES (2, 1, 2, 1, 'SYNTHKEY-2', "
        "'1931-02-03'), (2, 2, NULL, 1, 'SYNTHKEY-2', '1931-02-04'), (3, 1, NULL, 1, 'SYNTHKEY-3', NULL);"));
  }

  std::unique_ptr<DatabasePlace> place_;
};

TEST_P(SourceIdentities, stand_nowhere_in_the_database) {
  TestSecrets secrets('\x5A');
  const auto rows = sample::full_registry(12);
  {
    const auto store = open(secrets);
    ASSERT_DONE(store->apply(sample::adding(rows)));
    EXPECT_EQ(sample::text_of(*store->read(std::nullopt, std::nullopt), false), sample::text_of(rows, false));
  }
  if (on_sqlite()) {
    EXPECT_THAT(bytes(), Not(HasSubstr(rows.patients[0].key.reveal())));
  }
}

TEST_P(SourceIdentities, are_not_opened_and_not_found_with_another_key) {
  TestSecrets secrets('\x5A'), others('\x33');
  open(secrets);
  const auto refused =
      open_record_store(place_->url(), OpenMode::existing_only, sample::reference(), others);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::incorrect);
  EXPECT_THAT(refused.error().message, HasSubstr("not the one of this database"));
  const auto connection = open_as_it_is(place_->url(), OpenMode::existing_only);
  EXPECT_EQ(holds_secrets(**connection), true) << "a new key may be made";
}

TEST_P(SourceIdentities, of_an_old_record_are_sealed_with_its_history) {
  make_old_record();
  const auto refused = open_connection(place_->url(), OpenMode::existing_only);
  ASSERT_FALSE(refused) << "sealed without a key";
  EXPECT_THAT(refused.error().message, HasSubstr("no key is given"));
  TestSecrets secrets('\x5A');
  const auto store = open(secrets);
  const auto now = store->read(std::nullopt, std::nullopt), before = store->read(RevisionId{1}, std::nullopt);
  ASSERT_DONE(now);
  ASSERT_DONE(before);
  ASSERT_EQ(now->patients.size(), 2U);
  EXPECT_EQ(now->patients[0].key.reveal(), "SYNTHKEY-2");
  EXPECT_EQ(now->patients[0].birth.reveal()->text(), "1931-02-04");
  EXPECT_EQ(before->patients[0].birth.reveal()->text(), "1931-02-03");
  EXPECT_FALSE(now->patients[1].birth.reveal());
  const auto connection = open_as_it_is(place_->url(), OpenMode::existing_only);
  EXPECT_EQ((*connection)->has_table("identity"), false);
  for (const char* text : {"SYNTHKEY-", "1931-02-0"}) {
    EXPECT_TRUE(!on_sqlite() || bytes().find(text) == std::string::npos) << text;
  }
}

TEST_P(SourceIdentities, of_an_old_record_that_is_wrong_are_left_alone) {
  make_old_record();
  {
    const auto connection = open_as_it_is(place_->url(), OpenMode::existing_only);
    ASSERT_DONE((*connection)->execute("INSERT INTO identity (patient, since, dataset, key, birth_date) VALUES (4, 2, 1, "
                                       "'SYNTHKEY-4', 'yesterday')"));
  }
  TestSecrets secrets('\x5A');
  const auto refused = open_connection(place_->url(), OpenMode::existing_only, &secrets);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("patient 4 has a birth date that is none"));
  const auto connection = open_as_it_is(place_->url(), OpenMode::existing_only);
  EXPECT_EQ(schema_version_of(**connection), 3);
}

// Erased: what the source called them and their birth date are gone; the age stays; an import knows them still.
TEST_P(SourceIdentities, are_gone_with_the_key_and_do_not_come_back_by_an_import) {
  auto rows = sample::full_registry(6);  // its acts contradict its dates: they do not come into this
  registry::for_each_act_table([&](const auto& table) { (rows.*(table.rows)).clear(); });
  for (auto& one : rows.patients) one.birth = Confidential<std::optional<PartialDate>>(*PartialDate::parse("1950-03"));
  for (auto& one : rows.tumours) one.diagnosis = *PartialDate::parse("2015-06-07"), one.age_at_diagnosis.reset();
  ASSERT_DONE(open(sample::secrets())->apply(sample::adding(rows)));
  std::int64_t patient = 0, tumours = 0;
  {
    auto connection = open_connection(place_->url(), OpenMode::existing_only, &sample::secrets());
    ASSERT_DONE(connection);
    Desk desk(std::move(*connection));
    const auto before = *desk.stores->record().read(std::nullopt, std::nullopt);
    patient = before.patients[0].id;
    ASSERT_DONE(desk.write([&](workflows::Work& work) {
      return work.persons().erase(permit(caller(access::Role::auditor), access::Act::erase_person, access::of_the_network()),
                                  PatientId{patient}, "request of 2026", desk.clock.at);
    }));
  }
  const auto store = open(sample::secrets());
  const auto after = *store->read(std::nullopt, std::nullopt);
  EXPECT_TRUE(after.patients[0].erased);
  EXPECT_THAT(after.patients[0].key.reveal(), testing::StartsWith("erased-"));
  EXPECT_FALSE(after.patients[0].birth.reveal());
  for (const auto& tumour : after.tumours)
    if (tumour.patient == 0) {
      EXPECT_EQ(tumour.age_at_diagnosis, 65) << "the registry lost the age";
      ++tumours;
    }
  EXPECT_GT(tumours, 0);
  struct Again : workflows::CaseSource {
    registry::Registry rows;
    Result<workflows::Intake> read() override {
      workflows::Intake intake;
      intake.registry = rows;
      return intake;
    }
  } again;
  again.rows = rows;
  workflows::SetClock clock;
  const auto report = workflows::import_cases(again, [&] { return Result<workflows::RecordStore*>(store.get()); },
                                              sample::reference(), clock, {false, "test", "the same again"});
  ASSERT_DONE(report);
  EXPECT_EQ(report->added() + report->replaced(), 0U) << "the erased patient came back";
  EXPECT_EQ(sample::text_of(*store->read(std::nullopt, std::nullopt)), sample::text_of(after));
  EXPECT_FALSE(report->refused) << (report->intake.problems.empty() ? "" : report->intake.problems[0].what);
}

// The backup is older than the erasure; what is restored from it must not bring the person back.
TEST_P(SourceIdentities, erased_since_a_backup_are_erased_again_when_it_is_restored) {
  const auto rows = sample::full_registry(6);
  ASSERT_DONE(open(sample::secrets())->apply(sample::adding(rows)));
  auto connection = open_connection(place_->url(), OpenMode::existing_only, &sample::secrets());
  ASSERT_DONE(connection);
  const sqlite::TemporaryFolder folder;
  Desk desk(std::move(*connection));
  const PatientId patient{desk.stores->record().read(std::nullopt, std::nullopt)->patients[0].id};
  desk.add_lines(2, patient);
  ASSERT_DONE(backup::save(*desk.connection, folder.file("older"), {}, desk.clock.at));
  ASSERT_DONE(desk.write([&](workflows::Work& work) {
    return work.persons().erase(permit(caller(access::Role::auditor), access::Act::erase_person, access::of_the_network()),
                                patient, "request of 2026", desk.clock.at);
  }));
  auto listed = *desk.stores->persons().erasures();
  ASSERT_EQ(listed.size(), 1U);
  listed.push_back({PatientId{patient.value + 1}, "of somebody who had this number before", desk.clock.at});

  const auto there = GetParam().new_place();
  auto empty = open_as_it_is(there->url(), OpenMode::create_if_missing);
  ASSERT_DONE(empty);
  if (!on_sqlite()) {
    ASSERT_DONE((*empty)->execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  }
  const WorkMeans means{sample::secrets(), desk.clock, sample::reference()};
  std::int64_t repeated = 0;
  ASSERT_DONE(backup::restore(folder.file("older"), {}, **empty, migrations_for(there->url()),
                              [&](Connection& restored, const backup::Summary&) -> Result<void> {
                                InnerConnection inside(restored);
                                SqlWork work(inside, means);
                                const auto done = workflows::repeat_erasures(work, listed, desk.clock.at);
                                if (!done) return tl::unexpected(done.error());
                                repeated = *done;
                                return {};
                              }));
  EXPECT_EQ(repeated, 1) << "somebody else was erased, or nobody";
  Desk restored(std::move(*empty));
  const auto cases = restored.stores->record().read(std::nullopt, std::nullopt);
  ASSERT_DONE(cases);
  EXPECT_TRUE(cases->patients[0].erased);
  EXPECT_FALSE(cases->patients[1].erased);
  EXPECT_TRUE(restored.verify().whole());
  EXPECT_EQ(restored.verify().lines, 3);
}

INSTANTIATE_TEST_SUITE_P(Engines, SourceIdentities, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
