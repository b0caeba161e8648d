#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "report/drawing/plain_text.hpp"
#include "report/language.hpp"
#include "web/http/fields.hpp"
#include "web/public/centre_parts.hpp"

namespace repere::web {

using report::escaped;
using report::in;
namespace js = boost::json;

namespace {

std::string centre_line(const CentreDirectory& directory, const CentreAway& away, Language language) {
  const Centre& centre = directory.centres[away.centre];
  const RolePeriod& role = centre.roles.front();
  std::string html =
      "<li><h3><a href=\"" + centre_path(centre, language) + "\">" + escaped(centre.name) + "</a></h3><p>";
  if (away.km)
    html += "<strong>" + kilometres(*away.km, language) + "</strong>" +
            (away.of_commune ? in(language, " (position de la commune)", " (position of its commune)")
                             : std::string()) +
            " · ";
  html += escaped(site_line(directory, centre.sites[away.site])) + "</p><p>" +
          std::string(role_words(role.role, language)) + " – <span class=\"mark " +
          std::string(name_of(role.certainty)) + "\">" + std::string(certainty_in(role.certainty, language)) +
          "</span></p></li>";
  return html;
}

std::string list_of_centres_data(const CentreDirectory& directory, const CentreAnswer& answer,
                                 Language language) {
  js::array items;
  for (const CentreAway& one : answer.centres) {
    const Centre& centre = directory.centres[one.centre];
    items.push_back(js::object{{"@type", "ListItem"},
                               {"position", items.size() + 1},
                               {"name", centre.name},
                               {"url", centre_path(centre, language)}});
  }
  return js::serialize(js::object{
      {"@context", "https://schema.org"}, {"@type", "ItemList"}, {"itemListElement", std::move(items)}});
}

}  // namespace

std::string site_line(const CentreDirectory& directory, const CentreSite& site) {
  const auto row = directory.places.departments().find(site.department);
  return site.name + ", " + site.city + (row ? " (" + directory.places.departments()[*row].name + ")" : "");
}

std::string centre_list(const CentreDirectory& directory, const CentreQuestion& asked,
                        const CentreAnswer& answer, Language language) {
  std::string html = "<h2>" +
                     (answer.search.from ? in(language, "Les centres, du plus proche au plus lointain",
                                              "The centres, the nearest first")
                                         : in(language, "Tous les centres", "All centres")) +
                     "</h2>";
  if (expertise_named(asked.expertise))
    html += paragraph(in(language,
                         "Les prises en charge que les centres n’ont pas encore déclarées ne sont pas "
                         "écartées : elles sont à confirmer par le réseau.",
                         "Centres that have not declared what they treat are not left out: it is to be "
                         "confirmed by the network."),
                      "alert") +
            (answer.left_out ? paragraph(std::to_string(answer.left_out) +
                                         in(language, " centre(s) écarté(s).", " centre(s) left out."))
                             : "");
  // From a place the nearest eight are enough to read; the others are one click away.
  const std::size_t first =
      answer.search.from ? std::min<std::size_t>(8, answer.centres.size()) : answer.centres.size();
  html += "<ol class=\"centres\">";
  for (std::size_t i = 0; i < first; ++i) html += centre_line(directory, answer.centres[i], language);
  html += "</ol>";
  if (first == answer.centres.size()) return html;
  html += "<details><summary>" + in(language, "Les centres plus lointains", "Centres farther away") +
          "</summary><ol class=\"centres\" start=\"" + std::to_string(first + 1) + "\">";
  for (std::size_t i = first; i < answer.centres.size(); ++i)
    html += centre_line(directory, answer.centres[i], language);
  return html + "</ol></details>";
}

std::string boards_note(const PublicNetwork& network, Language language) {
  std::string text = in(language,
                        "Heure de Paris, sauf mention d’une autre. Une réunion complète ne prend plus de dossier.",
                        "Paris time, unless another is named. A full meeting takes no more cases.");
  if (network.synthetic)
    text += in(language, " Les réunions de cette démonstration sont celles de ses centres fictifs.",
               " The meetings of this demonstration are those of its fictitious centres.");
  return paragraph(text, "source");
}

std::string centre_credits(Language language) {
  return "<p class=\"source\">" +
         in(language,
            "Communes et codes postaux : Etalab, INSEE et La Poste (MIT). Coordonnées : <a "
            "href=\"https://www.geonames.org/\">GeoNames</a> (CC BY 4.0). "
            "Fond de carte : Victor Cazanave, svg-maps (CC BY 4.0), et Natural Earth. ",
            "Communes and postal codes: Etalab, INSEE and La Poste (MIT). Coordinates: <a "
            "href=\"https://www.geonames.org/\">GeoNames</a> (CC BY 4.0). "
            "Map: Victor Cazanave, svg-maps (CC BY 4.0), and Natural Earth. ") +
         "<a href=\"/centres.csv\">CSV</a>, <a href=\"/api/v1/centres\">JSON</a>.</p>";
}

PublicPage centre_list_page(const CentreDirectory& directory, const Request& request, Language language) {
  const CentreQuestion asked = centre_question(request);
  const CentreAnswer answer = counted_answer(directory, asked, reach::Counted::search_here);
  PublicPage page;
  page.language = language;
  std::string query = "?lieu=" + percent_encoded(asked.words) + "&commune=" + percent_encoded(asked.commune) +
                      "&pour=" + percent_encoded(asked.expertise);
  if (asked.words.empty() && asked.commune.empty() && asked.expertise.empty()) query.clear();
  page.address = {"/centres" + query, "/en/centres" + query};
  page.listed = query.empty();
  page.title = in(language, "Les centres du réseau", "The centres of the network");
  page.description = in(language,
                        "Trouver le centre de référence des sarcomes le plus proche : coordinateurs et "
                        "centres de compétence, par commune ou code postal.",
                        "Find the nearest reference centre for sarcomas: coordinating centres and centres of "
                        "competence, by commune or postal code.");
  const auto confirmed =
      std::count_if(answer.centres.begin(), answer.centres.end(), [&](const CentreAway& one) {
        return directory.centres[one.centre].roles.front().certainty == Certainty::confirmed;
      });
  const std::string sure = std::to_string(confirmed),
                    others = std::to_string(answer.centres.size() - static_cast<std::size_t>(confirmed));
  page.lead = in(language,
                 "Centres confirmés par une source : " + sure +
                     ". Centres candidats, dont le rôle reste à confirmer par le réseau : " + others + ".",
                 "Centres confirmed by a source: " + sure +
                     ". Candidate centres, whose role the network has yet to confirm: " + others + ".");
  const std::string action = language == Language::fr ? "/centres" : "/en/centres";
  if (directory.network.synthetic)
    page.content +=
        paragraph(in(language,
                     "Cet annuaire nomme des hôpitaux réels d’après des sources publiques. Les centres "
                     "fictifs de la démonstration n’apparaissent que dans les résultats et les dossiers.",
                     "This directory names real hospitals from public sources. The demonstration’s "
                     "fictitious centres appear in results and case files only."));
  page.content += search_form(asked, language, action) +
                  what_was_found(directory, asked, answer.search, language, action) +
                  "<div class=\"with-map\"><div>" + centre_list(directory, asked, answer, language) +
                  "</div>" + centre_map(directory, answer, language) + "</div>" + centre_credits(language);
  page.data = list_of_centres_data(directory, answer, language);
  return page;
}

}  // namespace repere::web
