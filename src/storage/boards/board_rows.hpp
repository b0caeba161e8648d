#pragma once
#include <initializer_list>
#include <string>
#include <vector>

#include "domain/access/permit.hpp"
#include "domain/board/meeting.hpp"
#include "storage/boards/conditions.hpp"
#include "workflows/boards/board_store.hpp"

// Rows of boards, meetings and stays, as several statements read them.
namespace repere::storage {

/// Errors: fault when the permit was given for none of them: a mistake in the program
Result<void> check_one_of(const access::Permit& permit, std::initializer_list<access::Act> acts);

/// The columns of tumour_board b, read by board_at from `first` on.
extern const char* const board_columns;
inline constexpr int board_column_count = 20;
board::Board board_at(const Statement& row, int first);

/// The columns of board_meeting m, read by meeting_at.
extern const char* const meeting_columns;
inline constexpr int meeting_column_count = 11;
board::Meeting meeting_at(const Statement& row, int first);

/// " A B ": a code is looked for between spaces.
std::string text_of_codes(const std::vector<std::string>& codes);
std::vector<std::string> codes_in(std::string_view text);

/// Stays in one text, as a signature keeps who was there.
std::string text_of_stays(const std::vector<board::Stay>& stays);
std::vector<board::Stay> stays_in(std::string_view text);

/// Of presentation p at meeting m of board b.
Conditions conditions_of(const workflows::PresentationFilter& filter);

}  // namespace repere::storage
