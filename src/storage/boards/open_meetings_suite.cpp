// What anybody may know of the meetings to come, on every engine.
#include "storage/boards/board_suite.hpp"
#include "workflows/boards/open_meetings.hpp"

namespace repere::storage {
namespace {

using namespace std::chrono_literals;
using board::Sort;
using workflows::OpenMeeting;
using workflows::OpenMeetings;

class OpenBoards : public Boards {
 protected:
  OpenMeetings open() {
    auto found = workflows::read_open_meetings(*means_);
    EXPECT_TRUE(found);
    return found ? std::move(*found) : OpenMeetings{};
  }
  board::BoardId board_of(Sort sort, bool closed = false) {
    board::Board one = a_board();
    one.sort = sort;
    one.closed = closed;
    return put(one);
  }
  board::MeetingId meeting_with(board::BoardId board, std::chrono::hours later, int capacity, int cases) {
    board::Meeting one = a_meeting(board, later);
    one.capacity = capacity;
    const board::MeetingId id = put(one);
    for (int i = 0; i < cases; ++i) put(a_case(id, i));
    return id;
  }
};

TEST_P(OpenBoards, a_server_without_boards_says_so) {
  EXPECT_EQ(open().known, OpenMeetings::Known::not_entered);
  board_of(Sort::bone, true);
  board_of(Sort::urgent);
  EXPECT_EQ(open().known, OpenMeetings::Known::not_entered) << "neither sits on a day that one could wait for";
  board_of(Sort::bone);
  EXPECT_EQ(open().known, OpenMeetings::Known::yes);
  EXPECT_TRUE(open().meetings.empty());
}

TEST_P(OpenBoards, of_each_board_the_next_open_meeting_is_shown) {
  const auto bone = board_of(Sort::bone), sarcoma = board_of(Sort::reference_sarcoma);
  meeting_with(bone, 24h, 5, 0);  // its agenda closed a day ago
  meeting_with(bone, 300h, 5, 2);
  meeting_with(bone, 400h, 5, 0);
  meeting_with(sarcoma, 200h, 5, 0);
  meeting_with(board_of(Sort::recourse, true), 100h, 5, 0);
  const auto found = open().meetings;
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].sort, Sort::reference_sarcoma);
  EXPECT_EQ(found[1].starts, clock_.at + 300h);
  EXPECT_EQ(found[1].closes, clock_.at + 252h);
  EXPECT_EQ(found[1].zone, board::Zone::reunion);
  EXPECT_TRUE(found[1].free_places && found[1].takes_bone && found[1].is_of(centre) && found[1].is_of("C-2"));
  EXPECT_FALSE(found[1].is_of("C"));
}

TEST_P(OpenBoards, a_full_meeting_is_shown_with_the_next_that_has_free_places) {
  const auto bone = board_of(Sort::bone);
  meeting_with(bone, 100h, 2, 2);
  meeting_with(bone, 200h, 1, 1);
  meeting_with(bone, 300h, 2, 1);
  meeting_with(bone, 400h, 2, 0);
  const auto found = open().meetings;
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FALSE(found[0].free_places);
  EXPECT_EQ(found[1].starts, clock_.at + 300h);
  EXPECT_TRUE(found[1].free_places);
}

TEST_P(OpenBoards, a_meeting_whose_agenda_has_closed_is_not_shown_from_then_on) {
  meeting_with(board_of(Sort::bone), 58h, 5, 0);
  const workflows::OpenMeetingsKept kept(*means_);
  EXPECT_EQ(kept.now().meetings.size(), 1U);
  clock_.at += 10h - 10min;
  EXPECT_EQ(kept.now().known, OpenMeetings::Known::not_now) << "it was read too long ago";
  const workflows::OpenMeetingsKept again(*means_);
  EXPECT_EQ(again.now().meetings.size(), 1U);
  clock_.at += 10min;
  EXPECT_EQ(again.now().known, OpenMeetings::Known::yes);
  EXPECT_TRUE(again.now().meetings.empty());
}

TEST(MayTake, leaves_out_what_is_known_to_be_of_another_board) {
  const auto takes = [](Sort sort, bool children, bool bones, std::optional<bool> child, std::optional<bool> bone) {
    OpenMeeting one;
    one.sort = sort;
    one.takes_children = children;
    one.takes_bone = bones;
    return workflows::may_take(one, {child, bone});
  };
  EXPECT_TRUE(takes(Sort::reference_sarcoma, false, false, false, false));
  EXPECT_FALSE(takes(Sort::reference_sarcoma, false, false, true, false));
  EXPECT_FALSE(takes(Sort::reference_sarcoma, false, false, false, true));
  EXPECT_TRUE(takes(Sort::bone, true, true, true, true));
  EXPECT_FALSE(takes(Sort::bone, true, true, false, false));
  EXPECT_FALSE(takes(Sort::paediatric, true, true, false, false));
  EXPECT_TRUE(takes(Sort::bone, false, true, {}, {})) << "what is not known excludes no board";
  EXPECT_TRUE(takes(Sort::paediatric, true, false, {}, false));
  EXPECT_FALSE(takes(Sort::molecular, true, true, {}, {})) << "no first suspicion";
}

INSTANTIATE_TEST_SUITE_P(Engines, OpenBoards, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
