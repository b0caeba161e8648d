#include "web/public/results/results_pages.hpp"

namespace repere::web {
namespace {

struct Place {
  const char *french, *english, *parameter, *summary;
  ResultsPage make;
};
constexpr Place places[] = {
    {"/resultats", "/en/results", "", "The published results", overview_page},
    {"/resultats/indicateurs/", "/en/results/indicators/", "indicator", "One indicator", indicator_page},
    {"/resultats/survie/", "/en/results/survival/", "curve", "Survival curves", survival_page},
    {"/resultats/regions/", "/en/results/regions/", "region", "The results of a region", region_page},
    {"/resultats/centres/", "/en/results/centres/", "centre", "The results of a centre", centre_page},
    {"/resultats/activite", "/en/results/activity", "", "Numbers of cases", activity_page},
    {"/resultats/couverture", "/en/results/coverage", "", "Registered and expected cases", coverage_page},
    {"/resultats/methode", "/en/results/method", "", "How results are made and protected", method_page},
};

// The edition that the address asks for, or the newest.
Result<ShownEdition> shown_edition(const EditionShelf& shelf, const Request& request, Language language) {
  const auto all = shelf.editions();
  if (all.empty()) return fail(ErrorKind::not_found, "no edition of the results is published yet");
  ShownEdition edition{
      .id = all.front(), .index = {}, .replaced_by = {}, .language = language, .shelf = &shelf};
  if (const auto asked = request.query.find("edition"); asked && !asked->empty())
    edition.id = std::string(*asked);
  const auto index = shelf.index(edition.id);
  if (!index) return tl::unexpected(index.error());
  edition.index = *index;
  edition.is_newest = edition.id == all.front();
  for (const std::string& other : all) {
    const auto of_other = shelf.index(other);
    if (of_other && text_at(**of_other, "erratum_of") == edition.id) edition.replaced_by = other;
  }
  return edition;
}

PublicPage nothing_yet(Language language) {
  PublicPage page;
  page.title = in(language, "Résultats du réseau", "Results of the network");
  page.description =
      in(language, "Les résultats publiés du réseau.", "The published results of the network.");
  page.lead = in(language, "Aucune édition des résultats n’est encore publiée.",
                 "No edition of the results is published yet.");
  page.listed = false;
  return page;
}

void add_place(std::vector<Route>& routes, const PublicWorld& world,
               const std::shared_ptr<const EditionShelf>& shelf, const Place& place) {
  const std::string parameter = place.parameter;
  const std::string rest = parameter.empty() ? "" : "{" + parameter + "}";
  std::vector<Parameter> parameters{{"edition", Schema::text().longest(8).pattern("[0-9]{4}-[1-9][0-9]{0,2}"),
                                     "an edition (the newest if not said)"}};
  if (!parameter.empty())
    parameters.insert(parameters.begin(),
                      {parameter, Schema::text().longest(60).pattern("[A-Za-z0-9_-]{1,60}"), "its code"});
  const PublicNetwork network = world.network;
  const bool is_overview = place.make == overview_page;
  add_public_page(routes, world.network, {place.french + rest, place.english + rest}, place.summary,
                  parameters, [=](const Request& request, Language language) -> Result<PublicPage> {
                    const std::string id(parameter.empty() ? "" : request.parameter(parameter));
                    const auto edition = shown_edition(*shelf, request, language);
                    const bool none = is_overview && shelf->editions().empty();
                    if (!edition && !none) return tl::unexpected(edition.error());
                    auto page =
                        none ? Result<PublicPage>(nothing_yet(language)) : place.make(*edition, network, id);
                    if (!page) return page;
                    const std::string query = edition && !edition->is_newest ? "?edition=" + edition->id : "";
                    page->language = language;
                    page->address = {place.french + id + query, place.english + id + query};
                    return page;
                  });
  // Files are read: not on the loop.
  for (std::size_t i = routes.size() - 2; i < routes.size(); ++i) routes[i].runs_on = RunsOn::workers();
}

}  // namespace

void add_results_pages(std::vector<Route>& routes, const PublicWorld& world,
                       const std::filesystem::path& editions) {
  const auto shelf = std::make_shared<const EditionShelf>(editions);
  for (const Place& place : places) add_place(routes, world, shelf, place);
  add_results_api(routes, shelf);
}

}  // namespace repere::web
