#include "web/people/boards/board_words.hpp"

#include <gtest/gtest.h>

#include "base/words_of_text.hpp"

namespace repere::web {
namespace {

using board::Quorum;
using board::Specialty;

board::Stay somebody(Specialty specialty) {
  board::Stay stay;
  stay.name = "Personne Synthétique";
  stay.specialty = specialty;
  return stay;
}

TEST(BoardWords, say_who_makes_the_quorum_each_specialty_once) {
  const Quorum reached{true, 2, 2, {}};
  const std::vector<board::Stay> present{somebody(Specialty::oncologist), somebody(Specialty::surgeon), somebody(Specialty::oncologist),
                                         somebody(Specialty::other)};
  EXPECT_EQ(quorum_words(reached, present, Language::fr), "Quorum atteint : chirurgien, oncologue");
  EXPECT_EQ(quorum_words(reached, present, Language::en), "Quorum reached: surgeon, oncologist");
}

TEST(BoardWords, say_which_seats_are_empty_and_how_many_physicians_are_missing) {
  const Quorum seats{false, 2, 3, {{Specialty::surgeon, Specialty::orthopaedist}}};
  EXPECT_EQ(quorum_words(seats, {}, Language::fr), "Il manque : chirurgien ou orthopédiste");
  const Quorum few{false, 1, 3, {}};
  EXPECT_EQ(quorum_words(few, {}, Language::fr), "Il manque : 2 médecin(s) d’une autre spécialité");
  const Quorum never{false, 3, 3, {}};
  EXPECT_EQ(quorum_words(never, {}, Language::fr), "Pas de quorum : cette RCP donne un avis");
}

TEST(BoardWords, name_every_field_and_every_choice) {
  for (const auto& rule : board::field_rules) EXPECT_EQ(board_field(rule.name).name, rule.name);
  for (const char* field : {"reason", "agreement", "guideline", "urgency"})
    for (const std::string_view word : split_words(board::field_named(field)->choices))
      EXPECT_NE(board_choice_words(field, word).fr, word) << field;
}

}  // namespace
}  // namespace repere::web
