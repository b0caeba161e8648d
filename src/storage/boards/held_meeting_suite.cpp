// Cases placed, discussed and signed, on every engine: the policy, the board's rules, the trail and the store together.
#include "storage/people/workflows_on_engine.hpp"
#include "workflows/audit/read_trail.hpp"
#include "workflows/boards/after_board.hpp"
#include "workflows/boards/hold_meeting.hpp"
#include "workflows/boards/presentation_access.hpp"
#include "workflows/boards/sign_decision.hpp"
#include "workflows/cases/change_case.hpp"
#include "workflows/cases/read_case.hpp"

namespace repere::storage {
namespace {

using access::Act;
using access::Role;
using board::MeetingId;
using board::Passage;
using board::PresentationId;
using board::Specialty;
using board::Stage;
using workflows::Asking;
using workflows::BoardFile;
using workflows::BoardMeans;
using workflows::Placing;
using Text = Confidential<std::string>;
using namespace std::chrono_literals;

board::BoardRules sample_rules() {
  board::BoardRules rules;
  board::QuorumRule standard;
  standard.seats = {{Specialty::surgeon, Specialty::orthopaedist}, {Specialty::oncologist}, {Specialty::radiotherapist}};
  standard.source = "test";
  rules.quorum = {standard};
  board::ReadinessRule consent;
  consent.code = "informed";
  consent.when = "always";
  rules.readiness = {consent};
  rules.registered_only = {{"standard", "Traitement standard", "Standard treatment", "test", false}};
  return rules;
}

class HeldMeetings : public WorkflowsOnEngine {
 protected:
  void SetUp() override {
    WorkflowsOnEngine::SetUp();
    if (!is_open()) return;
    boards_.emplace(BoardMeans{*means_, sample::reference(), rules_});
    rows_ = sample::full_registry(6);
    for (auto& tumour : rows_.tumours) tumour.age_at_diagnosis = 50, tumour.compartment = Compartment::soft_tissue;
    // All at one centre, so that an agenda has several cases.
    for (auto& tumour : rows_.tumours) tumour.centre = rows_.tumours.front().centre;
    ASSERT_TRUE(rows_.tumours.front().centre);
    ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
      REPERE_TRY(work.record().apply(sample::adding(rows_)));
      return {};
    }));
    find_cases();
    add_accounts();
    add_board();
  }

  void find_cases() {
    const auto cases = workflows::list_cases(*means_, asking(Role::epidemiologist, {}), {});
    ASSERT_DONE(cases);
    for (const auto& one : *cases)
      if (!one.centre.empty() && (centre_.empty() || one.centre == centre_)) {
        centre_ = one.centre;
        if (patients_.empty() || patients_.back() != one.patient) patients_.push_back(one.patient);
      }
    for (const auto& centre : rows_.centres)
      if (centre.code != Centres::outside_code && centre.code != centre_) other_ = centre.code;
    ASSERT_FALSE(patients_.empty());
    ASSERT_FALSE(other_.empty());
  }
  void add_accounts() {
    ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
      for (int i = 0; i < 8; ++i) {
        workflows::Account account;
        account.login = "person" + std::to_string(i) + "@repere.example";
        account.name = "Personne " + std::to_string(i);
        account.state = workflows::AccountState::active;
        const auto id = work.accounts().add(account);
        if (!id) return tl::unexpected(id.error());
        accounts_.push_back(*id);
      }
      return {};
    }));
  }
  void add_board() {
    board_.centre = centre_;
    board_.name_fr = "RCP sarcomes (test)";
    board_.name_en = "Sarcoma board (test)";
    board_.capacity = 3;
    const auto permit = access::authorise(coordinator().caller, Act::manage_board, access::of_centre(centre_));
    ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
      const auto id = work.boards().put(*permit, board_);
      if (!id) return tl::unexpected(id.error());
      board_.id = *id;
      for (const auto in : {72h, 240h}) {
        board::Meeting meeting;
        meeting.board = *id;
        meeting.starts = clock_.now() + in;
        meeting.closes = meeting.starts - 48h;
        meeting.capacity = 3;
        const auto made = work.boards().put(*permit, meeting);
        if (!made) return tl::unexpected(made.error());
        (in == 72h ? meeting_ : next_) = *made;
      }
      return {};
    }));
  }

  Asking asking(Role role, std::string centre, std::size_t account = 0) const {
    return {{accounts_.empty() ? access::AccountId{7} : accounts_[account], {{role, std::move(centre)}}, std::nullopt, clock_.now()},
            {"192.0.2.1", "test", "request-9"},
            {}};
  }
  Asking coordinator() const { return asking(Role::coordinator, centre_, 1); }
  Asking secretary() const { return asking(Role::secretary, centre_, 2); }
  Asking surgeon() const { return asking(Role::surgeon, centre_, 3); }

  Placing placing(std::size_t patient = 0) const {
    Placing one;
    one.meeting = meeting_;
    one.patient = patients_.at(patient);
    one.question = Text("Opérer d’emblée ou après radiothérapie ?");
    one.reason = "first_treatment";
    one.tumour = first_tumour(one.patient);
    return one;
  }
  TumourId first_tumour(PatientId patient) const {
    const auto file = workflows::read_case(*means_, coordinator(), patient);
    EXPECT_TRUE(file) << file.error().message;
    return TumourId{file->rows.tumours.front().id};
  }
  PresentationId place(std::size_t patient = 0) {
    const auto placed = workflows::place_on_agenda(*boards_, secretary(), placing(patient));
    EXPECT_TRUE(placed) << placed.error().message;
    return placed ? *placed : PresentationId{};
  }
  BoardFile file(PresentationId id) {
    auto read = workflows::read_board_file(*boards_, coordinator(), id);
    EXPECT_TRUE(read) << read.error().message;
    return read ? std::move(*read) : BoardFile{};
  }
  Result<std::int64_t> write(PresentationId id, const char* field, const char* text, std::int64_t version = 0) {
    return workflows::write_entry(*boards_, surgeon(), id, {field, version, {}, {}, Text(text)});
  }
  void decide(PresentationId id) {
    ASSERT_DONE(workflows::begin_case(*boards_, secretary(), id));
    ASSERT_DONE(write(id, "surgery", "Résection large en monobloc"));
    ASSERT_DONE(write(id, "planned_centre", Centres::outside_code.data()));
    ASSERT_DONE(write(id, "agreement", "unanimous"));
    ASSERT_DONE(write(id, "guideline", "followed"));
    ASSERT_DONE(write(id, "urgency", "usual"));
  }
  void go_to_meeting() {
    clock_.at += 72h;
    ASSERT_DONE(workflows::open_meeting(*boards_, secretary(), meeting_));
  }
  void join(std::size_t account, Specialty specialty) {
    board::Stay stay;
    stay.account = accounts_[account];
    stay.centre = centre_;
    stay.specialty = specialty;
    ASSERT_DONE(workflows::join_meeting(*boards_, secretary(), meeting_, stay));
  }
  void join_all() {
    join(3, Specialty::surgeon);
    join(4, Specialty::oncologist);
    join(5, Specialty::radiotherapist);
  }
  std::size_t boards_in_registry(PatientId patient) {
    const auto read = workflows::read_case(*means_, coordinator(), patient);
    EXPECT_TRUE(read) << read.error().message;
    return read->rows.boards.size();
  }
  // The kind of error that something ends with; the text must hold `words`.
  template <class T>
  void expect_refused(const Result<T>& result, ErrorKind kind, const std::string& words) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, kind) << result.error().message;
    EXPECT_NE(result.error().message.find(words), std::string::npos) << result.error().message;
  }

  registry::Registry rows_;
  std::string centre_, other_;
  std::vector<PatientId> patients_;
  std::vector<access::AccountId> accounts_;
  board::Board board_;
  MeetingId meeting_, next_;
  board::BoardRules rules_ = sample_rules();
  std::optional<BoardMeans> boards_;
};

TEST_P(HeldMeetings, a_case_is_placed_with_its_question_and_its_checklist) {
  const auto id = place();
  const BoardFile shown = file(id);
  EXPECT_EQ(shown.presentation.stage, Stage::placed);
  EXPECT_EQ(shown.presentation.position, 1);
  EXPECT_EQ(board::text_of(shown.entries, "question"), "Opérer d’emblée ou après radiothérapie ?");
  EXPECT_EQ(board::text_of(shown.entries, "reason"), "first_treatment");
  ASSERT_EQ(shown.presentation.needs.size(), 1U);
  EXPECT_FALSE(shown.presentation.needs[0].done);
  const auto agenda = workflows::read_agenda(*boards_, secretary(), meeting_);
  ASSERT_DONE(agenda);
  ASSERT_EQ(agenda->lines.size(), 1U);
  EXPECT_FALSE(agenda->lines[0].ready);
  EXPECT_EQ(agenda->lines[0].missing, std::vector<std::string>{"informed"});
}

TEST_P(HeldMeetings, a_placing_without_question_reason_or_rule_is_refused) {
  auto wanted = placing();
  wanted.question = Text("  ");
  expect_refused(workflows::place_on_agenda(*boards_, secretary(), wanted), ErrorKind::incorrect, "question");
  wanted = placing();
  wanted.reason.clear();
  expect_refused(workflows::place_on_agenda(*boards_, secretary(), wanted), ErrorKind::incorrect, "reason");
  wanted.reason = "because";
  expect_refused(workflows::place_on_agenda(*boards_, secretary(), wanted), ErrorKind::incorrect, "reason");
  wanted = placing();
  wanted.passage = Passage::registered_only;
  wanted.rule = "no such rule";
  expect_refused(workflows::place_on_agenda(*boards_, secretary(), wanted), ErrorKind::incorrect, "rule");
}

TEST_P(HeldMeetings, one_case_stands_once_on_an_agenda_and_strangers_place_nothing) {
  place();
  expect_refused(workflows::place_on_agenda(*boards_, secretary(), placing()), ErrorKind::conflict, "agenda");
  expect_refused(workflows::place_on_agenda(*boards_, asking(Role::secretary, other_, 6), placing()),
                 ErrorKind::not_found, "case");
}

TEST_P(HeldMeetings, a_closed_agenda_takes_a_case_from_the_coordinator_with_a_reason_only) {
  clock_.at += 30h;
  auto late = placing();
  expect_refused(workflows::place_on_agenda(*boards_, secretary(), late), ErrorKind::conflict, "closed");
  expect_refused(workflows::place_on_agenda(*boards_, coordinator(), late), ErrorKind::conflict, "say why");
  late.late_reason = "fracture";
  ASSERT_DONE(workflows::place_on_agenda(*boards_, coordinator(), late));
}

TEST_P(HeldMeetings, a_full_agenda_names_the_next_meeting) {
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
    const auto permit = access::authorise(coordinator().caller, Act::manage_board, access::of_centre(centre_));
    auto meeting = *work.boards().find(meeting_);
    meeting.capacity = 1;
    const auto put = work.boards().put(*permit, meeting);
    return put ? Result<void>() : tl::unexpected(put.error());
  }));
  place();
  expect_refused(workflows::place_on_agenda(*boards_, secretary(), placing(1)), ErrorKind::conflict, "the next meeting is on");
}

TEST_P(HeldMeetings, a_board_with_other_centres_needs_consent_and_its_members_see_the_case) {
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
    const auto permit = access::authorise(coordinator().caller, Act::manage_board, access::of_centre(centre_));
    auto wider = *work.boards().find(board_.id);
    wider.sites = {other_};
    const auto put = work.boards().put(*permit, wider);
    return put ? Result<void>() : tl::unexpected(put.error());
  }));
  const auto visitor = asking(Role::secretary, other_, 6);
  auto wanted = placing();
  expect_refused(workflows::place_on_agenda(*boards_, secretary(), wanted), ErrorKind::incorrect, "agrees");
  wanted.consent = true;
  const auto id = workflows::place_on_agenda(*boards_, secretary(), wanted);
  ASSERT_DONE(id);
  ASSERT_DONE(workflows::read_board_file(*boards_, visitor, *id));
  // Consent is taken back: the other centre sees nothing from then on.
  ASSERT_DONE(workflows::end_share(*means_, secretary(), wanted.patient, other_));
  expect_refused(workflows::read_board_file(*boards_, visitor, *id), ErrorKind::not_found, "presentation");
  const auto theirs = workflows::read_agenda(*boards_, visitor, meeting_);
  ASSERT_DONE(theirs);
  EXPECT_TRUE(theirs->lines.empty());
  ASSERT_DONE(workflows::withdraw(*boards_, secretary(), *id, file(*id).presentation.version, "consent taken back"));
  EXPECT_EQ(file(*id).presentation.stage, Stage::withdrawn);
}

TEST_P(HeldMeetings, a_child_goes_to_a_board_that_takes_children) {
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
    const auto permit = access::authorise(coordinator().caller, Act::manage_board, access::of_centre(centre_));
    auto children = board_;
    children.id = {};
    children.name_fr = "RCP pédiatrique (test)";
    children.sort = board::Sort::paediatric;
    children.takes_children = true;
    const auto put = work.boards().put(*permit, children);
    return put ? Result<void>() : tl::unexpected(put.error());
  }));
  const auto before = workflows::read_case(*means_, coordinator(), patients_[0]);
  workflows::CaseEdit edit{patients_[0], before->version, "age", before->rows};
  for (auto& tumour : edit.rows.tumours) tumour.age_at_diagnosis = 9, tumour.diagnosis = std::nullopt;
  edit.rows.patients[0].birth = {};
  ASSERT_DONE(workflows::edit_case(*means_, coordinator(), sample::reference(), edit));
  expect_refused(workflows::place_on_agenda(*boards_, secretary(), placing()), ErrorKind::incorrect, "RCP pédiatrique (test)");
}

TEST_P(HeldMeetings, presence_makes_the_quorum_and_takes_it_away) {
  expect_refused(workflows::open_meeting(*boards_, secretary(), meeting_), ErrorKind::incorrect, "two hours");
  go_to_meeting();
  join(3, Specialty::surgeon);
  join(4, Specialty::oncologist);
  EXPECT_FALSE(workflows::read_room(*boards_, secretary(), meeting_)->quorum.reached);
  join(5, Specialty::radiotherapist);
  const auto room = workflows::read_room(*boards_, secretary(), meeting_);
  EXPECT_TRUE(room->quorum.reached);
  board::Stay again;
  again.account = accounts_[5];
  expect_refused(workflows::join_meeting(*boards_, secretary(), meeting_, again), ErrorKind::conflict, "already");
  clock_.at += 1min;
  ASSERT_DONE(workflows::leave_meeting(*boards_, secretary(), meeting_, room->stays.back().number));
  EXPECT_FALSE(workflows::read_room(*boards_, secretary(), meeting_)->quorum.reached);
}

TEST_P(HeldMeetings, two_writers_lose_nothing) {
  const auto id = place();
  expect_refused(write(id, "surgery", "trop tôt"), ErrorKind::conflict, "not begun");
  go_to_meeting();
  ASSERT_DONE(workflows::begin_case(*boards_, secretary(), id));
  EXPECT_EQ(*write(id, "surgery", "Résection large"), 1);
  EXPECT_EQ(*write(id, "radiotherapy", "50 Gy avant"), 1);
  expect_refused(write(id, "surgery", "Amputation"), ErrorKind::conflict, "");
  EXPECT_EQ(board::text_of(file(id).entries, "surgery"), "Résection large");
  EXPECT_EQ(*write(id, "surgery", "Résection large, lambeau", 1), 2);
  const auto history = workflows::entry_history(*boards_, surgeon(), id, "surgery");
  ASSERT_DONE(history);
  EXPECT_EQ(history->size(), 2U);
  expect_refused(write(id, "urgency", "tomorrow"), ErrorKind::incorrect, "");
  expect_refused(write(id, "no_field", "x"), ErrorKind::incorrect, "no such field");
}

TEST_P(HeldMeetings, a_decision_is_signed_frozen_and_written_to_the_registry) {
  const auto id = place();
  go_to_meeting();
  join_all();
  expect_refused(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version), ErrorKind::incorrect, "discussion");
  decide(id);
  const auto before = boards_in_registry(patients_[0]);
  const auto version = file(id).presentation.version;
  expect_refused(workflows::sign(*boards_, surgeon(), id, version), ErrorKind::forbidden, "");
  auto unconfirmed = coordinator();
  unconfirmed.caller.confirmed_at = clock_.now() - 20min;
  expect_refused(workflows::sign(*boards_, unconfirmed, id, version), ErrorKind::forbidden, "password");
  expect_refused(workflows::sign(*boards_, coordinator(), id, version + 1), ErrorKind::conflict, "meanwhile");
  const auto signature = workflows::sign(*boards_, coordinator(), id, version);
  ASSERT_DONE(signature);
  EXPECT_EQ(signature->as, Stage::signed_decision);
  EXPECT_TRUE(signature->quorum);
  EXPECT_EQ(signature->present.size(), 3U);
  EXPECT_EQ(boards_in_registry(patients_[0]), before + 1);
  expect_refused(write(id, "surgery", "autre", 1), ErrorKind::conflict, "addendum");
  expect_refused(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version), ErrorKind::conflict, "addendum");
  ASSERT_DONE(workflows::add_addendum(*boards_, coordinator(), id, Text("Côté gauche, et non droit.")));
  const auto report = workflows::read_report(*boards_, surgeon(), id);
  ASSERT_DONE(report);
  EXPECT_TRUE(report->intact);
  EXPECT_EQ(report->addenda.size(), 1U);
  EXPECT_NE(report->signature.content.reveal().find("en monobloc"), std::string::npos);
}

TEST_P(HeldMeetings, an_unsigned_report_cannot_be_read) {
  expect_refused(workflows::read_report(*boards_, coordinator(), place()), ErrorKind::not_found, "not signed");
}

TEST_P(HeldMeetings, without_quorum_it_is_advice_and_presented_again) {
  const auto id = place();
  go_to_meeting();
  join(3, Specialty::surgeon);
  decide(id);
  const auto before = boards_in_registry(patients_[0]);
  const auto signature = workflows::sign(*boards_, coordinator(), id, file(id).presentation.version);
  ASSERT_DONE(signature);
  EXPECT_EQ(signature->as, Stage::signed_advice);
  EXPECT_EQ(boards_in_registry(patients_[0]), before);
  const auto old = file(id).presentation;
  EXPECT_EQ(old.stage, Stage::signed_advice);
  ASSERT_TRUE(old.next);
  const BoardFile again = file(old.next);
  EXPECT_EQ(again.meeting.id, next_);
  EXPECT_EQ(again.presentation.from, id);
  EXPECT_EQ(board::text_of(again.entries, "question"), "Opérer d’emblée ou après radiothérapie ?");
  EXPECT_EQ(board::text_of(again.entries, "surgery"), "");
}

TEST_P(HeldMeetings, a_quorum_that_is_lost_holds_for_the_cases_before) {
  const auto first = place(0), second = place(1);
  go_to_meeting();
  join_all();
  decide(first);
  clock_.at += 5min;
  ASSERT_DONE(workflows::begin_case(*boards_, secretary(), second));
  EXPECT_EQ(file(first).presentation.stage, Stage::discussed);
  clock_.at += 1min;
  const auto room = workflows::read_room(*boards_, secretary(), meeting_);
  ASSERT_DONE(workflows::leave_meeting(*boards_, secretary(), meeting_, room->stays.back().number));
  clock_.at += 1min;
  decide(second);
  EXPECT_EQ(workflows::sign(*boards_, coordinator(), first, file(first).presentation.version)->as, Stage::signed_decision);
  EXPECT_EQ(workflows::sign(*boards_, coordinator(), second, file(second).presentation.version)->as, Stage::signed_advice);
}

TEST_P(HeldMeetings, what_was_not_discussed_comes_back_by_itself) {
  const auto id = place();
  go_to_meeting();
  join(3, Specialty::surgeon);
  const auto ended = workflows::end_meeting(*boards_, secretary(), meeting_);
  ASSERT_DONE(ended);
  EXPECT_EQ(ended->carried_over, 1);
  EXPECT_EQ(file(id).presentation.stage, Stage::carried_over);
  const auto agenda = workflows::read_agenda(*boards_, secretary(), next_);
  ASSERT_EQ(agenda->lines.size(), 1U);
  EXPECT_EQ(board::text_of(agenda->lines[0].entries, "question"), "Opérer d’emblée ou après radiothérapie ?");
  expect_refused(workflows::begin_case(*boards_, secretary(), id), ErrorKind::conflict, "over");
}

TEST_P(HeldMeetings, a_case_that_is_registered_only_needs_no_quorum) {
  auto wanted = placing();
  wanted.passage = Passage::registered_only;
  wanted.rule = "standard";
  const auto id = workflows::place_on_agenda(*boards_, secretary(), wanted);
  ASSERT_DONE(id);
  go_to_meeting();
  ASSERT_DONE(write(*id, "surgery", "Exérèse selon le référentiel"));
  ASSERT_DONE(write(*id, "planned_centre", Centres::outside_code.data()));
  ASSERT_DONE(write(*id, "agreement", "unanimous"));
  ASSERT_DONE(write(*id, "guideline", "followed"));
  ASSERT_DONE(write(*id, "urgency", "usual"));
  const auto signature = workflows::sign(*boards_, coordinator(), *id, file(*id).presentation.version);
  ASSERT_DONE(signature);
  EXPECT_EQ(signature->as, Stage::registered);
}

TEST_P(HeldMeetings, every_step_stands_in_the_trail) {
  const auto id = place();
  go_to_meeting();
  join_all();
  decide(id);
  ASSERT_DONE(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version));
  workflows::AuditFilter filter;
  filter.patient = patients_[0];
  const auto lines = workflows::read_trail(*means_, asking(Role::auditor, {}), filter);
  ASSERT_DONE(lines);
  int written = 0, signed_lines = 0, placed = 0;
  for (const auto& line : *lines) {
    written += line.deed == workflows::deed_of(Act::record_decision) ? 1 : 0;
    signed_lines += line.deed == workflows::deed_of(Act::sign_decision) ? 1 : 0;
    placed += line.deed == workflows::deed_of(Act::prepare_board) ? 1 : 0;
  }
  EXPECT_EQ(signed_lines, 1);
  EXPECT_GE(written, 6);
  EXPECT_GE(placed, 1);
}

TEST_P(HeldMeetings, what_was_decided_is_compared_with_what_was_done) {
  const auto id = place();
  go_to_meeting();
  join_all();
  decide(id);
  board::Action action;
  action.presentation = id;
  action.what = Text("Prévenir le médecin traitant");
  action.owner_name = "Secrétariat";
  action.due = std::chrono::floor<std::chrono::days>(clock_.now()) - std::chrono::days(1);
  const auto made = workflows::put_action(*boards_, secretary(), action);
  ASSERT_DONE(made);
  const auto open = workflows::list_actions(*boards_, secretary(), centre_, false);
  ASSERT_DONE(open);
  ASSERT_EQ(open->size(), 1U);
  EXPECT_TRUE(open->front().overdue);
  ASSERT_DONE(workflows::finish_action(*boards_, secretary(), *made, open->front().action.version));
  for (const auto& line : *workflows::list_actions(*boards_, secretary(), centre_, false)) EXPECT_TRUE(line.action.done);
  workflows::Judgement judgement{id, board::Followed::not_followed, Text("Opéré dans un autre centre"), {}, {}};
  expect_refused(workflows::judge(*boards_, secretary(), judgement), ErrorKind::conflict, "signed decision");
  ASSERT_DONE(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version));
  const Day today = std::chrono::floor<std::chrono::days>(clock_.now());
  auto followed = workflows::list_followed(*boards_, secretary(), centre_, today - std::chrono::days(7), today);
  ASSERT_DONE(followed);
  ASSERT_EQ(followed->size(), 1U);
  EXPECT_FALSE(followed->front().judgement);
  judgement.reason = Text(" ");
  expect_refused(workflows::judge(*boards_, secretary(), judgement), ErrorKind::incorrect, "say why");
  judgement.reason = Text("Opéré dans un autre centre");
  ASSERT_DONE(workflows::judge(*boards_, secretary(), judgement));
  followed = workflows::list_followed(*boards_, secretary(), centre_, today - std::chrono::days(7), today);
  EXPECT_EQ(followed->front().followed, board::Followed::not_followed);
  ASSERT_DONE(workflows::end_meeting(*boards_, secretary(), meeting_));
  const auto statistics = workflows::board_statistics(*boards_, coordinator(), centre_, today - std::chrono::days(7), today);
  ASSERT_DONE(statistics);
  EXPECT_EQ(statistics->activity.meetings, 1);
  EXPECT_EQ(statistics->activity.decisions, 1);
  EXPECT_EQ(statistics->activity.with_quorum, 1);
  ASSERT_EQ(statistics->milestones.size(), 1U);
  EXPECT_TRUE(statistics->milestones[0][static_cast<std::size_t>(board::Milestone::report)]);
  expect_refused(workflows::board_statistics(*boards_, asking(Role::coordinator, other_, 6), centre_, today, today), ErrorKind::forbidden, "");
  expect_refused(workflows::list_actions(*boards_, asking(Role::secretary, other_, 6), centre_, false), ErrorKind::not_found, "");
}

INSTANTIATE_TEST_SUITE_P(Engines, HeldMeetings, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
