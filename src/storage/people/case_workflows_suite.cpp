// Patients' files as people use them, on every engine: the policy, the trail and the record together.
#include <atomic>
#include <thread>
#include <utility>

#include "storage/people/workflows_on_engine.hpp"
#include "workflows/audit/read_trail.hpp"
#include "workflows/cases/change_case.hpp"
#include "workflows/cases/read_case.hpp"
#include "workflows/cases/take_cases_out.hpp"

namespace repere::storage {
namespace {

using access::Role;
using workflows::Asking;
using workflows::CaseEdit;
using workflows::Deed;
using workflows::Outcome;

class CaseWorkflows : public WorkflowsOnEngine {
 protected:
  void SetUp() override {
    WorkflowsOnEngine::SetUp();
    if (!is_open()) return;
    const auto rows = sample::full_registry(6);
    ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
      REPERE_TRY(work.record().apply(sample::adding(rows)));
      return {};
    }));
    const auto cases = workflows::list_cases(*means_, epidemiologist(), {});
    ASSERT_DONE(cases);
    for (const auto& one : *cases)
      if (!one.centre.empty() && one.patient != patient_)
        patient_ = one.patient, centre_ = one.centre;  // of the first tumour
    ASSERT_TRUE(patient_);
  }
  static Asking asking(Role role, std::string centre = {}) {
    return {{access::AccountId{7}, {{role, std::move(centre)}}, std::nullopt, std::nullopt},
            {"192.0.2.1", "test", "request-9"},
            {}};
  }
  static Asking epidemiologist() { return asking(Role::epidemiologist); }
  Asking surgeon() const { return asking(Role::surgeon, centre_); }

  // The lines of the trail, once those of readings are on the disk.
  std::vector<workflows::AuditLine> trail(const workflows::AuditFilter& filter = {}) {
    static_cast<void>(transactions_->write([](workflows::Work&) -> Result<void> { return {}; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    return *workflows::read_trail(*means_, asking(Role::auditor), filter);
  }
  CaseEdit edit_of(const workflows::CaseFile& file, const char* reason = "corrected from the report") {
    CaseEdit edit{file.patient, file.version, reason, file.rows};
    return edit;
  }

  PatientId patient_;
  std::string centre_;
};

TEST_P(CaseWorkflows, a_reading_is_answered_and_recorded) {
  ASSERT_DONE(workflows::read_case(*means_, surgeon(), patient_));
  workflows::AuditFilter filter;
  filter.patient = patient_;
  const auto lines = trail(filter);
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.front().deed, workflows::deed_of(access::Act::read_case));
  EXPECT_EQ(lines.front().role, Role::surgeon);
  EXPECT_EQ(lines.front().centre, centre_);
  EXPECT_EQ(lines.front().request, "request-9");
}

TEST_P(CaseWorkflows, a_foreign_case_and_one_that_is_not_there_get_one_answer_and_a_line) {
  const auto foreign = workflows::read_case(*means_, asking(Role::secretary, "synthetique-none"), patient_);
  const auto absent =
      workflows::read_case(*means_, asking(Role::secretary, "synthetique-none"), PatientId{999'999});
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().kind, ErrorKind::not_found);
  EXPECT_EQ(foreign.error().message, absent.error().message);
  workflows::AuditFilter filter;
  filter.outcome = Outcome::refused;
  EXPECT_EQ(trail(filter).size(), 2U);
}

TEST_P(CaseWorkflows, a_broken_glass_opens_and_is_flagged) {
  Asking emergency = asking(Role::surgeon, "synthetique-none");
  EXPECT_FALSE(workflows::read_case(*means_, emergency, patient_));
  emergency.emergency_reason = "bleeding after biopsy";
  ASSERT_DONE(workflows::read_case(*means_, emergency, patient_));
  workflows::AuditFilter filter;
  filter.emergencies_only = true;
  const auto lines = trail(filter);
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.back().reason, "bleeding after biopsy");
  EXPECT_EQ(lines.back().patient, patient_);
}

TEST_P(CaseWorkflows, an_edit_is_a_revision_and_a_line_with_before_and_after) {
  const auto file = workflows::read_case(*means_, surgeon(), patient_);
  ASSERT_DONE(file);
  CaseEdit edit = edit_of(*file);
  edit.rows.tumours.at(0).size_mm = 123;
  const auto revision = workflows::edit_case(*means_, surgeon(), sample::reference(), edit);
  ASSERT_DONE(revision);
  EXPECT_EQ(revision->rows_replaced, 1);
  const auto after = workflows::read_case(*means_, surgeon(), patient_);
  EXPECT_EQ(after->rows.tumours.at(0).size_mm, 123);
  EXPECT_EQ(after->version, revision->id.value);
  workflows::AuditFilter filter;
  filter.deed = workflows::deed_of(access::Act::edit_case);
  const auto lines = trail(filter);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].after->reveal().find("\"size_mm\":\"123\""), std::string::npos)
      << lines[0].after->reveal();
  EXPECT_EQ(lines[0].before->reveal().find("\"size_mm\":\"123\""), std::string::npos);
  EXPECT_EQ(lines[0].reason, "corrected from the report");
}

TEST_P(CaseWorkflows, an_edit_of_the_patients_row_leaves_who_they_are_alone) {
  const auto identity_now = [&] {
    std::string text;
    static_cast<void>(transactions_->read([&](workflows::Work& work) -> Result<void> {
      const auto rows = work.record().read(std::nullopt, std::nullopt);
      if (!rows) return tl::unexpected(rows.error());
      for (const auto& one : rows->patients)
        if (one.id == patient_.value) text = one.key.reveal() + (one.birth.reveal() ? one.birth.reveal()->text() : "");
      return {};
    }));
    return text;
  };
  const std::string before = identity_now();
  const auto file = workflows::read_case(*means_, surgeon(), patient_);
  CaseEdit edit = edit_of(*file);
  edit.rows.patients.at(0).department = edit.rows.patients.at(0).department == "69" ? "01" : "69";
  ASSERT_DONE(workflows::edit_case(*means_, surgeon(), sample::reference(), edit));
  EXPECT_EQ(identity_now(), before);
}

TEST_P(CaseWorkflows, an_edit_of_an_old_version_is_refused_and_loses_nothing) {
  const auto file = workflows::read_case(*means_, surgeon(), patient_);
  CaseEdit first = edit_of(*file), second = edit_of(*file);
  first.rows.tumours.at(0).size_mm = 123;
  second.rows.tumours.at(0).size_mm = 77;
  ASSERT_DONE(workflows::edit_case(*means_, surgeon(), sample::reference(), first));
  const auto stale = workflows::edit_case(*means_, surgeon(), sample::reference(), second);
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().kind, ErrorKind::conflict);
  EXPECT_EQ(workflows::read_case(*means_, surgeon(), patient_)->rows.tumours.at(0).size_mm, 123);
}

// What is checked before the writer's turn is checked again inside it: nobody writes over what came between.
TEST_P(CaseWorkflows, edits_at_the_same_time_lose_nothing) {
  const auto size_now = [&] { return workflows::read_case(*means_, surgeon(), patient_)->rows.tumours.at(0).size_mm; };
  const double before = size_now().value_or(0);
  std::atomic<int> done{0}, overtaken{0};
  std::vector<std::thread> editors;
  for (int i = 0; i < 4; ++i)
    editors.emplace_back([&] {
      for (int n = 0; n < 10; ++n) {
        const auto revision = workflows::edit_case(
            *means_, surgeon(), sample::reference(), patient_,
            [&](const workflows::CaseFile& now) -> Result<CaseEdit> {
              CaseEdit edit = edit_of(now);
              edit.rows.tumours.at(0).size_mm = now.rows.tumours.at(0).size_mm.value_or(0) + 1;
              return edit;
            });
        EXPECT_TRUE(revision || revision.error().kind == ErrorKind::conflict) << revision.error().message;
        ++(revision ? done : overtaken);
      }
    });
  for (auto& editor : editors) editor.join();
  EXPECT_EQ(size_now(), before + done);
  EXPECT_GT(done, 0);
  workflows::AuditFilter filter;
  filter.deed = workflows::deed_of(access::Act::edit_case);
  EXPECT_EQ(trail(filter).size(), static_cast<std::size_t>(done)) << "a line for each change, none for those overtaken";
}

TEST_P(CaseWorkflows, an_edit_made_before_an_objection_to_registration_is_not_written_after_it) {
  bool objected = false;
  const auto revision = workflows::edit_case(
      *means_, surgeon(), sample::reference(), patient_, [&](const workflows::CaseFile& now) -> Result<CaseEdit> {
        EXPECT_FALSE(std::exchange(objected, true)) << "made once";
        EXPECT_TRUE(workflows::record_objection(*means_, asking(Role::auditor), patient_,
                                                access::Objection::registration, "letter"));
        CaseEdit edit = edit_of(now);
        edit.rows.tumours.at(0).size_mm = 123;
        return edit;
      });
  const auto again = workflows::read_case(*means_, surgeon(), patient_);
  // Whether care may go on after such an objection is the policy's to say: the edit and a new reading agree.
  EXPECT_EQ(revision.has_value(), again.has_value());
}

TEST_P(CaseWorkflows, centres_of_an_import_that_was_taken_back_are_known_no_more) {
  Centre centre;
  centre.code = "synthetique-passager";
  centre.name = "Centre synthétique passager";
  centre.fictitious = true;
  auto rows = sample::full_registry(2);
  rows.datasets[0].source = "synthetic-other";
  rows.centres = *rows.centres.with({centre});
  const auto share = [&] {
    return workflows::share_case(*means_, surgeon(), patient_, centre.code, "synthetic second opinion").has_value();
  };
  EXPECT_FALSE(share());
  RevisionId import;
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
    const auto revision = work.record().apply(sample::adding(rows));
    if (!revision) return tl::unexpected(revision.error());
    import = revision->id;
    return {};
  }));
  EXPECT_TRUE(share());
  ASSERT_DONE(workflows::end_share(*means_, surgeon(), patient_, centre.code));
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
    REPERE_TRY(work.record().undo(import, sample::header(workflows::RevisionKind::undo, "taken back")));
    return {};
  }));
  EXPECT_FALSE(share());
}

TEST_P(CaseWorkflows, an_edit_that_is_wrong_changes_nothing) {
  const auto file = workflows::read_case(*means_, surgeon(), patient_);
  const auto refused = [&](const CaseEdit& edit, const Asking& who) {
    const auto result = workflows::edit_case(*means_, who, sample::reference(), edit);
    EXPECT_FALSE(result);
    return result ? ErrorKind::fault : result.error().kind;
  };
  CaseEdit edit = edit_of(*file);
  EXPECT_EQ(refused(edit, surgeon()), ErrorKind::incorrect) << "nothing is different";
  edit.rows.tumours.at(0).size_mm = 123;
  EXPECT_EQ(refused(edit, asking(Role::surgeon, "synthetique-none")), ErrorKind::not_found);
  EXPECT_EQ(refused(edit, asking(Role::pathologist, centre_)), ErrorKind::not_found);
  edit.reason.clear();
  EXPECT_EQ(refused(edit, surgeon()), ErrorKind::incorrect) << "no reason";
  edit = edit_of(*file);
  edit.rows.tumours.at(0).id = 999'999;
  EXPECT_EQ(refused(edit, surgeon()), ErrorKind::incorrect) << "another patient's tumour";
  edit = edit_of(*file);
  edit.rows.patients.at(0).id += 1;
  EXPECT_EQ(refused(edit, surgeon()), ErrorKind::incorrect);
  EXPECT_EQ(workflows::read_case(*means_, surgeon(), patient_)->version, file->version);
}

TEST_P(CaseWorkflows, an_act_can_be_added) {
  const auto file = workflows::read_case(*means_, surgeon(), patient_);
  CaseEdit edit = edit_of(*file);
  registry::News news;
  news.when = registry::When::on(*PartialDate::parse("2019-01-01"));
  edit.rows.news.push_back(news);
  const auto revision = workflows::edit_case(*means_, surgeon(), sample::reference(), edit);
  ASSERT_DONE(revision);
  EXPECT_EQ(workflows::read_case(*means_, surgeon(), patient_)->rows.news.size(), file->rows.news.size() + 1);
}

TEST_P(CaseWorkflows, an_objection_holds_from_the_next_query_on) {
  ASSERT_DONE(workflows::read_case(*means_, epidemiologist(), patient_));
  ASSERT_DONE(workflows::record_objection(*means_, asking(Role::auditor), patient_,
                                          access::Objection::research, "letter"));
  EXPECT_FALSE(workflows::read_case(*means_, epidemiologist(), patient_));
  EXPECT_TRUE(workflows::read_case(*means_, surgeon(), patient_));
}

TEST_P(CaseWorkflows, cases_are_taken_out_without_those_who_objected_and_with_a_line) {
  const auto take = [&](workflows::TakeOut wanted) {
    auto taken = workflows::take_cases_out(*transactions_, clock_, wanted);
    EXPECT_TRUE(taken) << taken.error().message;
    return taken ? std::move(*taken) : workflows::TakenOut{};
  };
  const auto all = take({});
  EXPECT_EQ(all.objected, 0);
  ASSERT_DONE(workflows::record_objection(*means_, asking(Role::auditor), patient_, access::Objection::research, "letter"));
  workflows::TakeOut earlier;
  earlier.as_of = all.revision;
  earlier.object = "study synthetic";
  earlier.act = access::Act::run_study;
  const auto left = take(earlier);
  EXPECT_EQ(left.objected, 1) << "an objection holds for what was recorded before it";
  EXPECT_EQ(left.rows.patients.size(), all.rows.patients.size() - 1);
  for (const auto& one : left.rows.patients) EXPECT_NE(one.id, patient_.value);
  std::size_t theirs = 0;
  for (const auto& one : all.rows.tumours) theirs += all.rows.patients[one.patient].id == patient_.value;
  EXPECT_EQ(left.rows.tumours.size(), all.rows.tumours.size() - theirs);
  workflows::AuditFilter filter;
  filter.deed = workflows::deed_of(access::Act::run_study);
  const auto lines = trail(filter);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].object, "study synthetic");
  EXPECT_NE(lines[0].facts.find("\"objected\":1"), std::string::npos) << lines[0].facts;
  clock_.at += std::chrono::seconds(1);
  ASSERT_DONE(workflows::record_objection(*means_, asking(Role::auditor), patient_, access::Objection::registration, "2"));
  EXPECT_EQ(take({}).objected, 1);
  clock_.at += std::chrono::seconds(1);
  ASSERT_DONE(workflows::record_objection(*means_, asking(Role::auditor), patient_, access::Objection::none, "3"));
  EXPECT_EQ(take({}).objected, 0);
}

TEST_P(CaseWorkflows, each_research_project_has_its_own_pseudonyms) {
  const auto keys_of = [&](const std::string& project) {
    workflows::TakeOut wanted;
    wanted.project = project;
    const auto taken = workflows::take_cases_out(*transactions_, clock_, wanted);
    EXPECT_TRUE(taken);
    std::vector<std::string> keys;
    for (const auto& one : taken->rows.patients) keys.push_back(one.key.reveal());
    return keys;
  };
  const auto a = keys_of("project-a"), b = keys_of("project-b");
  EXPECT_EQ(a, keys_of("project-a"));
  EXPECT_TRUE(std::is_sorted(a.begin(), a.end()));
  for (const auto& key : a) EXPECT_EQ(std::count(b.begin(), b.end(), key), 0);
}

TEST_P(CaseWorkflows, identity_is_read_with_its_line_first_and_gone_after_erasure) {
  workflows::Person person;
  person.patient = patient_;
  person.birth_name = Confidential<std::string>("SYNTHETIQUE");
  person.given_names = Confidential<std::string>("Prénom");
  person.birth = Confidential<std::optional<PartialDate>>(*PartialDate::parse("1980-02-03"));
  ASSERT_DONE(workflows::correct_identity(*means_, surgeon(), person));
  const auto read = workflows::read_identity(*means_, surgeon(), patient_);
  ASSERT_DONE(read);
  EXPECT_EQ(read->birth_name.reveal(), "SYNTHETIQUE");
  EXPECT_FALSE(workflows::read_identity(*means_, epidemiologist(), patient_));
  const workflows::PersonQuery query{{},
                                     Confidential<std::string>("synthétique"),
                                     Confidential<std::string>("prenom"),
                                     *PartialDate::parse("1980-02-03")};
  EXPECT_EQ(workflows::search_people(*means_, surgeon(), query)->open.size(), 1U);
  const auto elsewhere = workflows::search_people(*means_, asking(Role::surgeon, "synthetique-none"), query);
  ASSERT_DONE(elsewhere);
  EXPECT_TRUE(elsewhere->open.empty());
  EXPECT_EQ(elsewhere->elsewhere, std::vector<std::string>{centre_});
  EXPECT_FALSE(workflows::erase_person(*means_, surgeon(), patient_, "asked for")) << "not theirs to do";
  ASSERT_DONE(workflows::erase_person(*means_, asking(Role::auditor), patient_, "request of 2026"));
  EXPECT_FALSE(workflows::read_identity(*means_, surgeon(), patient_));
  EXPECT_TRUE(workflows::read_case(*means_, surgeon(), patient_))
      << "the clinical file stays, under its pseudonym";
  const auto report = [&] {
    workflows::TrailReport found;
    static_cast<void>(transactions_->read([&](workflows::Work& work) -> Result<void> {
      found = *work.audit().verify(std::nullopt);
      return {};
    }));
    return found;
  }();
  EXPECT_TRUE(report.whole()) << report.problems.front();
  for (const auto& line : trail()) EXPECT_EQ(line.facts.find("SYNTHETIQUE"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, CaseWorkflows, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
