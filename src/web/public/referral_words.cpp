#include "web/public/referral_words.hpp"

#include <algorithm>
#include <array>

#include "domain/board/calendar.hpp"

namespace repere::web {

using referral::AgeGroup;
using referral::Fault;
using referral::Happening;
using referral::Part;
using referral::Place;
using referral::State;
using Reason = workflows::Refused::Reason;

namespace {

constexpr std::array field_words{
    FieldWords{"sender_name", {"Votre nom", "Your name"}, {}},
    FieldWords{"sender_profession", {"Votre profession", "Your profession"}, {}},
    FieldWords{"sender_place", {"Cabinet ou établissement, ville", "Practice or hospital, town"}, {}},
    FieldWords{"sender_email",
               {"Votre adresse électronique", "Your e-mail address"},
               {"Ou un numéro de téléphone.", "Or a telephone number."}},
    FieldWords{"sender_telephone", {"Votre téléphone", "Your telephone"}, {}},
    FieldWords{"birth_name", {"Nom de naissance", "Family name at birth"}, {}},
    FieldWords{"given_names", {"Prénoms", "Given names"}, {}},
    FieldWords{"birth_date",
               {"Date de naissance", "Date of birth"},
               {"JJ/MM/AAAA, par exemple 17/05/1970.", "YYYY-MM-DD, for instance 1970-05-17."}},
    FieldWords{"sex", {"Sexe", "Sex"}, {}},
    FieldWords{"postcode",
               {"Code postal du domicile", "Postal code of residence"},
               {"Cinq chiffres.", "Five digits."}},
    FieldWords{"patient_telephone", {"Téléphone du patient", "Patient’s telephone"}, {}},
    FieldWords{"place", {"Où est la masse ?", "Where is the mass?"}, {}},
    FieldWords{"site",
               {"Localisation précise", "Exact site"},
               {"Par exemple : cuisse gauche, face interne.", "For instance: left thigh, inner side."}},
    FieldWords{"size_mm", {"Plus grand diamètre, en millimètres", "Largest diameter, in millimetres"}, {}},
    FieldWords{"growing", {"Augmente-t-elle de taille ?", "Is it growing?"}, {}},
    FieldWords{"first_seen",
               {"Première consultation pour cette masse", "First consultation for this mass"},
               {"JJ/MM/AAAA, si elle est connue : sert à mesurer les délais.", "YYYY-MM-DD, when it is known: it serves to measure delays."}},
    FieldWords{"done_imaging",
               {"Imagerie déjà faite", "Imaging already done"},
               {"Une imagerie manquante n’empêche pas d’envoyer : elle sera demandée.",
                "Missing imaging does not prevent sending: it will be asked for."}},
    FieldWords{"done_biopsy", {"Biopsie déjà faite", "Biopsy already done"}, {}},
    FieldWords{"done_surgery", {"Opération déjà faite", "Operation already done"}, {}},
    FieldWords{"history", {"Histoire, antécédents, traitements", "History, background, treatments"}, {}},
    FieldWords{"question", {"Question posée au centre", "Question to the centre"}, {}}};

struct Choice {
  std::string_view word;
  Bilingual name;
};
constexpr std::array choices{
    Choice{"general_practitioner", {"médecin généraliste", "general practitioner"}},
    Choice{"radiologist", {"radiologue", "radiologist"}},
    Choice{"surgeon", {"chirurgien", "surgeon"}},
    Choice{"oncologist", {"oncologue", "oncologist"}},
    Choice{"paediatrician", {"pédiatre", "paediatrician"}},
    Choice{"pathologist", {"pathologiste", "pathologist"}},
    Choice{"other_physician", {"autre médecin", "other physician"}},
    Choice{"other", {"autre", "other"}},
    Choice{"female", {"féminin", "female"}},
    Choice{"male", {"masculin", "male"}},
    Choice{"soft_tissue",
           {"tissus mous (membre, paroi du tronc, tête, cou)", "soft tissue (limb, trunk wall, head, neck)"}},
    Choice{"bone", {"os", "bone"}},
    Choice{"deep", {"abdomen, pelvis ou rétropéritoine", "abdomen, pelvis or retroperitoneum"}},
    Choice{"unknown", {"je ne sais pas", "I do not know"}},
    Choice{"yes", {"oui", "yes"}},
    Choice{"no", {"non", "no"}},
    Choice{"none", {"aucune", "none"}},
    Choice{"ultrasound", {"échographie", "ultrasound"}},
    Choice{"mri", {"IRM", "MRI"}},
    Choice{"ct", {"scanner", "CT"}},
    Choice{"radiograph", {"radiographie", "radiograph"}},
    Choice{"several", {"plusieurs examens", "several examinations"}},
    Choice{"needle", {"à l’aiguille", "needle"}},
    Choice{"surgical", {"chirurgicale", "surgical"}},
    Choice{"planned", {"prévue, pas encore faite", "planned, not yet done"}},
    Choice{"complete", {"masse retirée en entier", "mass removed entirely"}},
    Choice{"incomplete", {"masse retirée en partie", "mass removed in part"}}};

std::string two(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

const FieldWords& words_of(std::string_view field) {
  const auto found = std::find_if(field_words.begin(), field_words.end(),
                                  [&](const FieldWords& one) { return one.name == field; });
  REPERE_ENSURE(found != field_words.end());
  return *found;
}

std::string_view choice_words(std::string_view word, Language language) {
  const auto found =
      std::find_if(choices.begin(), choices.end(), [&](const Choice& one) { return one.word == word; });
  return found == choices.end() ? word : found->name.in(language);
}

Bilingual words_of(Part part) {
  switch (part) {
    case Part::sender:
      return {"Vous", "You"};
    case Part::patient:
      return {"Le patient", "The patient"};
    case Part::mass:
      break;
  }
  return {"La masse", "The mass"};
}

Bilingual words_of(State state) {
  switch (state) {
    case State::received:
      return {"reçue", "received"};
    case State::incomplete:
      return {"à compléter", "to be completed"};
    case State::accepted:
      return {"complète, prise en charge", "complete, taken up"};
    case State::scheduled:
      return {"inscrite à une réunion", "on a board’s agenda"};
    case State::answered:
      return {"réponse donnée", "answered"};
    case State::closed:
      break;
  }
  return {"close sans réponse", "closed without an answer"};
}

Bilingual words_of(Happening what) {
  switch (what) {
    case Happening::sent:
      return {"Envoyée", "Sent"};
    case Happening::asked:
      return {"Le centre demande", "The centre asks for"};
    case Happening::completed:
      return {"Complétée par l’expéditeur", "Completed by the sender"};
    case Happening::redirected:
      return {"Transmise à un autre centre", "Passed on to another centre"};
    case Happening::accepted:
      return {"Prise en charge par le centre", "Taken up by the centre"};
    case Happening::scheduled:
      return {"Inscrite à une réunion", "Placed on an agenda"};
    case Happening::answered:
      return {"Réponse du centre", "Answer of the centre"};
    case Happening::closed:
      return {"Close", "Closed"};
    case Happening::opened:
      break;
  }
  return {"Ouverte par le centre", "Opened by the centre"};
}

Bilingual words_of(AgeGroup age) {
  switch (age) {
    case AgeGroup::child:
      return {"enfant", "child"};
    case AgeGroup::adult:
      return {"adulte", "adult"};
    case AgeGroup::unknown:
      break;
  }
  return {"âge inconnu", "age unknown"};
}

Bilingual words_of(Place place) {
  switch (place) {
    case Place::soft_tissue:
      return {"tissus mous", "soft tissue"};
    case Place::bone:
      return {"os", "bone"};
    case Place::deep:
      return {"abdomen, pelvis", "abdomen, pelvis"};
    case Place::unknown:
      break;
  }
  return {"siège inconnu", "place unknown"};
}

Bilingual words_of(Fault fault) {
  switch (fault) {
    case Fault::missing:
      return {"à remplir", "fill this in"};
    case Fault::too_long:
      return {"trop long : raccourcissez", "too long: shorten it"};
    case Fault::not_a_day:
      return {"n’est pas une date : écrivez JJ/MM/AAAA", "is not a date: write YYYY-MM-DD"};
    case Fault::in_the_future:
      return {"est dans l’avenir : vérifiez l’année", "is in the future: check the year"};
    case Fault::too_long_ago:
      return {"remonte à plus de 125 ans : vérifiez l’année", "is more than 125 years ago: check the year"};
    case Fault::not_a_number:
      return {"n’est pas un nombre entier : écrivez par exemple 70",
              "is not a whole number: write for instance 70"};
    case Fault::out_of_range:
      return {"est hors des limites : de 1 à 1000 mm", "is out of range: 1 to 1000 mm"};
    case Fault::not_a_choice:
      return {"choisissez dans la liste", "choose from the list"};
    case Fault::not_an_address:
      return {"ne permet pas de vous joindre : vérifiez", "cannot be used to reach you: check it"};
    case Fault::no_way_to_answer:
      return {"donnez une adresse ou un téléphone : sans cela personne ne peut vous joindre",
              "give an address or a telephone: nobody can reach you otherwise"};
    case Fault::before_birth:
      return {"précède la naissance : vérifiez l’année", "is before the birth: check the year"};
    case Fault::not_a_postcode:
      break;
  }
  return {"a cinq chiffres", "has five digits"};
}

Bilingual words_of(Reason reason) {
  switch (reason) {
    case Reason::no_consent:
      return {"Informez le patient, puis cochez la case : sans cela rien ne peut être transmis.",
              "Inform the patient, then tick the box: nothing can be sent otherwise."};
    case Reason::code_too_short:
      return {"Choisissez un code d’au moins huit caractères : il protège la réponse.",
              "Choose a code of at least eight characters: it protects the answer."};
    case Reason::unknown_centre:
      return {"Choisissez le centre dans la liste.", "Choose the centre from the list."};
    case Reason::too_many_files:
      return {"Dix documents au plus : envoyez les autres ensuite, depuis la page de suivi.",
              "Ten documents at most: send the others afterwards, from the tracking page."};
    case Reason::file_empty:
      return {"Un document est vide : choisissez-le de nouveau.", "A document is empty: choose it again."};
    case Reason::file_too_large:
      return {"Un document dépasse 20 Mo : envoyez le compte rendu et quelques images clés.",
              "A document is larger than 20 MB: send the report and a few key images."};
    case Reason::file_is_dicom:
      return {
          "Les images DICOM ne passent pas par cette page, trop lourdes et lues ailleurs : envoyez le compte "
          "rendu et "
          "quelques images clés (PDF, JPEG) ; le centre demandera l’examen.",
          "DICOM images do not pass through this page, being too large and read elsewhere: send the report "
          "and a few "
          "key images (PDF, JPEG); the centre will ask for the examination."};
    case Reason::file_is_archive:
      return {"Les archives et documents Word (zip, docx) ne sont pas ouverts ici : envoyez un PDF.",
              "Archives and Word documents (zip, docx) are not opened here: send a PDF."};
    case Reason::file_is_program:
      return {"Un document est un programme, quel que soit son nom : il n’est pas transmis.",
              "A document is a program, whatever its name: it is not sent."};
    case Reason::file_is_unknown:
      return {
          "Un document n’est ni un PDF ni une image (JPEG, PNG, TIFF, WebP, HEIC) : convertissez-le en PDF.",
          "A document is neither a PDF nor an image (JPEG, PNG, TIFF, WebP, HEIC): convert it to PDF."};
    case Reason::file_is_malicious:
      break;
  }
  return {"Un document est refusé par l’antivirus : envoyez une autre version.",
          "A document is refused by the virus scanner: send another version."};
}

std::string day_text(Day day, Language language) {
  const std::chrono::year_month_day date(day);
  const std::string year = std::to_string(static_cast<int>(date.year())),
                    month = two(static_cast<unsigned>(date.month())),
                    number = two(static_cast<unsigned>(date.day()));
  return language == Language::fr ? number + "/" + month + "/" + year : year + "-" + month + "-" + number;
}

std::string date_text(const PartialDate& date, Language language) { return date.exact() ? day_text(date.first(), language) : date.text(); }

std::string date_text(const std::string& text, Language language) {
  const auto date = PartialDate::parse(text);
  return date ? date_text(*date, language) : text;
}

std::string moment_text(Instant at, Language language) {
  const auto local = board::local_of(at, board::Zone::paris);
  return day_text(local.day, language) + " " + board::clock_text(local.minute) + (language == Language::fr ? "" : " (Paris)");
}

}  // namespace repere::web
