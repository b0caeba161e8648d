#include <array>
#include <boost/json/array.hpp>

#include "web/public/results/results_pages.hpp"

namespace repere::web {
namespace {

std::string_view type_of(std::string_view file) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> types{
      {{".json", "application/json"}, {".csv", "text/csv; charset=utf-8"}, {".svg", "image/svg+xml"}}};
  for (const auto& [ending, type] : types)
    if (file.ends_with(ending)) return type;
  return "application/octet-stream";
}

Result<Response> file_response(const EditionShelf& shelf, std::string_view edition, std::string_view file) {
  auto bytes = shelf.text(edition, file);
  if (!bytes) return tl::unexpected(bytes.error());
  Response response;
  response.type = std::string(type_of(file));
  response.body = std::move(*bytes);
  if (file.ends_with(".svg"))
    response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
  // A name that says of which edition it is, once it has left its folder.
  std::string name = std::string(edition) + "-" + std::string(file);
  for (char& c : name)
    if (c == '/') c = '-';
  if (file.ends_with(".csv")) save_as(response, name);
  return response;
}

Schema edition_schema() {
  return Schema::object()
      .with("id", Schema::text())
      .with("date", Schema::day())
      .with("synthetic", Schema::truth())
      .with("erratum_of", Schema::text().or_null())
      .with("licence", Schema::text())
      .with("index", Schema::text())
      .named("ResultsEdition");
}

const Parameter edition_parameter{
    "edition", Schema::text().longest(8).pattern("[0-9]{4}-[1-9][0-9]{0,2}").example("2026-1"),
    "an edition's name"};

}  // namespace

void add_results_api(std::vector<Route>& routes, std::shared_ptr<const EditionShelf> shelf) {
  routes.push_back({.path = "/api/v1/results",
                    .policy = Policy::anonymous(),
                    .runs_on = RunsOn::workers(),
                    .handler = [shelf](const Request&) -> Result<Response> {
                      boost::json::array all;
                      for (const std::string& id : shelf->editions()) {
                        const auto index = shelf->index(id);
                        if (!index) return tl::unexpected(index.error());
                        all.push_back({{"id", id},
                                       {"date", (*index)->at("date")},
                                       {"synthetic", (*index)->at("synthetic")},
                                       {"erratum_of", (*index)->at("erratum_of")},
                                       {"licence", (*index)->at("licence")},
                                       {"index", "/api/v1/results/" + id + "/edition.json"}});
                      }
                      return json(boost::json::object{{"editions", std::move(all)}});
                    },
                    .summary = "The published editions of the results, the newest first",
                    .answers = {{200, "the editions", "application/json",
                                 Schema::object().with("editions", Schema::array(edition_schema()))}}});
  routes.push_back(
      {.path = "/api/v1/results/{edition}/{file...}",
       .policy = Policy::anonymous(),
       .runs_on = RunsOn::workers(),
       .handler =
           [shelf](const Request& request) {
             return file_response(*shelf, request.parameter("edition"), request.parameter("file"));
           },
       .summary = "A file of an edition: edition.json lists them with their SHA-256",
       .parameters = {edition_parameter, {"file", Schema::text().longest(200), "its name", false}},
       .answers = {{200, "the file", "*/*"}},
       .problems = {404},
       .caching = Caching::minutes});
}

}  // namespace repere::web
