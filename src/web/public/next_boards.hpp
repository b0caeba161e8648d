#pragma once
#include <boost/json/value.hpp>
#include <functional>
#include <string>

#include "domain/network/centres.hpp"
#include "web/pages/bilingual.hpp"
#include "web/routes/schema.hpp"
#include "workflows/boards/open_meetings.hpp"

// The next meetings of boards, on the pages of centres and beside a suspicion: when, of what kind, and whether a case can still be sent.
namespace repere::web {

/// The meetings that are open now, from memory; it returns at once. Empty where the server has no boards at all.
using MeetingsNow = std::function<workflows::OpenMeetings()>;
workflows::OpenMeetings open_meetings(const MeetingsNow& now);

/// Which meetings are shown: of this centre, for such a case.
struct BoardsAsked {
  std::string centre;                 ///< code
  workflows::SuspectedCase suspected = {};
  bool first_suspicion = false;       ///< only boards that may discuss one
  std::size_t most = 6;
};
std::vector<workflows::OpenMeeting> boards_of(const workflows::OpenMeetings& open, const BoardsAsked& asked);

/// "jeudi 3 décembre 2026, 14 h 30", "Thursday 3 December 2026, 14:30 (Réunion time)"; Paris time is not named. Plain text.
std::string board_moment(Instant at, board::Zone zone, Language language);

/// A list of meetings, or why there is none. HTML. Empty when the network has entered no boards: `no_boards_sentence` is said once.
std::string next_boards_html(const workflows::OpenMeetings& open, const BoardsAsked& asked, const Centres& centres, Language language);
/// Why no meeting at all can be shown; empty when some are known. HTML.
std::string no_boards_sentence(const workflows::OpenMeetings& open, Language language);

/// null: no boards are known here; []: none of this centre is open.
boost::json::value next_boards_json(const workflows::OpenMeetings& open, const BoardsAsked& asked);
Schema next_boards_schema();

}  // namespace repere::web
