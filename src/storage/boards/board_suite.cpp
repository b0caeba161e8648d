// What every engine must do for boards, their meetings and the cases presented at them.
#include <algorithm>

#include "storage/boards/board_suite.hpp"

namespace repere::storage {
namespace {

using namespace std::chrono_literals;
using access::AccountId;
using access::Act;
using board::BoardId;
using board::Meeting;
using board::MeetingId;
using board::MeetingState;
using board::Presentation;
using board::PresentationId;
using board::Stage;

TEST_P(Boards, a_board_is_kept_whole_and_changed_under_its_version) {
  const BoardId id = put(a_board());
  auto held = read<board::Board>([&](auto& store) { return store.find(id); });
  EXPECT_EQ(held.version, 1);
  EXPECT_EQ(held.centre, centre);
  EXPECT_EQ(held.sites, (std::vector<std::string>{"B", "C-2"}));
  EXPECT_EQ(held.sort, board::Sort::bone);
  EXPECT_EQ(held.name_fr, "RCP os");
  EXPECT_EQ(held.zone, board::Zone::reunion);
  EXPECT_EQ(held.recurrence.rhythm, board::Rhythm::monthly);
  EXPECT_EQ(held.recurrence.week_of_month, 3);
  EXPECT_EQ(held.recurrence.first, Day(2026y / 9 / 3));
  EXPECT_EQ(held.start_minute, 870);
  EXPECT_EQ(held.closes_hours_before, 24);
  EXPECT_TRUE(held.takes_children && held.takes_bone && !held.closed);
  held.capacity = 7;
  EXPECT_EQ(put(held), id);
  EXPECT_EQ(refused([&](auto& store) { return store.put(may(Act::manage_board), held); }).kind,
            ErrorKind::conflict);
  EXPECT_EQ(read<board::Board>([&](auto& store) { return store.find(id); }).capacity, 7);
  EXPECT_EQ(read<std::vector<board::Board>>([&](auto& store) { return store.boards(); }).size(), 1U);
  EXPECT_EQ(refused([&](auto& store) { return store.find(BoardId{99}); }).kind, ErrorKind::not_found);
}

TEST_P(Boards, members_come_and_go_and_who_stays_is_not_written_again) {
  const AccountId one = account("un"), two = account("deux");
  const BoardId id = put(a_board());
  const auto set = [&](std::vector<board::Member> members) {
    done([&](auto& store) { return store.set_members(may(Act::manage_board), id, members, clock_.at); });
  };
  set({{one, {}, centre, board::Specialty::surgeon}, {two, {}, centre, board::Specialty::oncologist}});
  const auto members = read<std::vector<board::Member>>([&](auto& store) { return store.members(id); });
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].name, "Dr deux") << "by name";
  EXPECT_EQ(members[1].specialty, board::Specialty::surgeon);
  EXPECT_EQ(read<std::vector<BoardId>>([&](auto& store) { return store.boards_of(one); }), std::vector{id});
  set({{two, {}, centre, board::Specialty::oncologist}});
  EXPECT_TRUE(read<std::vector<BoardId>>([&](auto& store) { return store.boards_of(one); }).empty());
  EXPECT_EQ(count("SELECT COUNT(*) FROM board_member"), 2) << "who was one is still known";
  const board::Member twice{two, {}, centre, board::Specialty::surgeon},
      nobody{AccountId{77}, {}, centre, {}};
  for (const auto& wrong : {std::vector{twice, twice}, std::vector{nobody}})
    EXPECT_EQ(refused([&](auto& store) {
                return store.set_members(may(Act::manage_board), id, wrong, clock_.at);
              }).kind,
              ErrorKind::incorrect);
  EXPECT_EQ(read<std::vector<board::Member>>([&](auto& store) { return store.members(id); }).size(), 1U);
}

TEST_P(Boards, a_calendar_has_one_secret_address_and_the_one_before_ends) {
  const AccountId one = account("un");
  done([&](auto& store) { return store.set_feed(one, "first", clock_.at); });
  done([&](auto& store) { return store.set_feed(one, "second", clock_.at); });
  EXPECT_FALSE(read<std::optional<AccountId>>([&](auto& store) { return store.feed_of("first"); }));
  EXPECT_EQ(read<std::optional<AccountId>>([&](auto& store) { return store.feed_of("second"); }), one);
}

TEST_P(Boards, a_board_sits_once_at_a_moment) {
  const BoardId board = put(a_board()), other = put(a_board());
  const MeetingId first = put(a_meeting(board, 0h));
  EXPECT_TRUE(put(a_meeting(other, 0h)));
  const auto again =
      refused([&](auto& store) { return store.put(may(Act::manage_board), a_meeting(board, 0h)); });
  EXPECT_EQ(again.kind, ErrorKind::conflict);
  EXPECT_NE(again.message.find("another time"), std::string::npos) << again.message;
  auto moved = read<Meeting>([&](auto& store) { return store.find(put(a_meeting(board, 24h))); });
  moved.starts = a_meeting(board, 0h).starts;
  EXPECT_EQ(refused([&](auto& store) { return store.put(may(Act::manage_board), moved); }).kind,
            ErrorKind::conflict);
  auto cancelled = read<Meeting>([&](auto& store) { return store.find(first); });
  cancelled.state = MeetingState::cancelled;
  put(cancelled);
  EXPECT_EQ(refused([&](auto& store) { return store.put(may(Act::manage_board), cancelled); }).kind,
            ErrorKind::conflict)
      << "its version is an old one";
  EXPECT_EQ(put(moved), moved.id) << "the moment is free again";
  EXPECT_EQ(refused([&](auto& store) { return store.put(may(Act::read_case), moved); }).kind,
            ErrorKind::fault);
}

TEST_P(Boards, meetings_are_found_by_board_centre_and_time) {
  auto elsewhere = a_board();
  elsewhere.centre = "C";
  elsewhere.sites = {"C-2", centre};
  const BoardId own = put(a_board()), away = put(elsewhere);
  const MeetingId first = put(a_meeting(own, 0h)), second = put(a_meeting(away, 24h)),
                  third = put(a_meeting(own, 48h));
  const auto found = [&](auto change) {
    workflows::MeetingFilter filter;
    change(filter);
    std::vector<MeetingId> ids;
    for (const auto& line :
         read<std::vector<workflows::MeetingLine>>([&](auto& store) { return store.meetings(filter); }))
      ids.push_back(line.meeting.id);
    return ids;
  };
  using Filter = workflows::MeetingFilter;
  EXPECT_EQ(found([](Filter&) {}), (std::vector{first, second, third}));
  EXPECT_EQ(found([&](Filter& filter) { filter.board = own; }), (std::vector{first, third}));
  EXPECT_EQ(found([&](Filter& filter) { filter.centre = centre; }), (std::vector{first, second, third}));
  EXPECT_EQ(found([&](Filter& filter) { filter.centre = "C"; }), std::vector{second})
      << "not C-2, which only begins so";
  EXPECT_EQ(found([&](Filter& filter) { filter.centre = "B"; }), (std::vector{first, third}));
  EXPECT_EQ(found([&](Filter& filter) { filter.centre = "%"; }), std::vector<MeetingId>{});
  EXPECT_EQ(found([&](Filter& filter) { filter.from = a_meeting(own, 24h).starts; }),
            (std::vector{second, third}));
  EXPECT_EQ(found([&](Filter& filter) { filter.until = a_meeting(own, 24h).starts; }), std::vector{first});
  EXPECT_EQ(found([&](Filter& filter) { filter.most = 1; }), std::vector{first});
  auto cancelled = read<Meeting>([&](auto& store) { return store.find(first); });
  cancelled.state = MeetingState::cancelled;
  put(cancelled);
  EXPECT_EQ(found([&](Filter& filter) { filter.board = own; }), std::vector{third});
  EXPECT_EQ(found([&](Filter& filter) { filter.board = own, filter.cancelled_too = true; }),
            (std::vector{first, third}));
}

TEST_P(Boards, stays_are_counted_and_nobody_is_here_twice_or_in_two_rooms) {
  const BoardId board = put(a_board());
  const MeetingId here = put(a_meeting(board, 0h)), there = put(a_meeting(board, 1h));
  for (const MeetingId id : {here, there}) {
    auto meeting = read<Meeting>([&](auto& store) { return store.find(id); });
    meeting.state = MeetingState::open;
    put(meeting);
  }
  const Instant now = clock_.at;
  const board::Stay stay{0,   AccountId{5}, "Dr Essai", centre, board::Specialty::pathologist,
                         now, std::nullopt, true};
  const board::Stay guest{0, {}, "Invité", "B", board::Specialty::other, now, std::nullopt, false};
  const auto join = [&](MeetingId id, const board::Stay& one) {
    return [&, id](auto& store) { return store.join(may(Act::record_decision), id, one); };
  };
  done(join(here, stay));
  EXPECT_EQ(refused(join(here, stay)).kind, ErrorKind::conflict);
  done(join(here, guest));
  done(join(here, guest));
  const auto elsewhere = [&](AccountId who, MeetingId but) {
    return read<std::optional<MeetingId>>([&](auto& store) { return store.elsewhere(who, but, now + 1min); });
  };
  EXPECT_EQ(elsewhere(AccountId{5}, there), here);
  EXPECT_FALSE(elsewhere(AccountId{5}, here));
  EXPECT_FALSE(elsewhere(AccountId{}, there)) << "guests are nobody in particular";
  const auto leave = [&](Instant at) {
    done([&](auto& store) { return store.leave(may(Act::record_decision), here, 1, at); });
  };
  leave(now + 5min);
  leave(now + 9min);
  EXPECT_EQ(refused([&](auto& store) { return store.leave(may(Act::record_decision), here, 9, now); }).kind,
            ErrorKind::not_found);
  EXPECT_FALSE(elsewhere(AccountId{5}, there));
  done(join(here, stay));
  const auto stays = read<std::vector<board::Stay>>([&](auto& store) { return store.stays(here); });
  ASSERT_EQ(stays.size(), 4U);
  EXPECT_EQ(stays[0].left, now + 5min) << "the first moment stays";
  EXPECT_EQ(stays[0].specialty, board::Specialty::pathologist);
  EXPECT_TRUE(stays[0].remote);
  EXPECT_EQ(stays[3].number, 4);
}

TEST_P(Boards, a_presentation_is_kept_whole_and_changed_under_its_version) {
  const MeetingId meeting = put(a_meeting(put(a_board()), 0h));
  Presentation one = a_case(meeting, 1);
  one.needs = {{"imaging", AccountId{3}, Day(2026y / 11 / 20), clock_.at, AccountId{4}, false, "vue", clock_.at, AccountId{5}},
               {"reading", {}, std::nullopt, std::nullopt, {}, true, "inutile"}};
  const PresentationId id = put(one);
  auto held = read<Presentation>([&](auto& store) { return store.find(id); });
  EXPECT_EQ(held.position, 1);
  EXPECT_EQ(held.asked_by, centre);
  EXPECT_EQ(held.rule, "rule-1");
  EXPECT_EQ(held.passage, board::Passage::registered_only);
  EXPECT_EQ(held.referral, access::ReferralId{6});
  ASSERT_EQ(held.needs.size(), 2U);
  EXPECT_EQ(held.needs[0].due, Day(2026y / 11 / 20));
  EXPECT_EQ(held.needs[0].done, clock_.at);
  EXPECT_EQ(held.needs[0].reminded, clock_.at);
  EXPECT_EQ(held.needs[0].reminded_by, AccountId{5});
  EXPECT_TRUE(held.needs[1].waived);
  EXPECT_FALSE(held.needs[1].reminded);
  held.stage = Stage::discussing;
  held.began = clock_.at;
  held.needs.pop_back();
  held.position = 9;
  put(held);
  const auto stale = refused([&](auto& store) { return store.put(may(Act::prepare_board), held); });
  EXPECT_EQ(stale.kind, ErrorKind::conflict);
  const auto now = read<Presentation>([&](auto& store) { return store.find(id); });
  EXPECT_EQ(now.version, 2);
  EXPECT_EQ(now.stage, Stage::discussing);
  EXPECT_EQ(now.needs.size(), 1U);
  EXPECT_EQ(now.position, 1) << "the order is set_order's";
  EXPECT_EQ(refused([&](auto& store) { return store.find(PresentationId{99}); }).kind, ErrorKind::not_found);
  EXPECT_EQ(refused([&](auto& store) { return store.put(may(Act::read_case), now); }).kind, ErrorKind::fault);
}

TEST_P(Boards, a_case_is_on_an_agenda_once_unless_it_was_carried_over) {
  const MeetingId meeting = put(a_meeting(put(a_board()), 0h));
  const PresentationId first = put(a_case(meeting, 1));
  EXPECT_EQ(refused([&](auto& store) { return store.put(may(Act::prepare_board), a_case(meeting, 1)); }).kind,
            ErrorKind::conflict);
  // A workflow goes on after it: nothing of the transaction is lost, on any engine.
  done([&](workflows::BoardStore& store) -> Result<void> {
    EXPECT_FALSE(store.put(may(Act::prepare_board), a_case(meeting, 1)));
    REPERE_TRY(store.put(may(Act::prepare_board), a_case(meeting, 2)));
    return {};
  });
  auto left = read<Presentation>([&](auto& store) { return store.find(first); });
  left.stage = Stage::carried_over;
  left.next = PresentationId{7};
  left.stage_reason = "not discussed";
  put(left);
  EXPECT_TRUE(put(a_case(meeting, 1)));
  left = read<Presentation>([&](auto& store) { return store.find(first); });
  left.stage = Stage::placed;
  EXPECT_EQ(refused([&](auto& store) { return store.put(may(Act::prepare_board), left); }).kind,
            ErrorKind::conflict);
  workflows::MeetingFilter filter;
  EXPECT_EQ(
      read<std::vector<workflows::MeetingLine>>([&](auto& store) { return store.meetings(filter); })[0].cases,
      2);
}

TEST_P(Boards, an_agenda_keeps_the_order_it_was_given) {
  const MeetingId meeting = put(a_meeting(put(a_board()), 0h));
  const auto a = put(a_case(meeting, 1)), b = put(a_case(meeting, 2)), c = put(a_case(meeting, 3));
  const auto order = [&](std::vector<PresentationId> wanted) {
    return [&, wanted](auto& store) { return store.set_order(may(Act::prepare_board), meeting, wanted); };
  };
  done(order({c, a}));
  EXPECT_EQ(agenda(meeting), (std::vector{c, a, b}));
  EXPECT_EQ(refused(order({c, c})).kind, ErrorKind::conflict);
  EXPECT_EQ(refused(order({PresentationId{99}})).kind, ErrorKind::conflict);
  EXPECT_EQ(agenda(meeting), (std::vector{c, a, b}));
  EXPECT_EQ(read<Presentation>([&](auto& store) { return store.find(a); }).version, 1);
}

TEST_P(Boards, presentations_are_found_by_patient_referral_centre_and_time) {
  auto elsewhere = a_board();
  elsewhere.centre = "C";
  const MeetingId here = put(a_meeting(put(a_board()), 0h)), there = put(a_meeting(put(elsewhere), 24h));
  const auto a = put(a_case(here, 1)), b = put(a_case(there, 1)), c = put(a_case(there, 2));
  const auto found = [&](auto change) {
    workflows::PresentationFilter filter;
    change(filter);
    std::vector<PresentationId> ids;
    for (const auto& one :
         read<std::vector<Presentation>>([&](auto& store) { return store.presentations(filter); }))
      ids.push_back(one.id);
    return ids;
  };
  using Filter = workflows::PresentationFilter;
  EXPECT_EQ(found([](Filter&) {}), (std::vector{a, b, c}));
  EXPECT_EQ(found([&](Filter& filter) { filter.patient = PatientId{1001}; }), (std::vector{a, b}));
  EXPECT_EQ(found([&](Filter& filter) { filter.centre = "C", filter.patient = PatientId{1001}; }),
            std::vector{b});
  EXPECT_EQ(found([&](Filter& filter) { filter.referral = access::ReferralId{7}; }), std::vector{c});
  EXPECT_EQ(found([&](Filter& filter) { filter.until = clock_.at + 24h; }), std::vector{a});
  EXPECT_EQ(found([&](Filter& filter) { filter.from = clock_.at + 24h; }), (std::vector{b, c}));
}

TEST_P(Boards, an_agenda_names_its_cases_by_pseudonym) {
  const auto rows = sample::full_registry(2);
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
    REPERE_TRY(work.record().apply(sample::adding(rows)));
    return {};
  }));
  const MeetingId meeting = put(a_meeting(put(a_board()), 0h));
  Presentation one = a_case(meeting, 1);
  one.patient = PatientId{count("SELECT MIN(id) FROM patient")};
  EXPECT_EQ(read<Presentation>([&](auto& store) { return store.find(put(one)); }).pseudonym.size(), 15U);
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Engines, Boards, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace repere::storage
