#pragma once
#include <functional>
#include <map>

#include "domain/board/readiness.hpp"
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
/// The day of a meeting on the clock of its board's place.
Day local_day_of(const Held& held);

/// Asks the policy for the case that is presented. Errors: as authorise_for_case; not_found
Result<access::Permit> authorise_for_presentation(const Means& means, const Asking& asking, access::Act act,
                                                  board::PresentationId id);
/// Asks the policy for the board that holds a meeting. Errors: as authorise_for; not_found
Result<access::Permit> authorise_for_meeting(const Means& means, const Asking& asking, access::Act act,
                                             board::MeetingId id);

/// A case, when it is there and the caller may see it.
struct SeenCase {
  access::Permit permit;
  CaseFile file;
};
std::optional<SeenCase> see_case(Work& work, const Asking& asking, PatientId patient);
/// The same of several, by a number of statements that does not grow with them; those that the caller may not see are left out.
Result<std::map<PatientId, SeenCase>> see_cases(Work& work, const Asking& asking, const std::vector<PatientId>& patients);
/// Which of these presentations the caller may see: in their order.
Result<std::vector<board::Presentation>> those_seen(Work& work, const Asking& asking, std::vector<board::Presentation> all);
/// Which row of a case the tumour is; nothing when it is none of them.
std::optional<std::uint32_t> tumour_row(const registry::Registry& rows, TumourId tumour);

/// The presentations of a centre's boards at meetings from one day to another, both included.
PresentationFilter presentations_of(const std::string& centre, Day from, Day until);

/// The line of the trail of a change to a presentation.
Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit,
                  const board::Presentation& presentation, std::string facts, const std::string& reason = {});
/// The line of the trail of a change to a meeting.
Result<void> note(Work& work, const Means& means, const Asking& asking, const access::Permit& permit,
                  board::MeetingId meeting, std::string facts, const std::string& reason = {});
/// What of a presentation changes: what is written about it; which case the room looks at; anything else.
enum class Changes { anything, words, turn };
/// Tells every live page of a meeting that something changed; of one presentation alone when that is given.
Result<void> announce(Work& work, board::MeetingId meeting, board::PresentationId one = {}, Changes what = Changes::words);
/// The same when nothing changed but who is there: pages read no case and no agenda for it.
Result<void> announce_people(Work& work, board::MeetingId meeting);

/// Whether a presentation may still be changed, from the version that was read.
/// Errors: conflict when it is signed, no longer on its agenda, or was changed meanwhile
Result<void> check_changeable(const board::Presentation& one, std::int64_t version);

/// The same as the store's, when nobody asks for the number.
Result<void> put(Work& work, const access::Permit& permit, const board::Presentation& presentation);
Result<void> put(Work& work, const access::Permit& permit, const board::Meeting& meeting);

/// What somebody does to a presentation or a meeting, within one transaction. Returns the facts of its line of the trail.
using PresentationDeed = std::function<Result<std::string>(Work&, const access::Permit&, Placed&)>;
using MeetingDeed = std::function<Result<std::string>(Work&, const access::Permit&, Held&)>;
struct PresentationChange {
  access::Act act = access::Act::prepare_board;
  board::PresentationId id;
  std::string reason = {};
  Changes what = Changes::anything;
};
struct MeetingChange {
  access::Act act = access::Act::record_decision;
  board::MeetingId id;
  bool people_only = false;  ///< nothing changes but who is there
};
/// Asks the policy, does it, tells the live pages and writes the line of the trail. Errors: the policy's, the deed's
Result<void> change_presentation(const Means& means, const Asking& asking, const PresentationChange& change,
                                 const PresentationDeed& deed);
Result<void> change_meeting(const Means& means, const Asking& asking, const MeetingChange& change,
                            const MeetingDeed& deed);

/// {"name":"value"} with the value escaped.
std::string fact(std::string_view name, std::string_view value);

}  // namespace repere::workflows
