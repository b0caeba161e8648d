#pragma once
#include "web/events/event_hub.hpp"
#include "web/people/people_routes.hpp"

namespace repere::web {

/// The meeting as it sits: the room's page and what its script asks.
/// Shape: `events` outlives the routes and is told "meeting/NUMBER" of every change
void add_room_pages(std::vector<Route>& routes, const PeopleWorld& world, const std::shared_ptr<EventHub>& events);

/// What the channel "meeting" of the store tells, as an event for live pages: "12"; "12 34" when only what is written about one
/// case changed; "12 turn 34" when the room turned to that case or left it; "12 people" when somebody came or went.
Event meeting_event(std::string_view told);

}  // namespace repere::web
