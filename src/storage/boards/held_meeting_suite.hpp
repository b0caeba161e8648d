#pragma once
// Cases placed, discussed and signed, on every engine: what the tests of it share.
#include "storage/people/workflows_on_engine.hpp"
#include "workflows/audit/read_trail.hpp"
#include "workflows/boards/board_actions.hpp"
#include "workflows/boards/board_statistics.hpp"
#include "workflows/boards/followed_decisions.hpp"
#include "workflows/boards/hold_meeting.hpp"
#include "workflows/boards/presentation_access.hpp"
#include "workflows/boards/place_on_agenda.hpp"
#include "workflows/boards/prepare_meeting.hpp"
#include "workflows/boards/read_agenda.hpp"
#include "workflows/boards/read_report.hpp"
#include "workflows/boards/sign_decision.hpp"
#include "workflows/cases/change_case.hpp"
#include "workflows/cases/read_case.hpp"

namespace repere::storage {
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

inline board::BoardRules sample_rules() {
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
    // All at one centre, so that an agenda has several cases; one that takes part, as the others of a synthetic record do.
    std::string own;
    for (const auto& centre : rows_.centres)
      if (centre.fictitious && own.empty()) own = centre.code;
    ASSERT_FALSE(own.empty());
    for (auto& tumour : rows_.tumours) tumour.centre = rows_.centres.find(own);
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
      if (centre.fictitious && centre.code != centre_) other_ = centre.code;
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
        account.appointments = {{{Role::surgeon, i < 6 ? centre_ : other_}, clock_.now(), std::nullopt}};
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
  PresentationId place_on_next(std::size_t patient) {
    auto wanted = placing(patient);
    wanted.meeting = next_;
    const auto placed = workflows::place_on_agenda(*boards_, secretary(), wanted);
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

}  // namespace repere::storage
