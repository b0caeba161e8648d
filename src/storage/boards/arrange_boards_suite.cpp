// Boards arranged and their meetings planned, moved and cancelled: on every engine, and no case is lost on the way.
#include "storage/boards/held_meeting_suite.hpp"
#include "workflows/boards/arrange_boards.hpp"
#include "workflows/boards/member_calendar.hpp"
#include "workflows/boards/plan_meetings.hpp"

namespace repere::storage {
namespace {

using namespace std::chrono;

// It is Sunday 17 March 2030; the board sits on Thursdays at 14:00, and its two meetings are in three and in ten days.
class ArrangedBoards : public HeldMeetings {
 protected:
  board::Board another_board() const {
    board::Board board = board_;
    board.id = {};
    board.name_fr = "Autre RCP (test)";
    board.name_en = "Other board (test)";
    return board;
  }
  board::Meeting meeting(MeetingId id) {
    workflows::MeetingFilter filter;
    filter.cancelled_too = true;
    const auto lines = workflows::list_meetings(*means_, filter);
    EXPECT_TRUE(lines);
    for (const auto& line : *lines)
      if (line.meeting.id == id) return line.meeting;
    ADD_FAILURE() << "there is no meeting " << id.value;
    return {};
  }
  board::LocalTime local(year_month_day day, int minute = 14 * 60) const { return {Day(day), minute}; }
  Result<void> move(MeetingId id, const board::LocalTime& to, const std::string& reason = "Salle en travaux") {
    return workflows::move_meeting(*means_, secretary(), id, meeting(id).version, to, reason);
  }
  Result<int> cancel(MeetingId id, const std::string& reason = "Grève des transports") {
    return workflows::cancel_meeting(*means_, secretary(), id, meeting(id).version, reason);
  }
  std::vector<workflows::AgendaLine> agenda(MeetingId id) {
    const auto read = workflows::read_agenda(*boards_, secretary(), id);
    EXPECT_TRUE(read) << read.error().message;
    return read ? read->lines : std::vector<workflows::AgendaLine>{};
  }
  // The patients that a meeting still has to look at.
  std::vector<PatientId> waiting_at(MeetingId id) {
    std::vector<PatientId> patients;
    for (const auto& line : agenda(id))
      if (!board::is_over(line.presentation.stage)) patients.push_back(line.presentation.patient);
    return patients;
  }
  void close(access::AccountId id) {
    ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
      auto account = *work.accounts().find(id);
      account.state = workflows::AccountState::closed;
      return work.accounts().change(account);
    }));
  }
  // A meeting that sits already: members may come.
  MeetingId open_one(const board::Board& board) {
    const auto id = workflows::put_board(*means_, coordinator(), board);
    EXPECT_TRUE(id) << id.error().message;
    const auto made = workflows::add_meeting(*means_, coordinator(), {*id, local(2030y / 3 / 18, 9 * 60), {}, {}, {}});
    EXPECT_TRUE(made) << made.error().message;
    clock_.at = Instant(Day(2030y / 3 / 18)) + 7h;
    EXPECT_TRUE(workflows::open_meeting(*boards_, secretary(), *made));
    return *made;
  }
};

TEST_P(ArrangedBoards, a_board_is_made_and_changed_by_those_who_manage_its_centre) {
  const auto id = workflows::put_board(*means_, secretary(), another_board());
  ASSERT_DONE(id);
  auto held = *workflows::one_board(*means_, *id);
  held.capacity = 7;
  held.sites = {other_};
  ASSERT_DONE(workflows::put_board(*means_, coordinator(), held));
  EXPECT_EQ(workflows::one_board(*means_, *id)->capacity, 7);
  expect_refused(workflows::put_board(*means_, coordinator(), held), ErrorKind::conflict, "meanwhile");
  held = *workflows::one_board(*means_, *id);
  expect_refused(workflows::put_board(*means_, surgeon(), held), ErrorKind::forbidden, "");
  const auto stranger = asking(Role::secretary, other_, 6);
  expect_refused(workflows::put_board(*means_, stranger, held), ErrorKind::forbidden, "");
  held.centre = other_;
  held.sites = {};
  expect_refused(workflows::put_board(*means_, stranger, held), ErrorKind::forbidden, "");
  EXPECT_EQ(workflows::one_board(*means_, *id)->centre, centre_) << "nobody takes another centre's board over";
  EXPECT_EQ(workflows::all_boards(*means_)->size(), 2U);
}

TEST_P(ArrangedBoards, a_board_that_cannot_be_is_refused_by_the_field) {
  struct Wrong {
    const char* words;
    std::function<void(board::Board&)> change;
  };
  for (const Wrong& one : std::vector<Wrong>{{"name", [](auto& b) { b.name_en = "  "; }},
                                             {"name", [](auto& b) { b.name_fr = std::string(201, 'x'); }},
                                             {"centre", [](auto& b) { b.centre.clear(); }},
                                             {"capacity", [](auto& b) { b.capacity = 0; }},
                                             {"capacity", [](auto& b) { b.capacity = 201; }},
                                             {"minutes", [](auto& b) { b.minutes = 4; }},
                                             {"minutes_per_case", [](auto& b) { b.minutes_per_case = 0; }},
                                             {"start_minute", [](auto& b) { b.start_minute = 1440; }},
                                             {"closes_hours_before", [](auto& b) { b.closes_hours_before = -1; }},
                                             {"weekday", [](auto& b) { b.recurrence.weekday = 8; }},
                                             {"week_of_month", [](auto& b) { b.recurrence.week_of_month = 6; }},
                                             {"no centre with the code", [](auto& b) { b.sites = {"NOWHERE"}; }},
                                             {"once", [](auto& b) { b.sites = {b.centre}; }}}) {
    auto board = another_board();
    one.change(board);
    expect_refused(workflows::put_board(*means_, coordinator(), board), ErrorKind::incorrect, one.words);
  }
  EXPECT_EQ(workflows::all_boards(*means_)->size(), 1U);
}

TEST_P(ArrangedBoards, members_come_by_their_login_and_go) {
  const auto add = [&](const std::string& login, const std::string& centre) {
    return workflows::add_member(*means_, secretary(), board_.id, login, centre, Specialty::surgeon);
  };
  ASSERT_DONE(add("person3@repere.example", centre_));
  ASSERT_DONE(add("person4@repere.example", centre_));
  ASSERT_DONE(workflows::add_member(*means_, secretary(), board_.id, "person4@repere.example", centre_, Specialty::pathologist));
  auto members = *workflows::members_of(*means_, surgeon(), board_.id);
  ASSERT_EQ(members.size(), 2U) << "who is added twice has the newer specialty";
  EXPECT_EQ(members[1].specialty, Specialty::pathologist);
  expect_refused(add("nobody@repere.example", centre_), ErrorKind::incorrect, "invite");
  expect_refused(add("person5@repere.example", other_), ErrorKind::incorrect, "does not sit");
  close(accounts_[5]);
  expect_refused(add("person5@repere.example", centre_), ErrorKind::incorrect, "closed");
  ASSERT_DONE(workflows::remove_member(*means_, coordinator(), board_.id, accounts_[4]));
  EXPECT_EQ(workflows::members_of(*means_, surgeon(), board_.id)->size(), 1U);
  expect_refused(workflows::remove_member(*means_, surgeon(), board_.id, accounts_[3]), ErrorKind::forbidden, "");
  expect_refused(workflows::members_of(*means_, asking(Role::secretary, other_, 6), board_.id), ErrorKind::not_found, "");
}

TEST_P(ArrangedBoards, meetings_are_planned_by_the_rhythm_and_holidays_are_told) {
  const auto planned = workflows::plan_meetings(*means_, secretary(), board_.id, Day(2030y / 6 / 1));
  ASSERT_DONE(planned);
  EXPECT_EQ(planned->made, 10) << "the Thursdays from 21 March to 23 May";
  ASSERT_EQ(planned->holidays.size(), 1U);
  EXPECT_EQ(planned->holidays[0].day, Day(2030y / 5 / 30)) << "Ascension";
  workflows::MeetingFilter filter;
  filter.board = board_.id;
  const auto lines = *workflows::list_meetings(*means_, filter);
  EXPECT_EQ(lines.size(), 12U);
  for (const auto& line : lines) {
    if (line.meeting.id == meeting_ || line.meeting.id == next_) continue;
    EXPECT_EQ(board::local_of(line.meeting.starts, board_.zone).minute, 14 * 60) << "also after the clocks change on 31 March";
    EXPECT_EQ(line.meeting.closes, line.meeting.starts - 48h);
    EXPECT_EQ(line.meeting.capacity, 3);
  }
  const auto again = workflows::plan_meetings(*means_, secretary(), board_.id, Day(2030y / 6 / 1));
  EXPECT_EQ(again->made, 0);
  EXPECT_EQ(again->there_already, 10);
}

TEST_P(ArrangedBoards, planning_too_far_for_a_board_that_sits_no_more_or_by_a_stranger_is_refused) {
  expect_refused(workflows::plan_meetings(*means_, secretary(), board_.id, Day(2031y / 6 / 1)), ErrorKind::incorrect, "400 days");
  expect_refused(workflows::plan_meetings(*means_, secretary(), board_.id, Day(2030y / 3 / 16)), ErrorKind::incorrect, "today");
  expect_refused(workflows::plan_meetings(*means_, surgeon(), board_.id, Day(2030y / 4 / 1)), ErrorKind::forbidden, "");
  auto closed = *workflows::one_board(*means_, board_.id);
  closed.closed = true;
  ASSERT_DONE(workflows::put_board(*means_, coordinator(), closed));
  expect_refused(workflows::plan_meetings(*means_, secretary(), board_.id, Day(2030y / 4 / 1)), ErrorKind::conflict, "sits no more");
}

TEST_P(ArrangedBoards, a_single_meeting_is_added_unless_it_is_a_holiday_past_or_taken) {
  const auto add = [&](const board::LocalTime& starts, std::optional<int> capacity = {}, const std::string& note = {}) {
    return workflows::add_meeting(*means_, secretary(), {board_.id, starts, {}, capacity, note});
  };
  const auto made = add(local(2030y / 4 / 2), 5, "Salle 3");
  ASSERT_DONE(made);
  EXPECT_EQ(meeting(*made).capacity, 5);
  EXPECT_EQ(meeting(*made).note, "Salle 3");
  expect_refused(add(local(2030y / 4 / 2)), ErrorKind::conflict, "sits at this moment");
  expect_refused(add(local(2030y / 4 / 22)), ErrorKind::incorrect, "public holiday: lundi de Pâques");
  expect_refused(add(local(2030y / 3 / 16)), ErrorKind::incorrect, "passed");
  expect_refused(add(local(2030y / 4 / 3, 1440)), ErrorKind::incorrect, "14:30");
  expect_refused(add(local(2030y / 4 / 3), 0), ErrorKind::incorrect, "capacity");
  expect_refused(add(local(2030y / 4 / 3), {}, std::string(501, 'x')), ErrorKind::incorrect, "note");
}

TEST_P(ArrangedBoards, a_meeting_that_is_moved_keeps_its_cases_and_closes_as_long_before) {
  const auto id = place();
  ASSERT_DONE(move(meeting_, local(2030y / 3 / 26, 9 * 60)));
  const auto moved = meeting(meeting_);
  EXPECT_EQ(board::local_of(moved.starts, board_.zone), local(2030y / 3 / 26, 9 * 60));
  EXPECT_EQ(moved.closes, moved.starts - 48h);
  EXPECT_EQ(moved.note, "Salle en travaux");
  EXPECT_EQ(waiting_at(meeting_), std::vector{patients_[0]});
  EXPECT_EQ(file(id).presentation.stage, Stage::placed);
}

TEST_P(ArrangedBoards, a_meeting_is_not_moved_to_a_holiday_a_taken_moment_the_past_or_without_a_reason) {
  const auto before = meeting(meeting_).starts;
  expect_refused(move(meeting_, local(2030y / 5 / 1)), ErrorKind::incorrect, "public holiday");
  expect_refused(move(meeting_, local(2030y / 3 / 15)), ErrorKind::incorrect, "passed");
  expect_refused(move(meeting_, local(2030y / 3 / 26), " "), ErrorKind::incorrect, "say why");
  const auto taken = workflows::add_meeting(*means_, secretary(), {board_.id, local(2030y / 4 / 2), {}, {}, {}});
  ASSERT_DONE(taken);
  expect_refused(move(meeting_, local(2030y / 4 / 2)), ErrorKind::conflict, "sits at this moment");
  expect_refused(workflows::move_meeting(*means_, secretary(), meeting_, 9, local(2030y / 3 / 26), "Salle"), ErrorKind::conflict, "meanwhile");
  expect_refused(workflows::move_meeting(*means_, surgeon(), meeting_, 1, local(2030y / 3 / 26), "Salle"), ErrorKind::forbidden, "");
  EXPECT_EQ(meeting(meeting_).starts, before);
  go_to_meeting();
  expect_refused(move(meeting_, local(2030y / 4 / 9)), ErrorKind::conflict, "has begun");
  expect_refused(cancel(meeting_), ErrorKind::conflict, "has begun");
}

TEST_P(ArrangedBoards, a_cancelled_meeting_s_cases_go_to_the_next_with_their_words_and_nobody_is_lost) {
  const auto first = place(0), second = place(1), gone = place(2);
  ASSERT_DONE(workflows::write_entry(*boards_, secretary(), first, {"imaging", 0, {}, {}, Text("IRM : masse profonde")}));
  ASSERT_DONE(workflows::withdraw(*boards_, secretary(), gone, file(gone).presentation.version, "Consentement retiré"));
  const auto carried = cancel(meeting_);
  ASSERT_DONE(carried);
  EXPECT_EQ(*carried, 2);
  EXPECT_EQ(meeting(meeting_).state, board::MeetingState::cancelled);
  EXPECT_EQ(waiting_at(next_), (std::vector{patients_[0], patients_[1]}));
  EXPECT_TRUE(waiting_at(meeting_).empty());
  const auto old = file(first).presentation;
  EXPECT_EQ(old.stage, Stage::carried_over);
  EXPECT_EQ(file(gone).presentation.stage, Stage::withdrawn) << "who took the consent back is carried nowhere";
  const BoardFile copy = file(old.next);
  EXPECT_EQ(copy.presentation.from, first);
  EXPECT_EQ(board::text_of(copy.entries, "imaging"), "IRM : masse profonde");
  EXPECT_TRUE(file(second).presentation.next);
}

TEST_P(ArrangedBoards, a_case_that_is_on_the_next_agenda_already_is_not_there_twice) {
  place(0);
  auto there = placing(0);
  there.meeting = next_;
  ASSERT_DONE(workflows::place_on_agenda(*boards_, secretary(), there));
  ASSERT_DONE(cancel(meeting_));
  EXPECT_EQ(waiting_at(next_), std::vector{patients_[0]});
}

TEST_P(ArrangedBoards, a_meeting_with_cases_and_no_later_one_is_not_cancelled) {
  auto wanted = placing();
  wanted.meeting = next_;
  ASSERT_DONE(workflows::place_on_agenda(*boards_, secretary(), wanted));
  expect_refused(cancel(next_), ErrorKind::conflict, "plan one first");
  EXPECT_EQ(meeting(next_).state, board::MeetingState::planned);
  EXPECT_EQ(waiting_at(next_), std::vector{patients_[0]}) << "nothing was done by half";
  expect_refused(cancel(next_, ""), ErrorKind::incorrect, "say why");
  ASSERT_DONE(workflows::add_meeting(*means_, secretary(), {board_.id, local(2030y / 4 / 2), {}, {}, {}}));
  EXPECT_EQ(*cancel(next_), 1);
}

TEST_P(ArrangedBoards, the_next_meetings_are_those_that_still_take_cases) {
  auto next = *workflows::next_meetings(*means_, centre_);
  ASSERT_EQ(next.size(), 1U) << "one for each board";
  EXPECT_EQ(next[0].meeting.id, meeting_);
  EXPECT_EQ(next[0].free_places, 3);
  for (const std::size_t patient : {0U, 1U, 2U}) place(patient);
  next = *workflows::next_meetings(*means_, centre_);
  ASSERT_EQ(next.size(), 2U);
  EXPECT_EQ(next[0].free_places, 0) << "the first one is full, and shown with the next that is not";
  EXPECT_EQ(next[1].meeting.id, next_);
  ASSERT_DONE(workflows::withdraw(*boards_, secretary(), agenda(meeting_)[0].presentation.id, 1, "Consentement retiré"));
  EXPECT_EQ(workflows::next_meetings(*means_, centre_)->at(0).free_places, 1);
  clock_.at += 25h;
  EXPECT_EQ(workflows::next_meetings(*means_, centre_)->at(0).meeting.id, next_) << "the first one's agenda is closed";
  EXPECT_TRUE(workflows::next_meetings(*means_, other_)->empty());
}

TEST_P(ArrangedBoards, a_member_is_in_one_meeting_at_a_time) {
  auto other = another_board();
  other.recurrence.first = Day(2030y / 3 / 1);
  const MeetingId here = open_one(another_board()), there = open_one(other);
  board::Stay stay;
  stay.account = accounts_[3];
  stay.centre = centre_;
  stay.specialty = Specialty::surgeon;
  ASSERT_DONE(workflows::join_meeting(*boards_, secretary(), here, stay));
  expect_refused(workflows::join_meeting(*boards_, secretary(), there, stay), ErrorKind::conflict, "another meeting now");
  ASSERT_DONE(workflows::leave_meeting(*boards_, secretary(), here, 1));
  ASSERT_DONE(workflows::join_meeting(*boards_, secretary(), there, stay));
}

TEST_P(ArrangedBoards, a_member_s_calendar_has_their_boards_meetings_and_no_patient) {
  ASSERT_DONE(workflows::add_member(*means_, secretary(), board_.id, "person3@repere.example", centre_, Specialty::surgeon));
  const auto other = workflows::put_board(*means_, coordinator(), another_board());
  ASSERT_DONE(workflows::add_meeting(*means_, coordinator(), {*other, local(2030y / 4 / 2), {}, {}, {}}));
  const auto id = place();
  ASSERT_DONE(cancel(meeting_));
  const auto link = workflows::make_calendar_link(*means_, surgeon());
  ASSERT_DONE(link);
  const auto feed = workflows::calendar_of(*means_, *link);
  ASSERT_DONE(feed);
  const auto times = [&](const std::string& words) {
    int found = 0;
    for (auto at = feed->find(words); at != feed->npos; at = feed->find(words, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(times("BEGIN:VEVENT"), 2) << *feed;
  EXPECT_EQ(times("STATUS:CANCELLED"), 1);
  EXPECT_EQ(times("STATUS:CONFIRMED"), 1);
  EXPECT_NE(feed->find("RCP sarcomes (test) (1 dossier)"), feed->npos);
  EXPECT_EQ(feed->find("Autre RCP"), feed->npos) << "of that board this person is no member";
  EXPECT_EQ(feed->find(file(id).presentation.pseudonym), feed->npos);
  const auto newer = workflows::make_calendar_link(*means_, surgeon());
  expect_refused(workflows::calendar_of(*means_, *link), ErrorKind::not_found, "newer one");
  ASSERT_DONE(workflows::calendar_of(*means_, *newer));
  expect_refused(workflows::calendar_of(*means_, "no such link"), ErrorKind::not_found, "");
}

// The symptom: who had left still read when the board sits, by the address in an old telephone.
TEST_P(ArrangedBoards, the_calendar_of_a_closed_account_answers_no_more) {
  ASSERT_DONE(workflows::add_member(*means_, secretary(), board_.id, "person3@repere.example", centre_, Specialty::surgeon));
  const auto link = workflows::make_calendar_link(*means_, surgeon());
  ASSERT_DONE(workflows::calendar_of(*means_, *link));
  close(accounts_[3]);
  expect_refused(workflows::calendar_of(*means_, *link), ErrorKind::not_found, "no calendar");
}

INSTANTIATE_TEST_SUITE_P(Engines, ArrangedBoards, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
