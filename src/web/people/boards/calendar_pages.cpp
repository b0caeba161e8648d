#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "workflows/boards/member_calendar.hpp"

// The secret address of one's own calendar, and what stands there.
namespace repere::web {

using access::Act;
using report::escaped;
using workflows::SignedIn;

namespace {

constexpr Bilingual calendar_title{"Mon agenda", "My calendar"};

std::string calendar_words(const Request& request, const std::string& link) {
  std::string html = "<p>" + words(request, {"Une adresse secrète donne les réunions de vos RCP à votre agenda (iCalendar) : dates, lieux et nombre de dossiers, "
                                             "jamais un patient. En faire une nouvelle ferme la précédente.",
                                             "A secret address gives your boards’ meetings to your calendar (iCalendar): dates, places and the number of cases, "
                                             "never a patient. A new one ends the one before."}) + "</p>";
  if (!link.empty())
    html += "<p class=\"alert\" role=\"status\">" + words(request, {"À copier maintenant, elle n’est montrée qu’une fois : ", "Copy it now, it is shown once: "}) +
            "<code>" + escaped(link) + "</code></p>";
  return html + form_to(request, "/espace/rcp/agenda") + submit(words(request, {"Faire une adresse", "Make an address"}));
}

}  // namespace

void add_calendar_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const PersonPage calendar = [](const SignedIn&, const Request& request) -> Result<std::string> { return calendar_words(request, {}); };
  routes.push_back(person_page(world, "/espace/rcp/agenda", may(Act::record_decision), calendar_title, calendar));
  routes.push_back(person_form(world, "/espace/rcp/agenda", may(Act::record_decision), "Makes the secret address of one's calendar", Schema::object(), {calendar_title, calendar},
                               [world](const SignedIn& who, const Request& request) -> Result<Response> {
                                 const auto token = workflows::make_calendar_link(world.means, asking_of(request));
                                 if (!token) return tl::unexpected(token.error());
                                 return shown(request, calendar_title, calendar_words(request, "/agenda/" + *token), 200, &who);
                               }));
  routes.push_back({.path = "/agenda/{link}",
                    .policy = Policy::anonymous(),
                    .runs_on = RunsOn::workers(),
                    .handler = [world](const Request& request) -> Result<Response> {
                      const auto feed = workflows::calendar_of(world.means, std::string(request.parameter("link")));
                      if (!feed) return tl::unexpected(feed.error());
                      Response response = web::text(*feed, "text/calendar; charset=utf-8");
                      response.keeps_secret = true;
                      return response;
                    },
                    .summary = "A member's calendar, by its secret address: no patient",
                    .parameters = {{"link", Schema::text().longest(100), "the secret address", true}},
                    .answers = {{200, "the meetings", "text/calendar"}},
                    .problems = {404, 503},
                    .caching = Caching::never});
}

}  // namespace repere::web
