#pragma once
#include "web/people/people_routes.hpp"

namespace repere::web {

/// The audit trail, for those who may read it: filtered, newest first.
void add_trail_page(std::vector<Route>& routes, const PeopleWorld& world);

}  // namespace repere::web
