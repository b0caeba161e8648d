#include "study/endpoint.hpp"
#include "study/run.hpp"

namespace repere::study {
namespace {

Definition absent_acts(AbsentActs absent) {
  const Text term{"Acte non enregistré", "Act not recorded"};
  if (absent == AbsentActs::no)
    return {term,
            {"Dans les filtres et les tableaux, un acte dont le registre ne dit rien compte comme non fait ; "
             "une ligne qui dit "
             "qu'on ne sait pas, ou qu'on n'a pas demandé, reste inconnue.",
             "In filters and tables, an act of which the record says nothing counts as not done; a row that "
             "says that "
             "nobody knows or asked stays unknown."},
            "convention of this study"};
  return {term,
          {"Dans les filtres et les tableaux, un acte dont le registre ne dit rien est inconnu.",
           "In filters and tables, an act of which the record says nothing is unknown."},
          "convention of this study"};
}

Definition first_surgery() {
  return {{"Première chirurgie", "First surgery"},
          {"La plus précoce des chirurgies faites de la tumeur primitive : exérèse, reprise, réduction, ou "
           "nature non connue. "
           "Où les dates laissent le doute, une reprise vient après une autre chirurgie.",
           "The earliest surgery of the primary tumour that was done: resection, re-excision, debulking, or "
           "kind not known. "
           "Where dates leave it open, a re-excision comes after another surgery."},
          "convention of this program"};
}

Definition before() {
  return {
      {"Avant la première chirurgie", "Before first surgery"},
      {"Sûrement un jour plus tôt : le même jour n'est pas avant ; des dates partielles qui se recouvrent "
       "donnent "
       "« inconnu ».",
       "Surely on an earlier day: the same day is not before; partial dates that overlap give \"unknown\"."},
      "convention of this program"};
}

Definition network() {
  return {{"Dans le réseau", "Inside the network"},
          {"L'acte a eu lieu dans un centre qui était coordonnateur ou de compétence ce jour-là ; inconnu "
           "quand le centre, son "
           "rôle ou la date ne permettent pas de le dire. Ni le passage en RCP ni la chirurgie dans un "
           "centre ne sont tirés "
           "au sort : une différence n'est pas un effet.",
           "The act took place in a centre that was coordinating or of competence that day; unknown when the "
           "centre, its role "
           "or the date does not let it be said. Neither the board nor surgery in a centre is randomised: a "
           "difference is "
           "not an effect."},
          "knowledge/network"};
}

Definition intervals(double level) {
  const int percent = static_cast<int>(level * 100 + 0.5);
  const std::string n = std::to_string(percent);
  return {{"Intervalles des proportions", "Intervals of proportions"},
          {"À " + n +
               " % : Wilson ; différence dans et hors du réseau : Newcombe, méthode 10 ; tendance sur les "
               "périodes : "
               "Cochran-Armitage, scores 1, 2, 3. Le minimum et le maximum disent ce que la valeur serait si "
               "chaque inconnu "
               "était un non, ou un oui.",
           "At " + n +
               " %: Wilson; difference in and out of the network: Newcombe, method 10; trend over periods: "
               "Cochran-Armitage, scores 1, 2, 3. Least and most say what the value would be if every "
               "unknown were a no, or a "
               "yes."},
          "Wilson 1927; Newcombe 1998; Armitage 1955"};
}

}  // namespace

std::vector<Definition> definitions_of(const StudyDefinition& study) {
  std::vector<Definition> all{first_surgery(), before(), network(), absent_acts(study.absent_acts)};
  if (!study.indicators.empty()) all.push_back(intervals(study.level));
  for (const EndpointDefinition& one : study.endpoints)
    all.push_back({one.title, words_of(one), one.source.empty() ? "convention of this program" : one.source});
  return all;
}

}  // namespace repere::study
