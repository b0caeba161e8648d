#pragma once
#include <string>
#include <vector>

#include "web/pages/bilingual.hpp"
#include "web/people/people_routes.hpp"
#include "workflows/boards/board_store.hpp"

namespace repere::web {

/// The codes of the centres at which the caller holds a role.
std::vector<std::string> own_centres(const Request& request);

/// Meetings as a table; with the ways to agenda and room when the reader may open them.
std::string meeting_table(const PeopleWorld& world, const Request& request, const std::vector<workflows::MeetingLine>& lines,
                          bool opens, Bilingual caption);

}  // namespace repere::web
