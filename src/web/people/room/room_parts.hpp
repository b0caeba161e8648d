#pragma once
#include <optional>
#include <string>
#include <vector>

#include "web/people/boards/board_paths.hpp"
#include "web/people/person_page.hpp"
#include "workflows/boards/board_file.hpp"
#include "workflows/boards/hold_meeting.hpp"

// The parts of the room's page as HTML. Each has an id: the script reads the page again and takes over what changed.
namespace repere::web {

/// What the page shows: the room, and the file of the case that is looked at.
struct RoomShown {
  workflows::Room room;
  std::vector<board::Stay> present;
  std::optional<workflows::BoardFile> file;  ///< none: the agenda is empty, or the caller may see no case of it
  board::PresentationId current;             ///< the case that the room discusses; 0: none
  board::PresentationId looked;              ///< the case that the page is about, read or not; 0: none
  std::vector<Centre> centres;
};

/// State, quorum, presence and what opens, ends, joins and leaves; or what of it changes as people come and go.
enum class TopDepth { whole, presence };
std::string top_part(const RoomShown& shown, const workflows::SignedIn& who, const Request& request, TopDepth depth = TopDepth::whole);
/// All lines, or only those of the cases named.
std::string agenda_part(const RoomShown& shown, const Request& request, const std::vector<board::PresentationId>& only = {});
std::string case_part(const RoomShown& shown, const ReferenceData& reference, const Request& request);
/// The fields of the decision, each a form of its own, actions, and the way to the signature.
std::string decision_part(const RoomShown& shown, const Request& request);
/// The list of keys.
std::string keys_part(Language language);

/// A form of the room that is sent to its page; `act` says what it does. Ended by the caller.
std::string room_form(const Request& request, board::MeetingId meeting, std::string_view act, std::string_view more = {});

/// The script in its three parts: what is typed, the page around it, and what happens to both.
std::string_view room_script_fields();
std::string_view room_script_page();
std::string_view room_script_events();
std::string_view room_style();

}  // namespace repere::web
