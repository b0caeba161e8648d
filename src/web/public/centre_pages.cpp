#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "report/drawing/plain_text.hpp"
#include "report/language.hpp"
#include "web/http/compression.hpp"
#include "web/http/fields.hpp"
#include "web/pages/report_site.hpp"
#include "web/public/centre_directory.hpp"

namespace repere::web {

using report::escaped;
using report::in;
namespace js = boost::json;

namespace {

using Kind = PlaceSearch::Kind;

std::string paragraph(std::string_view text, std::string_view style = {}) {
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

// From where the distances are counted, and how well that is known.
std::string origin(const CentreDirectory& directory, const PlaceSearch& search, Language language) {
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
      html += paragraph(origin(directory, search, language));
      if (!search.others.empty())
        html += paragraph(in(language, "Du même nom :", "Of the same name:")) + list();
      break;
    case Kind::postal_area:
      html += paragraph(in(language, "Ce code postal couvre plusieurs communes. ",
                           "This postal code covers several communes. ") +
                        origin(directory, search, language)) +
              "<details><summary>" + in(language, "Préciser la commune", "Choose the commune") +
              "</summary>" + list() + "</details>";
      break;
    case Kind::department:
      html += paragraph(origin(directory, search, language));
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

std::string site_line(const CentreDirectory& directory, const CentreSite& site) {
  const auto row = directory.places.departments().find(site.department);
  return site.name + ", " + site.city + (row ? " (" + directory.places.departments()[*row].name + ")" : "");
}

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

std::string results(const CentreDirectory& directory, const CentreQuestion& asked, const CentreAnswer& answer,
                    Language language) {
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

std::string credits(Language language) {
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

PublicPage list_page(const CentreDirectory& directory, const Request& request, Language language) {
  const CentreQuestion asked = centre_question(request);
  const CentreAnswer answer = answer_of(directory, asked);
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
                  "<div class=\"with-map\"><div>" + results(directory, asked, answer, language) + "</div>" +
                  centre_map(directory, answer, language) + "</div>" + credits(language);
  page.data = list_of_centres_data(directory, answer, language);
  return page;
}

std::string or_to_confirm(const std::optional<std::string>& given, Language language) {
  return given ? escaped(*given)
               : "<span class=\"mark\">" +
                     in(language, "à confirmer par le réseau", "to be confirmed by the network") + "</span>";
}

std::string role_line(const RolePeriod& role, Language language) {
  std::string text(role_words(role.role, language));
  if (role.from) text += in(language, ", depuis ", ", from ") + role.from->text();
  if (role.until) text += in(language, ", jusqu’à ", ", until ") + role.until->text();
  if (!role.from && !role.until) text += in(language, ", dates non sourcées", ", dates not sourced");
  return "<li>" + escaped(text) + " – <span class=\"mark " + std::string(name_of(role.certainty)) + "\">" +
         std::string(certainty_in(role.certainty, language)) + "</span><br><span class=\"source\">Source" +
         in(language, " : ", ": ") + escaped(role.source) + "</span></li>";
}

std::string expertise_line(const Centre& centre, Language language) {
  if (!centre.expertise) return or_to_confirm(std::nullopt, language);
  std::string text;
  for (const auto& word : expertise_words)
    if (has(centre, word.value) == Has::yes)
      text += (text.empty() ? "" : ", ") + std::string(expertise_in(word.value, language));
  return escaped(text);
}

std::string sites_of(const CentreDirectory& directory, const Centre& centre, Language language) {
  std::string html = "<ul>";
  for (const CentreSite& site : centre.sites) {
    html += "<li><strong>" + escaped(site_line(directory, site)) + "</strong><br>" +
            or_to_confirm(site.address.empty() ? std::nullopt : std::optional(site.address), language) +
            "<br><span class=\"source\">" + in(language, "Source : ", "Source: ") + escaped(site.source) +
            ". ";
    html +=
        site.latitude
            ? in(language, "Position approchée (environ 1 km) : ", "Approximate position (about 1 km): ") +
                  escaped(site.coordinates_source)
            : in(language, "Position : celle de la commune", "Position: that of its commune");
    html += ".</span></li>";
  }
  return html + "</ul>";
}

std::string hospital_data(const Centre& centre) {
  js::array places;
  for (const CentreSite& site : centre.sites) {
    js::object address{{"@type", "PostalAddress"}, {"addressLocality", site.city}, {"addressCountry", "FR"}};
    if (!site.address.empty()) address["streetAddress"] = site.address;
    js::object place{{"@type", "Hospital"}, {"name", site.name}, {"address", std::move(address)}};
    if (site.latitude)
      place["geo"] = js::object{
          {"@type", "GeoCoordinates"}, {"latitude", *site.latitude}, {"longitude", *site.longitude}};
    places.push_back(std::move(place));
  }
  return js::serialize(js::object{{"@context", "https://schema.org"},
                                  {"@type", "MedicalOrganization"},
                                  {"name", centre.name},
                                  {"identifier", centre.code},
                                  {"department", std::move(places)}});
}

Result<PublicPage> centre_page(const CentreDirectory& directory, const Request& request, Language language) {
  const CentreIndex index = directory.centres.find(request.parameter("centre"));
  const CentreQuestion asked = centre_question(request);
  const CentreAnswer answer = answer_of(directory, {asked.words, asked.commune, ""});
  const auto away = std::find_if(answer.centres.begin(), answer.centres.end(),
                                 [&](const CentreAway& one) { return one.centre == index; });
  if (!index || away == answer.centres.end())
    return fail(ErrorKind::not_found, "there is no centre with this code: /centres lists them");
  const Centre& centre = directory.centres[index];
  PublicPage page;
  page.language = language;
  page.address = {centre_path(centre, Language::fr), centre_path(centre, Language::en)};
  page.title = centre.name;
  page.description = centre.name + ", " + centre.sites.front().city +
                     in(language, " : rôle dans le réseau, sites, prise en charge.",
                        ": role in the network, sites, what it treats.");
  page.content = "<p><a href=\"" + in(language, "/centres", "/en/centres") + "\">" +
                 in(language, "Tous les centres", "All centres") + "</a></p>";
  if (away->km)
    page.content += paragraph(
        kilometres(*away->km, language) + ". " + origin(directory, answer.search, language), "fine");
  page.content += "<h2>" + in(language, "Rôle dans le réseau", "Role in the network") + "</h2><ul>";
  for (const RolePeriod& role : centre.roles) page.content += role_line(role, language);
  page.content +=
      "</ul><h2>" + in(language, "Sites", "Sites") + "</h2>" + sites_of(directory, centre, language) +
      "<h2>" + in(language, "Prise en charge", "What it treats") + "</h2><dl><dt>" +
      in(language, "Expertise", "Expertise") + "</dt><dd>" + expertise_line(centre, language) + "</dd><dt>" +
      in(language, "Jours de RCP", "Board days") + "</dt><dd>" + or_to_confirm(centre.board_days, language) +
      "</dd><dt>Contact</dt><dd>" + or_to_confirm(centre.contact, language) + "</dd></dl>" +
      search_form(asked, language, centre_path(centre, language)) + "<p class=\"source\">" +
      in(language, "Édition ", "Edition ") + escaped(directory.centres.edition().version) + ", " +
      escaped(directory.centres.edition().date.text()) + ". " +
      in(language, "Une erreur ? Le réseau corrige ", "A mistake? The network corrects ") +
      "<code>knowledge/network</code>.</p>";
  page.data = hospital_data(centre);
  return page;
}

// For a frame on another site: the search and the list, nothing around them.
Response frame_page(const CentreDirectory& directory, const Request& request, Language language) {
  const CentreQuestion asked = centre_question(request);
  CentreAnswer answer = answer_of(directory, asked);
  if (answer.centres.size() > 5) answer.centres.resize(5);
  const std::string action = in(language, "/centres/recherche", "/en/centres/search");
  std::string html = "<!doctype html><html lang=\"" + std::string(code_of(language)) +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                     "content=\"width=device-width,initial-scale=1\"><title>" +
                     in(language, "Trouver un centre du réseau", "Find a centre of the network") +
                     "</title><meta name=\"robots\" content=\"noindex\"><base target=\"_top\">"
                     "<link rel=\"stylesheet\" href=\"/assets/site.css\"><link rel=\"stylesheet\" "
                     "href=\"/assets/public.css\"></head><body><main><h1>" +
                     in(language, "Trouver un centre du réseau", "Find a centre of the network") + "</h1>";
  std::string form = search_form(asked, language, action);
  form.insert(5, " target=\"_self\"");
  html += form;
  html += what_was_found(directory, asked, answer.search, language, action) +
          results(directory, asked, answer, language) + credits(language);
  return web::page(html + "</main></body></html>", language);
}

}  // namespace

void add_centre_pages(std::vector<Route>& routes, const PublicWorld& world, const Places& places,
                      const Outlines& outlines) {
  const auto directory = std::make_shared<const CentreDirectory>(
      CentreDirectory{world.reference.centres, places, world.network,
                      place_sites(world.reference.centres, places), !outlines.all.empty()});
  add_public_page(routes, world.network, {"/centres", "/en/centres"},
                  "The centres of the network, by distance", centre_parameters(),
                  [directory](const Request& request, Language language) -> Result<PublicPage> {
                    return list_page(*directory, request, language);
                  });
  auto parameters = centre_parameters();
  parameters.push_back(
      {"centre", Schema::text().longest(64).example("FR-LYON-CLB"), "code of the centre", true});
  add_public_page(routes, world.network, {"/centres/{centre}", "/en/centres/{centre}"},
                  "One centre of the network", parameters,
                  [directory](const Request& request, Language language) {
                    return centre_page(*directory, request, language);
                  });
  for (const Language language : {Language::fr, Language::en}) {
    Route route{.path = in(language, "/centres/recherche", "/en/centres/search"),
                .policy = Policy::anonymous(),
                .runs_on = RunsOn::loop(),
                .handler = [directory, language](const Request& request) -> Result<Response> {
                  return frame_page(*directory, request, language);
                }};
    route.summary = "The finder for a frame of another site";
    route.parameters = centre_parameters();
    route.answers = {{200, "the page", "text/html"}};
    route.embeddable = true;
    routes.push_back(std::move(route));
  }
  if (directory->has_map)
    routes.push_back(asset_route("/assets/france.svg", make_asset("image/svg+xml", land_svg(outlines)),
                                 "The land under the map of centres"));
  add_centre_data(routes, directory);
  add_centre_finder(routes);
}

}  // namespace repere::web
