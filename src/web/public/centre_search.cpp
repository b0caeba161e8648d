#include "report/drawing/plain_text.hpp"
#include "report/language.hpp"
#include "web/http/fields.hpp"
#include "web/public/centre_parts.hpp"

namespace repere::web {

using report::escaped;
using report::in;

using Kind = PlaceSearch::Kind;

namespace {

std::string choices(const CentreDirectory& directory, const CentreQuestion& asked, const PlaceSearch& search,
                    Language language, std::string_view action) {
  std::string html = "<ul class=\"choices\">";
  for (const PlaceIndex one : search.others) {
    const Place place = directory.places[one];
    html += "<li><a target=\"_self\" href=\"" + std::string(action) + "?lieu=" + percent_encoded(place.name);
    // An old commune shares its code with the commune of today, which is then where distances begin.
    if (place.kind != PlaceKind::old_commune)
      html += "&amp;commune=" + std::string(place.code);
    else if (!place.postal_codes.empty())
      html += "%20" + place.postal_codes.front();
    if (!asked.expertise.empty()) html += "&amp;pour=" + percent_encoded(asked.expertise);
    html += "\">" + escaped(place_shown(directory.places, one, language)) + "</a></li>";
  }
  return html + "</ul>";
}

}  // namespace

std::string paragraph(std::string_view text, std::string_view style) {
  return "<p" + (style.empty() ? std::string() : " class=\"" + std::string(style) + "\"") + ">" +
         escaped(text) + "</p>";
}

std::string search_form(const CentreQuestion& asked, Language language, std::string_view action) {
  std::string html =
      "<form class=\"search\" role=\"search\" method=\"get\" action=\"" + std::string(action) +
      "\"><p><label for=\"lieu\">" +
      in(language, "Commune, code postal ou département", "Commune, postal code or department") +
      "</label><input id=\"lieu\" name=\"lieu\" maxlength=\"100\" autocomplete=\"postal-code\" value=\"" +
      escaped(asked.words) + "\"></p><p><label for=\"pour\">" + in(language, "Prise en charge", "Treats") +
      "</label><select id=\"pour\" name=\"pour\"><option value=\"\">" + in(language, "toutes", "all") +
      "</option>";
  for (const auto& word : expertise_words)
    html += "<option value=\"" + std::string(word.word) + "\"" +
            (asked.expertise == word.word ? " selected" : "") + ">" +
            std::string(expertise_in(word.value, language)) + "</option>";
  return html + "</select></p><p><button class=\"act\">" + in(language, "Chercher", "Search") +
         "</button></p></form>";
}

std::string origin_of_distances(const CentreDirectory& directory, const PlaceSearch& search,
                                Language language) {
  std::string from;
  if (search.kind == Kind::place) from = place_shown(directory.places, search.place, language);
  if (search.department && search.kind != Kind::place)
    from = directory.places.departments()[*search.department].name;
  std::string text = in(language, "Distances à vol d’oiseau depuis ", "Distances in a straight line from ");
  switch (search.precision) {
    case Precision::place:
      return text + from + ".";
    case Precision::postal_code:
      return text + in(language, "le milieu du secteur postal", "the middle of the postal area") +
             (search.kind == Kind::place ? in(language, " de ", " of ") + from : std::string()) +
             in(language, " : la position exacte de la commune n’est pas connue.",
                ": the exact position of the commune is not known.");
    case Precision::department:
      return text + in(language, "le milieu du département (", "the middle of the department (") +
             directory.places.departments()[search.department.value_or(0)].name +
             in(language, "), faute de position plus précise.", "), as nothing more exact is known.");
  }
  return text;
}

std::string what_was_found(const CentreDirectory& directory, const CentreQuestion& asked,
                           const PlaceSearch& search, Language language, std::string_view action) {
  std::string html;
  const auto list = [&] { return choices(directory, asked, search, language, action); };
  if (directory.places.size() == 0)
    html += paragraph(in(language,
                         "La table des communes n’est pas installée sur ce serveur : la recherche se fait "
                         "par département (« 69 », « Gironde »).",
                         "The table of communes is not installed on this server: search by department "
                         "(\"69\", \"Gironde\")."),
                      "alert");
  if (search.unknown_postal_code)
    html += paragraph(
        in(language,
           "Ce code postal n’est pas dans la table (c’est peut-être un CEDEX) : son département est utilisé.",
           "This postal code is not in the table (it may be a CEDEX): its department is used."),
        "alert");
  switch (search.kind) {
    case Kind::nothing_asked:
      break;
    case Kind::place:
      html += paragraph(origin_of_distances(directory, search, language));
      if (!search.others.empty())
        html += paragraph(in(language, "Du même nom :", "Of the same name:")) + list();
      break;
    case Kind::postal_area:
      html += paragraph(in(language, "Ce code postal couvre plusieurs communes. ",
                           "This postal code covers several communes. ") +
                        origin_of_distances(directory, search, language)) +
              "<details><summary>" + in(language, "Préciser la commune", "Choose the commune") +
              "</summary>" + list() + "</details>";
      break;
    case Kind::department:
      html += paragraph(origin_of_distances(directory, search, language));
      break;
    case Kind::choices:
      html +=
          "<h2>" + in(language, "Plusieurs lieux correspondent", "Several places match") + "</h2>" + list();
      break;
    case Kind::spelling:
      html +=
          paragraph(in(language,
                       "Aucun lieu de ce nom. Vouliez-vous dire :", "No place of this name. Did you mean:"),
                    "alert") +
          list();
      break;
    case Kind::nothing:
      html += paragraph(in(language,
                           "Aucun lieu trouvé. Écrivez une commune (« Saint-Étienne »), un code postal à "
                           "cinq chiffres (« 42000 ») ou un département (« 42 », « Loire »).",
                           "No place found. Write a commune (\"Saint-Étienne\"), a postal code of five "
                           "digits (\"42000\") or a department (\"42\", \"Loire\")."),
                        "alert");
  }
  return html;
}

}  // namespace repere::web
