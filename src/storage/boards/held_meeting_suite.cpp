// Cases placed, discussed and signed: the policy, the board's rules, the trail and the store together.
#include "storage/boards/held_meeting_suite.hpp"

#include "workflows/boards/signed_content.hpp"

namespace repere::storage {
namespace {

board::Action to_tell_the_physician(PresentationId id) {
  board::Action action;
  action.presentation = id;
  action.what = Text("Prévenir le médecin traitant");
  action.owner_name = "Secrétariat";
  return action;
}

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
  const auto frozen = workflows::read_signed_content(report->signature.content.reveal());
  ASSERT_DONE(frozen);
  EXPECT_EQ(frozen->as, "signed_decision");
  EXPECT_TRUE(frozen->quorum);
  EXPECT_EQ(frozen->sort, word_in(board::sort_words, report->file.board.sort));
  EXPECT_EQ(frozen->pseudonym, report->file.presentation.pseudonym);
  EXPECT_TRUE(frozen->complete.has_value());
  EXPECT_FALSE(frozen->tumour.histotype.empty() && frozen->tumour.site.empty()) << "what the registry knew is frozen too";
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

// The symptom: an action could be added to a signed case, and stood in no report.
TEST_P(HeldMeetings, after_the_signature_an_action_changes_hands_but_not_its_words) {
  const auto id = place();
  go_to_meeting();
  join_all();
  decide(id);
  board::Action action = to_tell_the_physician(id);
  const auto made = workflows::put_action(*boards_, secretary(), action);
  ASSERT_DONE(made);
  ASSERT_DONE(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version));
  expect_refused(workflows::put_action(*boards_, secretary(), action), ErrorKind::conflict, "addendum");
  auto changed = file(id).actions.at(0);
  const auto hand_over = [&](PresentationId which, const std::string& to) {
    return workflows::hand_over_action(*boards_, secretary(), which, {*made, file(id).actions.at(0).version, to, Day(2030y / 4 / 1)});
  };
  ASSERT_DONE(hand_over(id, "Personne 4"));
  expect_refused(hand_over(id, " "), ErrorKind::incorrect, "name them");
  changed = file(id).actions.at(0);
  EXPECT_EQ(changed.owner_name, "Personne 4");
  EXPECT_EQ(changed.due, Day(2030y / 4 / 1));
  changed.owner_name = "Personne 5";
  ASSERT_DONE(workflows::put_action(*boards_, secretary(), changed));
  expect_refused(hand_over(place_on_next(1), "Personne 4"), ErrorKind::not_found, "no such action");
  changed = file(id).actions.at(0);
  changed.what = Text("Ne prévenir personne");
  expect_refused(workflows::put_action(*boards_, secretary(), changed), ErrorKind::conflict, "words");
  EXPECT_EQ(file(id).actions.at(0).what.reveal(), "Prévenir le médecin traitant");
  ASSERT_DONE(workflows::finish_action(*boards_, secretary(), id, *made, file(id).actions.at(0).version));
  EXPECT_TRUE(file(id).actions.at(0).done);
}

TEST_P(HeldMeetings, what_was_decided_is_compared_with_what_was_done) {
  const auto id = place();
  go_to_meeting();
  join_all();
  decide(id);
  board::Action action = to_tell_the_physician(id);
  action.due = std::chrono::floor<std::chrono::days>(clock_.now()) - std::chrono::days(1);
  const auto made = workflows::put_action(*boards_, secretary(), action);
  ASSERT_DONE(made);
  const auto open = workflows::list_actions(*boards_, secretary(), centre_);
  ASSERT_DONE(open);
  ASSERT_EQ(open->size(), 1U);
  EXPECT_TRUE(open->front().overdue);
  ASSERT_DONE(workflows::finish_action(*boards_, secretary(), id, *made, open->front().action.version));
  const auto left = workflows::list_actions(*boards_, secretary(), centre_);
  ASSERT_DONE(left);
  for (const auto& line : *left) EXPECT_TRUE(line.action.done);
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
  EXPECT_TRUE(statistics->milestones[0][static_cast<std::size_t>(study::Milestone::report)]);
  expect_refused(workflows::board_statistics(*boards_, asking(Role::coordinator, other_, 6), centre_, today, today), ErrorKind::forbidden, "");
  expect_refused(workflows::list_actions(*boards_, asking(Role::secretary, other_, 6), centre_), ErrorKind::not_found, "");
}

TEST_P(HeldMeetings, a_decision_that_nobody_carried_out_is_overdue_and_comes_first) {
  const auto waits = place(0), judged = place(1);
  go_to_meeting();
  join_all();
  for (const auto id : {waits, judged}) {
    decide(id);
    ASSERT_DONE(workflows::end_case(*boards_, secretary(), id));
    clock_.at += 1min;
    ASSERT_DONE(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version));
  }
  ASSERT_DONE(workflows::judge(*boards_, secretary(), {judged, board::Followed::partly, Text("Refus du patient"), {}, {}}));
  const Day day = std::chrono::floor<std::chrono::days>(clock_.now());
  const auto listed = [&] { return *workflows::list_followed(*boards_, secretary(), centre_, day, day + std::chrono::days(90)); };
  EXPECT_FALSE(listed().front().overdue) << "a usual one has sixty days";
  clock_.at += std::chrono::hours(24 * 61);
  const auto late = listed();
  ASSERT_EQ(late.size(), 2U);
  EXPECT_EQ(late[0].presentation.id, waits);
  EXPECT_TRUE(late[0].overdue);
  EXPECT_FALSE(late[1].overdue) << "somebody said what became of it";
  const auto of_case = workflows::followed_of_case(*boards_, surgeon(), patients_[1]);
  ASSERT_DONE(of_case);
  ASSERT_EQ(of_case->size(), 1U);
  EXPECT_EQ(of_case->front().followed, board::Followed::partly);
  EXPECT_EQ(of_case->front().decided, day);
  expect_refused(workflows::followed_of_case(*boards_, asking(Role::secretary, other_, 6), patients_[1]), ErrorKind::not_found, "case");
}

INSTANTIATE_TEST_SUITE_P(Engines, HeldMeetings, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
