#include "web/public/centre_directory.hpp"

#include <algorithm>
#include <cmath>

namespace repere::web {

CentreQuestion centre_question(const Request& request) {
  const auto given = [&](std::string_view name) {
    return std::string(request.query.find(name).value_or(""));
  };
  return {given("lieu"), given("commune"), given("pour")};
}

std::vector<Parameter> centre_parameters() {
  std::vector<std::string> words{""};
  for (const auto& word : expertise_words) words.emplace_back(word.word);
  return {{"lieu", Schema::text().longest(100).example("69008"), "commune, postal code or department"},
          {"commune", Schema::text().longest(5), "INSEE code of one of the choices"},
          {"pour", Schema::one_of(words),
           "what the centre treats; those for which it is not known stay in the list"}};
}

CentreAnswer answer_of(const CentreDirectory& directory, const CentreQuestion& question) {
  CentreAnswer answer;
  const auto chosen =
      question.commune.empty() ? std::nullopt : chosen_place(directory.places, question.commune);
  answer.search = chosen ? *chosen : search_place(directory.places, question.words);
  answer.centres = nearest_centres(directory.sites, answer.search.from.value_or(Position{}));
  if (!answer.search.from) {
    for (CentreAway& one : answer.centres) one.km.reset();
    std::stable_sort(answer.centres.begin(), answer.centres.end(),
                     [&](const CentreAway& a, const CentreAway& b) {
                       const auto& one = directory.centres[a.centre];
                       const auto& other = directory.centres[b.centre];
                       if (one.roles.front().role != other.roles.front().role)
                         return one.roles.front().role < other.roles.front().role;
                       return one.sites.front().city < other.sites.front().city;
                     });
  }
  if (const auto expertise = expertise_named(question.expertise)) {
    const auto all = answer.centres.size();
    std::erase_if(answer.centres, [&](const CentreAway& one) {
      return has(directory.centres[one.centre], *expertise) == Has::no;
    });
    answer.left_out = all - answer.centres.size();
  }
  return answer;
}

CentreAnswer counted_answer(const CentreDirectory& directory, const CentreQuestion& question,
                            reach::Counted where) {
  CentreAnswer answer = answer_of(directory, question);
  if (answer.search.from) tell(directory.count, where, answer.search.department);
  return answer;
}

std::string_view role_words(CentreRole role, Language language) {
  constexpr Bilingual words[] = {{"Centre coordinateur", "Coordinating centre"},
                                 {"Centre de compétence", "Centre of competence"},
                                 {"Hors réseau", "Outside the network"}};
  return words[static_cast<std::size_t>(role) - 1].in(language);
}

std::string_view certainty_in(Certainty certainty, Language language) {
  constexpr Bilingual words[] = {
      {"confirmé par une source", "confirmed by a source"},
      {"probable, à confirmer par le réseau", "probable, to be confirmed by the network"},
      {"incertain, à confirmer par le réseau", "uncertain, to be confirmed by the network"}};
  return words[static_cast<std::size_t>(certainty) - 1].in(language);
}

std::string_view expertise_in(Expertise expertise, Language language) {
  constexpr Bilingual words[] = {
      {"tissus mous", "soft tissue"}, {"os", "bone"},        {"viscères", "viscera"}, {"GIST", "GIST"},
      {"desmoïde", "desmoid"},        {"adultes", "adults"}, {"enfants", "children"}};
  return words[static_cast<std::size_t>(expertise) - 1].in(language);
}

std::string kilometres(double km, Language language) {
  const bool french = language == Language::fr;
  if (km < 2) return french ? "moins de 2\u00A0km" : "less than 2\u00A0km";
  std::string digits = std::to_string(std::lround(km));
  if (digits.size() > 3) digits.insert(digits.size() - 3, french ? "\u202F" : ",");
  return digits + "\u00A0km";
}

std::string place_shown(const Places& places, PlaceIndex index, Language language) {
  const Place place = places[index];
  std::string text(place.name);
  if (!place.postal_codes.empty())
    text += ", " + place.postal_codes.front() + (place.postal_codes.size() > 1 ? "…" : "");
  text += " (" + places.departments()[place.department].name;
  if (place.kind == PlaceKind::old_commune && place.part_of)
    text += std::string(Bilingual{", ancienne commune de ", ", old commune, now part of "}.in(language)) +
            std::string(*place.part_of);
  return text + ")";
}

std::string centre_path(const Centre& centre, Language language) {
  return (language == Language::fr ? "/centres/" : "/en/centres/") + centre.code;
}

}  // namespace repere::web
