#pragma once
#include <string>
#include <string_view>

#include "domain/board/presentation.hpp"
#include "web/pages/bilingual.hpp"

// What boards, fields and stages are called, in both languages.
namespace repere::web {

/// The label of a field of a presentation, and the key that goes to it in the room (0: none).
struct BoardField {
  std::string_view name;
  Bilingual label;
  char key = 0;
};
const BoardField& board_field(std::string_view name);

/// A word of a choice ("within_two_weeks") as people read it. Shape: the word belongs to the field
Bilingual board_choice_words(std::string_view field, std::string_view word);

Bilingual words_of(board::Sort sort);
Bilingual words_of(board::Specialty specialty);
Bilingual words_of(board::Stage stage);
Bilingual words_of(board::MeetingState state);

/// "chirurgien ou orthopédiste" of an empty seat.
std::string seat_words(const board::Seat& seat, Language language);
/// "Quorum atteint : chirurgien, oncologue" or "Il manque : radiothérapeute".
std::string quorum_words(const board::Quorum& quorum, const std::vector<board::Stay>& present, Language language);

/// "14:32" on the board's clock; "25/11/2026 14:32" with its day.
std::string clock_in(Instant at, board::Zone zone);
std::string moment_in(Instant at, board::Zone zone, Language language);

}  // namespace repere::web
