#include <boost/json/array.hpp>

#include "report/drawing/plain_text.hpp"
#include "report/language.hpp"
#include "web/http/fields.hpp"
#include "web/public/centre_parts.hpp"
#include "web/public/suspicion_pages.hpp"

namespace repere::web {

using report::escaped;
using report::in;
using suspicion::Question;
namespace js = boost::json;

namespace {

constexpr std::size_t nearest_shown = 3, boards_shown = 2;

// The place, asked on the answer itself; the answers go along.
std::string place_form(const SuspicionQuery& query, Language language) {
  std::string html = "<form class=\"search\" method=\"get\" action=\"" +
                     std::string(suspicion_answer_path.in(language)) + "#centres\">";
  const auto fields = parse_form(query_of(query));
  if (fields)
    for (const auto& [name, value] : *fields)
      html += "<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">";
  return html + "<p><label for=\"lieu\">" +
         in(language, "Votre commune ou code postal", "Your commune or postal code") +
         "</label><input id=\"lieu\" name=\"lieu\" maxlength=\"100\" autocomplete=\"postal-code\" value=\"" +
         escaped(query.place_words) + "\"></p><p><button>" + in(language, "Chercher", "Search") +
         "</button></p></form>";
}

std::string choices(const CentreDirectory& directory, const SuspicionQuery& query, const PlaceSearch& search,
                    Language language) {
  std::string html = "<ul class=\"choices\">";
  for (const PlaceIndex index : search.others) {
    const Place place = directory.places[index];
    SuspicionQuery chosen = query;
    chosen.place_words = std::string(place.name);
    // An old commune shares its code with the commune of today: its postal code says which it is.
    if (place.kind != PlaceKind::old_commune)
      chosen.commune = std::string(place.code);
    else if (!place.postal_codes.empty())
      chosen.place_words += " " + place.postal_codes.front();
    html += "<li><a href=\"" +
            escaped(std::string(suspicion_answer_path.in(language)) + "?" + query_with_place(chosen)) +
            "#centres\">" + escaped(place_shown(directory.places, index, language)) + "</a></li>";
  }
  return html + "</ul>";
}

std::string centres(const CentreDirectory& directory, const SuspicionQuery& query, const CentreAnswer& answer, Language language) {
  const workflows::OpenMeetings open = open_meetings(directory.meetings);
  BoardsAsked boards = boards_for(query.answers);
  std::string html = "<ol class=\"centres\">";
  for (std::size_t i = 0; i < answer.centres.size() && i < nearest_shown; ++i) {
    const CentreAway& away = answer.centres[i];
    const Centre& centre = directory.centres[away.centre];
    const RolePeriod& role = centre.roles.front();
    html += "<li><h3><a href=\"" + centre_path(centre, language) + "\">" + escaped(centre.name) + "</a></h3><p>";
    if (away.km) html += "<strong>" + kilometres(*away.km, language) + "</strong> · ";
    html += escaped(site_line(directory, centre.sites[away.site])) + "</p><p>" +
            std::string(role_words(role.role, language)) + " – <span class=\"mark " +
            std::string(name_of(role.certainty)) + "\">" + std::string(certainty_in(role.certainty, language)) +
            "</span></p>";
    boards.centre = centre.code;
    if (!boards_of(open, boards).empty())
      html += "<p class=\"next\">" +
              in(language, "Prochaines RCP qui peuvent prendre un tel cas\u00A0:", "Next boards that may take such a case:") + "</p>";
    html += next_boards_html(open, boards, directory.centres, language) + "</li>";
  }
  html += "</ol>";
  const std::string none = no_boards_sentence(open, language);
  return html + (none.empty() ? boards_note(directory.network, language) : paragraph(none, "source"));
}

std::string of_place(const SuspicionDesk& desk, const SuspicionQuery& query, Language language) {
  const CentreDirectory& directory = *desk.directory;
  const std::string expertise(expertise_for(query.answers));
  const CentreAnswer answer = answer_of(directory, {query.place_words, query.commune, expertise});
  if (answer.search.kind == PlaceSearch::Kind::nothing_asked) return {};
  if (!answer.search.from) {
    if (answer.search.others.empty())
      return paragraph(in(language, "Aucun lieu trouvé : essayez un code postal à cinq chiffres.",
                          "No place found: try a postal code of five digits."),
                       "alert");
    return paragraph(in(language, "Quel lieu\u00A0?", "Which place?")) +
           choices(directory, query, answer.search, language);
  }
  std::string all = std::string(Bilingual{"/centres", "/en/centres"}.in(language)) +
                    "?lieu=" + percent_encoded(query.place_words);
  if (!query.commune.empty()) all += "&commune=" + percent_encoded(query.commune);
  return centres(directory, query, answer, language) + "<p class=\"source\">" +
         escaped(origin_of_distances(directory, answer.search, language)) + " " +
         in(language, "Ce que chaque centre prend en charge reste à confirmer par le réseau là où la page du centre le dit. ",
            "What each centre treats is yet to be confirmed by the network where the centre’s page says so. ") +
         "<a href=\"" + escaped(all + "&pour=" + expertise) + "\">" +
         in(language, "Tous les centres, avec la carte", "All centres, with the map") + "</a>.</p>";
}

}  // namespace

std::string_view expertise_for(const suspicion::Answers& answers) {
  if (answers.word(Question::age) == "child") return name_of(Expertise::children);
  const std::string_view place = answers.word(Question::place);
  return name_of(place == "bone"     ? Expertise::bone
                 : place == "cavity" ? Expertise::viscera
                                     : Expertise::soft_tissue);
}

BoardsAsked boards_for(const suspicion::Answers& answers) {
  BoardsAsked boards{.first_suspicion = true, .most = boards_shown};
  if (answers.known(Question::age)) boards.suspected.child = answers.word(Question::age) == "child";
  if (answers.known(Question::place)) boards.suspected.bone = answers.word(Question::place) == "bone";
  return boards;
}

js::value nearest_json(const SuspicionDesk& desk, const SuspicionQuery& query) {
  const CentreDirectory& directory = *desk.directory;
  const CentreAnswer answer =
      answer_of(directory, {query.place_words, query.commune, std::string(expertise_for(query.answers))});
  const workflows::OpenMeetings open = open_meetings(directory.meetings);
  js::array centres;
  for (std::size_t i = 0; answer.search.from && i < answer.centres.size() && i < nearest_shown; ++i)
    centres.push_back(centre_json(directory, answer.centres[i], open, boards_for(query.answers)));
  return js::object{{"search", search_json(directory.places, answer.search)}, {"centres", std::move(centres)}};
}

std::string nearest_to_answer(const SuspicionDesk& desk, const SuspicionQuery& query, Language language) {
  if (!desk.directory) return {};
  return "<section id=\"centres\"><h2>" + in(language, "Les centres les plus proches", "The nearest centres") +
         "</h2>" + of_place(desk, query, language) + place_form(query, language) + "</section>";
}

}  // namespace repere::web
