#include "report/language.hpp"
#include "web/http/compression.hpp"
#include "web/pages/report_site.hpp"
#include "web/public/centre_parts.hpp"

namespace repere::web {

using report::in;

namespace {

// For a frame on another site: the search and the list, nothing around them.
Response frame_page(const CentreDirectory& directory, const Request& request, Language language) {
  const CentreQuestion asked = centre_question(request);
  CentreAnswer answer = counted_answer(directory, asked, reach::Counted::search_elsewhere);
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
          centre_list(directory, asked, answer, language) + centre_credits(language);
  return web::page(html + "</main></body></html>", language);
}

}  // namespace

std::shared_ptr<const CentreDirectory> centre_directory(const PublicWorld& world, const Places& places,
                                                        const Outlines& outlines) {
  return std::make_shared<const CentreDirectory>(
      CentreDirectory{world.reference.centres, places, world.network,
                      place_sites(world.reference.centres, places), !outlines.all.empty(), world.count, world.meetings});
}

void add_centre_pages(std::vector<Route>& routes, const std::shared_ptr<const CentreDirectory>& directory,
                      const Outlines& outlines) {
  add_public_page(routes, directory->network, {"/centres", "/en/centres"},
                  "The centres of the network, by distance", centre_parameters(),
                  [directory](const Request& request, Language language) -> Result<PublicPage> {
                    return centre_list_page(*directory, request, language);
                  });
  auto parameters = centre_parameters();
  parameters.push_back(
      {"centre", Schema::text().longest(64).example("FR-LYON-CLB"), "code of the centre", true});
  add_public_page(routes, directory->network, {"/centres/{centre}", "/en/centres/{centre}"},
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
