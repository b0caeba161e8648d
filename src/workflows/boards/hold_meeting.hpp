#pragma once
#include "workflows/boards/board_means.hpp"

// While the board sits: who is there, which case is looked at, what is said. Each change is on the disk before it is
// acknowledged, and announced ("meeting", number) to every live page.
namespace repere::workflows {

/// The room as a live page shows it.
struct Room {
  board::Board board;
  board::Meeting meeting;
  std::vector<board::Member> members;
  std::vector<board::Stay> stays;
  board::Quorum quorum;                      ///< of those present now
  std::vector<board::Presentation> agenda;   ///< those that the caller may see
};
Result<Room> read_room(const BoardMeans& means, const Asking& asking, board::MeetingId id);

/// Errors: conflict when it is cancelled or over; incorrect earlier than two hours before its time
Result<void> open_meeting(const BoardMeans& means, const Asking& asking, board::MeetingId id);
/// Cases that were not discussed are carried over to the next meeting of the board; everybody leaves.
struct Ended {
  int carried_over = 0, waiting = 0;  ///< waiting: there is no next meeting yet
};
Result<Ended> end_meeting(const BoardMeans& means, const Asking& asking, board::MeetingId id);

/// A member, or a guest by name. Errors: conflict when they are in another open meeting (named) or here already
Result<void> join_meeting(const BoardMeans& means, const Asking& asking, board::MeetingId id, const board::Stay& stay);
Result<void> leave_meeting(const BoardMeans& means, const Asking& asking, board::MeetingId id, std::int64_t stay);

/// The room turns to a case; the one before is taken as discussed when something was decided about it.
Result<void> begin_case(const BoardMeans& means, const Asking& asking, board::PresentationId id);
Result<void> end_case(const BoardMeans& means, const Asking& asking, board::PresentationId id);

}  // namespace repere::workflows
