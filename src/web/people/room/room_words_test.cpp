#include "web/people/room/room_words.hpp"

#include <gtest/gtest.h>

#include "base/words_of_text.hpp"
#include "web/people/room/report_shown.hpp"
#include "web/people/room/room_pages.hpp"

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

TEST(RoomWords, say_who_makes_the_quorum_each_specialty_once) {
  const Quorum reached{true, 2, 2, {}};
  const std::vector<board::Stay> present{somebody(Specialty::oncologist), somebody(Specialty::surgeon), somebody(Specialty::oncologist),
                                         somebody(Specialty::other)};
  EXPECT_EQ(quorum_words(reached, present, Language::fr), "Quorum atteint : chirurgien, oncologue");
  EXPECT_EQ(quorum_words(reached, present, Language::en), "Quorum reached: surgeon, oncologist");
}

TEST(RoomWords, say_which_seats_are_empty_and_how_many_physicians_are_missing) {
  const Quorum seats{false, 2, 3, {{Specialty::surgeon, Specialty::orthopaedist}}};
  EXPECT_EQ(quorum_words(seats, {}, Language::fr), "Il manque : chirurgien ou orthopédiste");
  const Quorum few{false, 1, 3, {}};
  EXPECT_EQ(quorum_words(few, {}, Language::fr), "Il manque : 2 médecin(s) d’une autre spécialité");
  const Quorum never{false, 3, 3, {}};
  EXPECT_EQ(quorum_words(never, {}, Language::fr), "Pas de quorum : cette RCP donne un avis");
}

TEST(RoomWords, name_every_field_and_every_choice) {
  for (const auto& rule : board::field_rules) EXPECT_EQ(room_field(rule.name).name, rule.name);
  for (const char* field : {"reason", "agreement", "guideline", "urgency"})
    for (const std::string_view word : split_words(board::field_named(field)->choices))
      EXPECT_NE(choice_in_room(field, word).fr, word) << field;
}

TEST(RoomEvents, say_which_case_was_written_or_that_all_may_have_changed) {
  EXPECT_EQ(meeting_event("12").topic, "meeting/12");
  EXPECT_EQ(meeting_event("12").data, "{\"presentation\":0}");
  EXPECT_EQ(meeting_event("12 34").topic, "meeting/12");
  EXPECT_EQ(meeting_event("12 34").data, "{\"presentation\":34}");
}

TEST(ReportShown, shows_what_was_signed_escaped_and_no_names_to_the_sender) {
  const std::string content =
      R"({"layout":"board report 1","as":"signed_decision","board":{"name_fr":"RCP d’essai"},"meeting":{"day":"2026-11-26"},)"
      R"("question":{"question":"Que faire ?"},"file":{"history":"secret du dossier"},"decision":{"surgery":"<b>large</b>\nsecond","planned_centre":"SYN-01"},)"
      R"("present":[{"name":"Dr Essai","specialty":"surgeon"}],"actions":[]})";
  const auto name = centre_names({});
  const auto full = report_shown(content, Language::fr, false, name);
  ASSERT_TRUE(full);
  EXPECT_NE(full->find("&lt;b&gt;large&lt;/b&gt;\nsecond"), std::string::npos);
  EXPECT_NE(full->find("Dr Essai, chirurgien"), std::string::npos);
  EXPECT_NE(full->find("26/11/2026"), std::string::npos);
  EXPECT_NE(full->find("SYN-01"), std::string::npos);
  const auto told = report_shown(content, Language::fr, true, name);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->find("Dr Essai"), std::string::npos);
  EXPECT_EQ(told->find("secret du dossier"), std::string::npos);
  EXPECT_FALSE(report_shown("not what was signed", Language::fr, false, name));
}

}  // namespace
}  // namespace repere::web
