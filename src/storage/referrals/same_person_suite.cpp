// Whether a referral is about somebody who is known, on every engine: said with author, time and reason, never deleted, and taken back.
#include "storage/boards/conditions.hpp"
#include "storage/referrals/opened_suite.hpp"
#include "workflows/boards/board_store.hpp"
#include "workflows/referrals/judge_same_person.hpp"

namespace repere::storage {
namespace {

using workflows::Known;
using workflows::Said;

class SamePersons : public OpenCases {
 protected:
  Asking secretary() const { return at(Role::secretary, centre_); }
  workflows::SamePerson proposed(ReferralId id) {
    const auto same = workflows::same_person(*means_, secretary(), id);
    EXPECT_TRUE(same) << same.error().message;
    return same.value_or(workflows::SamePerson{});
  }
  std::vector<workflows::SameJudgement> said(ReferralId id) {
    const auto all = workflows::said_of_persons(*means_, secretary(), id);
    EXPECT_TRUE(all) << all.error().message;
    return all.value_or(std::vector<workflows::SameJudgement>{});
  }
  Result<void> different(ReferralId id, const Known& known, const char* reason = "homonyme, autre adresse") {
    return workflows::say_different(*means_, secretary(), id, known, Text(reason));
  }
  Result<void> back(ReferralId id, const Known& known, const char* reason = "vérifié au téléphone") {
    return workflows::take_back(*means_, secretary(), id, known, Text(reason));
  }
  PatientId joined(ReferralId id, PatientId to) {
    OpenCase known;
    known.known = to;
    known.reason = Text("même numéro de sécurité sociale");
    return opened(id, known);
  }
  std::optional<PatientId> case_of(ReferralId id) { return *workflows::case_of(*means_, secretary(), id); }
  template <class T>
  void expect_refused(const Result<T>& result, ErrorKind kind, const std::string& words) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, kind) << result.error().message;
    EXPECT_NE(result.error().message.find(words), std::string::npos) << result.error().message;
  }
};

TEST_P(SamePersons, is_joined_to_the_case_with_author_time_and_reason_and_can_leave_it_again) {
  const PatientId patient = opened(taken_up());
  const ReferralId again = taken_up();
  ASSERT_EQ(proposed(again).patients, std::vector{patient});
  EXPECT_EQ(joined(again, patient), patient);
  EXPECT_EQ(case_of(again), patient);
  ASSERT_EQ(said(again).size(), 1U);
  EXPECT_EQ(said(again)[0].said, Said::same);
  EXPECT_EQ(said(again)[0].patient, patient);
  EXPECT_EQ(said(again)[0].account, access::AccountId{7});
  EXPECT_EQ(said(again)[0].at, clock_.now());
  EXPECT_EQ(said(again)[0].reason.reveal(), "même numéro de sécurité sociale");
  expect_refused(different(again, {{}, patient}), ErrorKind::conflict, "joined to that case");
  ASSERT_DONE(back(again, {{}, patient}));
  EXPECT_FALSE(case_of(again));
  EXPECT_TRUE(said(again).empty());
  EXPECT_EQ(workflows::referrals_of_case(*means_, secretary(), patient)->size(), 1U) << "the first referral stays with its case";
  EXPECT_EQ(joined(again, patient), patient) << "and may be joined once more";
  expect_refused(back(again, {{}, PatientId{999}}), ErrorKind::conflict, "nothing is said");
}

TEST_P(SamePersons, both_references_stay_answerable_on_the_sender_s_pages) {
  const ReferralId first = taken_up();
  const PatientId patient = opened(first);
  const ReferralId again = taken_up();
  joined(again, patient);
  step(first, Happening::answered);
  step(again, Happening::answered);
  for (const ReferralId id : {first, again}) {
    const auto followed = workflows::follow_referral(*means_, id);
    ASSERT_DONE(followed);
    EXPECT_EQ(followed->state, referral::State::answered);
  }
  EXPECT_NE(workflows::follow_referral(*means_, first)->number, workflows::follow_referral(*means_, again)->number);
}

TEST_P(SamePersons, another_person_is_not_proposed_again_and_gets_a_case_of_their_own) {
  const ReferralId first = taken_up();
  const PatientId patient = opened(first);
  const ReferralId namesake = taken_up();
  expect_refused(open(surgeon(), namesake), ErrorKind::conflict, "somebody of the same name");
  ASSERT_DONE(different(namesake, {{}, patient}));
  ASSERT_DONE(different(namesake, {first, {}}));
  ASSERT_EQ(said(namesake).size(), 2U);
  EXPECT_EQ(said(namesake)[0].said, Said::different);
  ASSERT_EQ(said(first).size(), 1U) << "from the other side too";
  EXPECT_EQ(said(first)[0].referral, namesake);
  const PatientId own = opened(namesake);
  EXPECT_NE(own, patient);
  ASSERT_DONE(back(first, {namesake, {}}));
  EXPECT_EQ(said(namesake).size(), 1U) << "taken back on the page of either";
}

TEST_P(SamePersons, a_referral_on_an_agenda_keeps_its_case) {
  const PatientId patient = opened(taken_up());
  const ReferralId again = taken_up();
  joined(again, patient);
  const auto permit = access::authorise(at(Role::coordinator, centre_).caller, access::Act::manage_board, access::of_centre(centre_));
  const auto preparing = access::authorise(at(Role::coordinator, centre_).caller, access::Act::prepare_board, access::of_centre(centre_));
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
    board::Board board;
    board.centre = centre_;
    board.name_fr = board.name_en = "test";
    const auto id = work.boards().put(*permit, board);
    if (!id) return tl::unexpected(id.error());
    board::Meeting meeting;
    meeting.board = *id;
    meeting.starts = meeting.closes = clock_.now();
    const auto sits = work.boards().put(*permit, meeting);
    if (!sits) return tl::unexpected(sits.error());
    board::Presentation one;
    one.meeting = *sits;
    one.patient = patient;
    one.referral = again;
    one.pseudonym = "TEST";
    const auto placed = work.boards().put(*preparing, one);
    return placed ? Result<void>() : tl::unexpected(placed.error());
  }));
  expect_refused(back(again, {{}, patient}), ErrorKind::conflict, "withdraw it there first");
  EXPECT_EQ(case_of(again), patient);
  EXPECT_EQ(said(again).size(), 1U) << "whole or not at all";
}

TEST_P(SamePersons, needs_a_reason_somebody_of_the_same_name_and_the_right) {
  const PatientId patient = opened(taken_up());
  const ReferralId again = taken_up();
  const ReferralId unlike = taken_up({{"birth_name", "AUTRE-ESSAI"}});
  expect_refused(different(again, {{}, patient}, "  "), ErrorKind::incorrect, "say why");
  expect_refused(different(unlike, {{}, patient}), ErrorKind::incorrect, "nobody of the same name");
  expect_refused(workflows::say_different(*means_, at(Role::secretary, other_), again, {{}, patient}, Text("x")), ErrorKind::not_found, "");
  expect_refused(workflows::said_of_persons(*means_, at(Role::secretary, other_), again), ErrorKind::not_found, "");
  EXPECT_TRUE(said(again).empty());
}

TEST_P(SamePersons, what_was_said_is_neither_changed_nor_deleted) {
  const PatientId patient = opened(taken_up());
  const ReferralId again = taken_up();
  ASSERT_DONE(different(again, {{}, patient}));
  for (const char* sql : {"DELETE FROM referral_judgement", "UPDATE referral_judgement SET said = 1"}) {
    const auto done = transactions_->database().write([&](Connection& connection) { return connection.execute(sql); });
    EXPECT_FALSE(done) << sql;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, SamePersons, testing::ValuesIn(all_engines()), [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
