#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "report/drawing/plain_text.hpp"
#include "report/language.hpp"
#include "report/wording.hpp"
#include "web/public/centre_parts.hpp"

namespace repere::web {

using report::escaped;
using report::in;
namespace js = boost::json;

namespace {

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

std::string date_in_words(const PartialDate& date, Language language) {
  return date.exact() ? report::long_date(date.first(), language) : date.text();
}

// Those that are planned say it better than a sentence would.
std::string board_days(const CentreDirectory& directory, const Centre& centre, Language language) {
  if (centre.board_days || boards_of(open_meetings(directory.meetings), {.centre = centre.code}).empty())
    return or_to_confirm(centre.board_days, language);
  return in(language, "voir les prochaines réunions, ci-dessous", "see the next meetings, below");
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

std::string next_boards_of(const CentreDirectory& directory, const Centre& centre, Language language) {
  const workflows::OpenMeetings open = open_meetings(directory.meetings);
  std::string html = "<h2>" + in(language, "Prochaines réunions (RCP)", "Next board meetings") + "</h2>";
  if (const std::string none = no_boards_sentence(open, language); !none.empty()) return html + paragraph(none);
  return html + next_boards_html(open, {.centre = centre.code}, directory.centres, language) + boards_note(directory.network, language);
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

}  // namespace

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
        kilometres(*away->km, language) + ". " + origin_of_distances(directory, answer.search, language),
        "fine");
  page.content += "<h2>" + in(language, "Rôle dans le réseau", "Role in the network") + "</h2><ul>";
  for (const RolePeriod& role : centre.roles) page.content += role_line(role, language);
  page.content +=
      "</ul><h2>" + in(language, "Sites", "Sites") + "</h2>" + sites_of(directory, centre, language) +
      "<h2>" + in(language, "Prise en charge", "What it treats") + "</h2><dl><dt>" +
      in(language, "Expertise", "Expertise") + "</dt><dd>" + expertise_line(centre, language) + "</dd><dt>" +
      in(language, "Jours de RCP", "Board days") + "</dt><dd>" + board_days(directory, centre, language) +
      "</dd><dt>Contact</dt><dd>" + or_to_confirm(centre.contact, language) + "</dd></dl>" +
      next_boards_of(directory, centre, language) +
      "<h2>" + in(language, "À quelle distance\u00A0?", "How far away?") + "</h2>" +
      search_form(asked, language, centre_path(centre, language)) + "<p class=\"source\">" +
      in(language, "Édition ", "Edition ") + escaped(directory.centres.edition().version) + ", " +
      escaped(date_in_words(directory.centres.edition().date, language)) + ". " +
      in(language, "Une erreur\u00A0? Dites-la au réseau, qui corrige cet annuaire.",
         "A mistake? Tell the network, which corrects this directory.") +
      "</p>";
  page.data = hospital_data(centre);
  return page;
}

}  // namespace repere::web
