#pragma once
#include <string>

#include "domain/board/meeting.hpp"
#include "web/pages/bilingual.hpp"
#include "web/people/people_routes.hpp"

// A board as a form: its fields, what they may hold, and the board that they make.
namespace repere::web {

std::string board_fields(const Request& request, const board::Board& board);
/// Of every form on a board's page.
Schema board_schema();
/// `board` with what the form says. Errors: incorrect naming the field
Result<board::Board> board_in_form(const PeopleWorld& world, const Request& request, board::Board board);

}  // namespace repere::web
