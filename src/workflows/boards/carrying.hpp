#pragma once
#include "workflows/boards/presentation_access.hpp"

// Taking a case from one meeting to another, within a transaction: what was written before the discussion goes along.
namespace repere::workflows {

/// The next meeting of a board that is planned and begins after a moment; nothing when there is none yet.
Result<std::optional<board::Meeting>> next_meeting_of(Work& work, board::BoardId board, Instant after);

/// Writes the copy on the other agenda and binds the two. `stage` is what becomes of the old one: carried_over, or as it is
/// (signed advice). The copy keeps question, file, checklist and place; it has no decision.
/// Shape: `permit` is prepare_board or record_decision of the case
/// Errors: conflict when the case is on the other agenda already
Result<board::PresentationId> carry(Work& work, const access::Permit& permit, const board::Presentation& old,
                                    board::MeetingId to, board::Stage stage, const std::string& reason);

/// Carries every case of a meeting that is not over to the board's next one; those that the caller may not touch are
/// carried too: the board's work is one. Returns how many were carried, and how many wait because there is no next meeting.
struct Carried {
  int carried = 0, waiting = 0;
};
Result<Carried> carry_all(Work& work, const Means& means, const Asking& asking, const access::Permit& meeting_permit,
                          const Held& held, const std::string& reason);

}  // namespace repere::workflows
