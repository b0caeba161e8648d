#pragma once
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"

// When boards sit.
namespace repere::workflows {

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
/// Of each board the next meeting whose agenda is open, and when that is full the next one with free places; by their start.
struct NextMeeting {
  board::Board board;
  board::Meeting meeting;
  int free_places = 0;
};
Result<std::vector<NextMeeting>> next_meetings(const Means& means, const std::string& centre);

}  // namespace repere::workflows
