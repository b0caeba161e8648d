#pragma once
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"

// Who may do what to a presentation or at a meeting, and the lines of the trail about it.
namespace repere::workflows {

/// A board's affairs are its centre's own, and shared with the centres that sit in it.
access::Standing standing_of(const board::Board& board);

/// A presentation, its meeting and board, as a transaction sees them.
struct Placed {
  board::Presentation presentation;
  board::Meeting meeting;
  board::Board board;
};
Result<Placed> find_placed(Work& work, board::PresentationId id);
struct Held {
  board::Meeting meeting;
  board::Board board;
};
Result<Held> find_held(Work& work, board::MeetingId id);

/// Asks the policy for the case that is presented. Errors: as authorise_for_case; not_found
Result<access::Permit> authorise_for_presentation(const Means& means, const Asking& asking, access::Act act,
                                                  board::PresentationId id);
/// Asks the policy for the board that holds a meeting. Errors: as authorise_for; not_found
Result<access::Permit> authorise_for_meeting(const Means& means, const Asking& asking, access::Act act,
                                             board::MeetingId id);

/// The line of the trail of a change to a presentation.
Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit,
                  const board::Presentation& presentation, std::string facts, const std::string& reason = {});
/// The line of the trail of a change to a meeting.
Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit,
                  board::MeetingId meeting, std::string facts, const std::string& reason = {});
/// Tells every live page of a meeting that something changed; `written` when it is only what is written about that case.
Result<void> announce(Work& work, board::MeetingId meeting, board::PresentationId written = {});

/// {"name":"value"} with the value escaped.
std::string fact(std::string_view name, std::string_view value);

}  // namespace repere::workflows
