#pragma once
#include <string>

#include "domain/board/meeting.hpp"

// Where the pages of boards stand.
namespace repere::web {

inline std::string board_path(board::BoardId id) { return "/espace/rcp/tableaux/" + std::to_string(id.value); }
inline std::string agenda_path(board::MeetingId id) { return "/espace/rcp/reunions/" + std::to_string(id.value); }
inline std::string room_path(board::MeetingId id) { return agenda_path(id) + "/salle"; }
/// With one case of its agenda shown.
inline std::string room_path(board::MeetingId id, board::PresentationId shown) {
  return room_path(id) + "?dossier=" + std::to_string(shown.value);
}
inline std::string presentation_path(board::PresentationId id) { return "/espace/rcp/dossiers/" + std::to_string(id.value); }

}  // namespace repere::web
