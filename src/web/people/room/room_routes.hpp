#pragma once
#include "web/people/room/room_pages.hpp"
#include "web/people/room/room_parts.hpp"

namespace repere::web {

/// The room and the case that a request asks for ("dossier" of the query, "presentation" of a form).
Result<RoomShown> read_shown(const PeopleWorld& world, const Request& request, board::MeetingId id);

/// /api/v1/meetings/… and /api/v1/presentations/…: the room for programs, and what the script asks.
void add_room_routes(std::vector<Route>& routes, const PeopleWorld& world, const std::shared_ptr<EventHub>& events);

}  // namespace repere::web
