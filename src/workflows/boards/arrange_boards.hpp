#pragma once
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"

// Boards and their meetings: who holds them, when they sit, who belongs to them.
namespace repere::workflows {

/// Boards, all of them: where they sit and when is no secret.
Result<std::vector<board::Board>> all_boards(const Means& means);
Result<board::Board> one_board(const Means& means, board::BoardId id);
/// Errors: incorrect naming the field (no name, a time that is none, a capacity out of 1..200 …); as authorise (manage_board
///   of the centre)
Result<board::BoardId> put_board(const Means& means, const Asking& asking, const board::Board& board);
Result<std::vector<board::Member>> members_of(const Means& means, const Asking& asking, board::BoardId id);
Result<void> set_members(const Means& means, const Asking& asking, board::BoardId id,
                         const std::vector<board::Member>& members);

/// One member more, by the login of their account; one less.
/// Errors: incorrect when no account has this login; as set_members
Result<void> add_member(const Means& means, const Asking& asking, board::BoardId id, const std::string& login,
                        const std::string& centre, board::Specialty specialty);
Result<void> remove_member(const Means& means, const Asking& asking, board::BoardId id, access::AccountId account);

/// Makes the meetings of a board up to a day; days that are public holidays are left out and told.
struct Planned {
  int made = 0, there_already = 0;
  std::vector<board::Occurrence> holidays;
};
/// Errors: incorrect when `until` is more than 400 days away
Result<Planned> plan_meetings(const Means& means, const Asking& asking, board::BoardId id, Day until);

struct NewMeeting {
  board::BoardId board;
  board::LocalTime starts;
  std::optional<int> minutes, capacity;
  std::string note;
};
/// Errors: incorrect on a public holiday (named) or in the past; conflict when the board sits then already
Result<board::MeetingId> add_meeting(const Means& means, const Asking& asking, const NewMeeting& wanted);
/// Moves it; the agenda closes as long before as the board says. Errors: as add_meeting; conflict when it has begun
Result<void> move_meeting(const Means& means, const Asking& asking, board::MeetingId id, std::int64_t version,
                          const board::LocalTime& starts, const std::string& reason);
/// The cases on its agenda are carried over to the board's next meeting, or wait when there is none.
Result<int> cancel_meeting(const Means& means, const Asking& asking, board::MeetingId id, std::int64_t version,
                           const std::string& reason);

/// Meetings without anything about patients: for everybody who has signed in, and (from now on, with free places) the public.
Result<std::vector<MeetingLine>> list_meetings(const Means& means, const MeetingFilter& filter);
/// The next meetings that still take cases, by board: for public pages.
struct NextMeeting {
  board::Board board;
  board::Meeting meeting;
  int free_places = 0;
};
Result<std::vector<NextMeeting>> next_meetings(const Means& means, const std::string& centre);

/// A new secret address of the caller's calendar; the one before ends.
Result<std::string> make_calendar_link(const Means& means, const Asking& asking);
/// The calendar of whoever holds the link: iCalendar text. Errors: not_found
Result<std::string> calendar_of(const Means& means, const std::string& token);

}  // namespace repere::workflows
