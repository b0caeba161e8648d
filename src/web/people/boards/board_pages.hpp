#pragma once
#include "web/people/people_routes.hpp"

namespace repere::web {

/// Boards before and after they sit: meetings, who holds and belongs to boards, agendas, placing a case, its file, calendars.
void add_board_pages(std::vector<Route>& routes, const PeopleWorld& world);

}  // namespace repere::web
