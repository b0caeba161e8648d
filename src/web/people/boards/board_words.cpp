#include "web/people/boards/board_words.hpp"

#include <algorithm>
#include <array>

#include "web/public/referral_words.hpp"

namespace repere::web {

using board::Specialty;
using board::Stage;

namespace {

constexpr std::array fields{
    BoardField{"question", {"Question posée", "Question asked"}},
    BoardField{"reason", {"Motif", "Reason"}},
    BoardField{"reason_detail", {"Précision du motif", "More on the reason"}},
    BoardField{"first_seen", {"Première consultation pour cette masse", "First consultation for this mass"}},
    BoardField{"performance_status", {"Indice de performance OMS", "WHO performance status"}},
    BoardField{"history", {"Histoire", "History"}},
    BoardField{"imaging", {"Imagerie", "Imaging"}},
    BoardField{"pathology", {"Anatomopathologie", "Pathology"}},
    BoardField{"wishes", {"Souhaits du patient", "The patient’s wishes"}},
    BoardField{"surgery", {"Chirurgie", "Surgery"}, '1'},
    BoardField{"radiotherapy", {"Radiothérapie", "Radiotherapy"}, '2'},
    BoardField{"systemic_treatment", {"Traitement systémique", "Systemic treatment"}, '3'},
    BoardField{"further_diagnosis", {"Complément diagnostique", "Further diagnosis"}, '4'},
    BoardField{"second_reading", {"Deuxième lecture", "Second reading"}, '5'},
    BoardField{"surveillance", {"Surveillance", "Surveillance"}, '6'},
    BoardField{"palliative_care", {"Soins palliatifs, de support", "Palliative, supportive care"}, '7'},
    BoardField{"trial", {"Essai clinique", "Clinical trial"}, '8'},
    BoardField{"planned_centre", {"Centre prévu", "Planned centre"}, 'c'},
    BoardField{"agreement", {"Accord", "Agreement"}, 'a'},
    BoardField{"dissent", {"Avis divergent", "Dissent"}, 'd'},
    BoardField{"guideline", {"Référentiel", "Guideline"}, 'g'},
    BoardField{"guideline_name", {"Nom du référentiel", "Name of the guideline"}, 'l'},
    BoardField{"guideline_reason", {"Pourquoi s’en écarter", "Why depart from it"}, 'w'},
    BoardField{"urgency", {"Délai", "Urgency"}, 'u'},
    BoardField{"note", {"Remarque", "Note"}, 'o'}};

struct Choice {
  std::string_view field, word;
  Bilingual name;
};
constexpr std::array choices{
    Choice{"reason", "initial_diagnosis", {"Diagnostic initial", "Initial diagnosis"}},
    Choice{"reason", "first_treatment", {"Premier traitement", "First treatment"}},
    Choice{"reason", "after_surgery", {"Après chirurgie", "After surgery"}},
    Choice{"reason", "relapse", {"Rechute", "Relapse"}},
    Choice{"reason", "progression", {"Progression", "Progression"}},
    Choice{"reason", "change_of_treatment", {"Changement de traitement", "Change of treatment"}},
    Choice{"reason", "other", {"Autre", "Other"}},
    Choice{"performance_status", "unknown", {"inconnu", "unknown"}},
    Choice{"agreement", "unanimous", {"Unanime", "Unanimous"}},
    Choice{"agreement", "majority", {"Majoritaire", "Majority"}},
    Choice{"agreement", "divided", {"Partagé", "Divided"}},
    Choice{"guideline", "followed", {"Suivi", "Followed"}},
    Choice{"guideline", "departed", {"Écart motivé", "Departed from"}},
    Choice{"guideline", "none", {"Aucun ne s’applique", "None applies"}},
    Choice{"urgency", "usual", {"Habituel", "Usual"}},
    Choice{"urgency", "within_two_weeks", {"Sous 15 jours", "Within two weeks"}},
    Choice{"urgency", "within_48_hours", {"Sous 48 heures", "Within 48 hours"}}};

constexpr std::array specialties{
    Bilingual{"autre participant", "other participant"}, Bilingual{"chirurgien", "surgeon"},
    Bilingual{"orthopédiste", "orthopaedist"},          Bilingual{"oncologue", "oncologist"},
    Bilingual{"radiothérapeute", "radiotherapist"},     Bilingual{"radiologue", "radiologist"},
    Bilingual{"pathologiste", "pathologist"},           Bilingual{"pédiatre", "paediatrician"},
    Bilingual{"généticien", "geneticist"},              Bilingual{"médecin nucléaire", "nuclear physician"},
    Bilingual{"autre médecin", "other physician"}};
static_assert(specialties.size() == board::specialty_words.size());

constexpr std::array sorts{Bilingual{"Référence sarcomes", "Reference sarcoma"},
                           Bilingual{"Os", "Bone"},
                           Bilingual{"Recours", "Recourse"},
                           Bilingual{"Pédiatrique", "Paediatric"},
                           Bilingual{"Moléculaire", "Molecular"},
                           Bilingual{"Avis urgent hors réunion", "Urgent opinion out of meeting"}};
static_assert(sorts.size() == board::sort_words.size());

}  // namespace

const BoardField& board_field(std::string_view name) {
  return *std::find_if(fields.begin(), fields.end() - 1, [&](const BoardField& one) { return one.name == name; });
}

Bilingual board_choice_words(std::string_view field, std::string_view word) {
  for (const Choice& one : choices)
    if (one.field == field && one.word == word) return one.name;
  return {word, word};
}

Bilingual words_of(board::Sort sort) { return sorts.at(static_cast<std::size_t>(sort) - 1); }
Bilingual words_of(Specialty specialty) { return specialties.at(static_cast<std::size_t>(specialty)); }

Bilingual words_of(Stage stage) {
  switch (stage) {
    case Stage::placed:
      return {"à discuter", "to discuss"};
    case Stage::discussing:
      return {"en discussion", "being discussed"};
    case Stage::discussed:
      return {"discuté, à signer", "discussed, to sign"};
    case Stage::signed_decision:
      return {"décision signée", "decision signed"};
    case Stage::signed_advice:
      return {"avis signé, à représenter", "advice signed, to present again"};
    case Stage::registered:
      return {"enregistré, signé", "registered, signed"};
    case Stage::carried_over:
      return {"reporté", "carried over"};
    case Stage::withdrawn:
      return {"retiré", "withdrawn"};
  }
  return {"", ""};
}

Bilingual words_of(board::MeetingState state) {
  switch (state) {
    case board::MeetingState::planned:
      return {"La séance n’est pas ouverte", "The meeting is not open"};
    case board::MeetingState::open:
      return {"Séance ouverte", "Meeting open"};
    case board::MeetingState::over:
      return {"Séance terminée", "Meeting over"};
    case board::MeetingState::cancelled:
      return {"Séance annulée", "Meeting cancelled"};
  }
  return {"", ""};
}

std::string seat_words(const board::Seat& seat, Language language) {
  std::string text;
  for (const Specialty one : seat)
    text += (text.empty() ? "" : language == Language::fr ? " ou " : " or ") + std::string(words_of(one).in(language));
  return text;
}

std::string quorum_words(const board::Quorum& quorum, const std::vector<board::Stay>& present, Language language) {
  const bool french = language == Language::fr;
  std::string list;
  const auto add = [&](const std::string& what) { list += (list.empty() ? "" : ", ") + what; };
  if (quorum.reached) {
    auto there = board::specialties_of(present);
    std::sort(there.begin(), there.end());
    there.erase(std::unique(there.begin(), there.end()), there.end());
    for (const Specialty one : there)
      if (board::is_physician(one)) add(std::string(words_of(one).in(language)));
    return (french ? "Quorum atteint : " : "Quorum reached: ") + list;
  }
  for (const auto& seat : quorum.empty) add(seat_words(seat, language));
  const int more = quorum.wanted - quorum.physicians - static_cast<int>(quorum.empty.size());
  if (more > 0)
    add(std::to_string(more) + (french ? " médecin(s) d’une autre spécialité" : " physician(s) of another specialty"));
  if (list.empty()) return french ? "Pas de quorum : cette RCP donne un avis" : "No quorum: this board gives advice";
  return (french ? "Il manque : " : "Missing: ") + list;
}

std::string clock_in(Instant at, board::Zone zone) { return board::clock_text(board::local_of(at, zone).minute); }
std::string moment_in(Instant at, board::Zone zone, Language language) {
  return day_text(board::local_of(at, zone).day, language) + " " + clock_in(at, zone);
}

}  // namespace repere::web
