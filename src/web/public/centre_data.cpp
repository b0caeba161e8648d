#include <boost/json/array.hpp>
#include <cmath>

#include "web/public/centre_directory.hpp"

namespace repere::web {

namespace js = boost::json;

namespace {

constexpr std::string_view kinds[] = {"nothing_asked", "place",    "postal_area", "department",
                                      "choices",       "spelling", "nothing"};
constexpr std::string_view precisions[] = {"place", "postal_code", "department"};
constexpr std::string_view place_kinds[] = {"commune", "old_commune", "borough"};

js::value or_null(const std::optional<std::string>& text) {
  return text ? js::value(*text) : js::value(nullptr);
}

js::object place_json(const Places& places, PlaceIndex index) {
  const Place place = places[index];
  js::array codes;
  for (const std::string& one : place.postal_codes) codes.emplace_back(one);
  const Department& department = places.departments()[place.department];
  return {{"code", place.code},
          {"name", place.name},
          {"kind", place_kinds[static_cast<std::size_t>(place.kind) - 1]},
          {"part_of", place.part_of ? js::value(*place.part_of) : js::value(nullptr)},
          {"department", department.code},
          {"department_name", department.name},
          {"region", department.region},
          {"postal_codes", std::move(codes)},
          {"latitude", place.position.latitude},
          {"longitude", place.position.longitude},
          {"position_of", precisions[static_cast<std::size_t>(place.precision) - 1]}};
}

Schema place_schema() {
  return Schema::object()
      .with("code", Schema::text().about("INSEE"))
      .with("name", Schema::text())
      .with("kind", Schema::one_of({"commune", "old_commune", "borough"}))
      .with("part_of", Schema::text().or_null())
      .with("department", Schema::text())
      .with("department_name", Schema::text())
      .with("region", Schema::text())
      .with("postal_codes", Schema::array(Schema::text()))
      .with("latitude", Schema::number())
      .with("longitude", Schema::number())
      .with("position_of", Schema::one_of({"place", "postal_code", "department"}));
}

}  // namespace

js::object search_json(const Places& places, const PlaceSearch& search) {
  js::array others;
  for (const PlaceIndex one : search.others) others.push_back(place_json(places, one));
  return {{"answer", kinds[static_cast<std::size_t>(search.kind)]},
          {"place", search.place ? js::value(place_json(places, search.place)) : js::value(nullptr)},
          {"department",
           search.department ? js::value(places.departments()[*search.department].code) : js::value(nullptr)},
          {"unknown_postal_code", search.unknown_postal_code},
          {"position_of", search.from ? js::value(precisions[static_cast<std::size_t>(search.precision) - 1])
                                      : js::value(nullptr)},
          {"others", std::move(others)}};
}

Schema search_schema() {
  return Schema::object()
      .with("answer", Schema::one_of({std::begin(kinds), std::end(kinds)}))
      .with("place", place_schema().or_null())
      .with("department", Schema::text().or_null())
      .with("unknown_postal_code", Schema::truth())
      .with("position_of", Schema::one_of({"place", "postal_code", "department"}).or_null())
      .with("others", Schema::array(place_schema().named("Place")))
      .named("PlaceSearch");
}

js::object centre_json(const CentreDirectory& directory, const CentreAway& away, const workflows::OpenMeetings& open,
                       BoardsAsked boards) {
  const Centre& centre = directory.centres[away.centre];
  boards.centre = centre.code;
  js::array sites, roles;
  for (const CentreSite& site : centre.sites)
    sites.push_back(
        js::object{{"name", site.name},
                   {"address", site.address.empty() ? js::value(nullptr) : js::value(site.address)},
                   {"city", site.city},
                   {"department", site.department},
                   {"latitude", site.latitude ? js::value(*site.latitude) : js::value(nullptr)},
                   {"longitude", site.longitude ? js::value(*site.longitude) : js::value(nullptr)}});
  for (const RolePeriod& role : centre.roles)
    roles.push_back(js::object{{"role", name_of(role.role)},
                               {"from", role.from ? js::value(role.from->text()) : js::value(nullptr)},
                               {"until", role.until ? js::value(role.until->text()) : js::value(nullptr)},
                               {"certainty", name_of(role.certainty)},
                               {"source", role.source}});
  js::value expertise = nullptr;
  if (centre.expertise) {
    js::array words;
    for (const auto& word : expertise_words)
      if (has(centre, word.value) == Has::yes) words.emplace_back(word.word);
    expertise = std::move(words);
  }
  return {{"code", centre.code},
          {"name", centre.name},
          {"page", centre_path(centre, Language::fr)},
          {"roles", std::move(roles)},
          {"sites", std::move(sites)},
          {"expertise", std::move(expertise)},
          {"contact", or_null(centre.contact)},
          {"board_days", or_null(centre.board_days)},
          {"next_boards", next_boards_json(open, boards)},
          {"distance_km", away.km ? js::value(std::round(*away.km * 10) / 10) : js::value(nullptr)},
          {"nearest_site", centre.sites[away.site].name}};
}

Schema centre_schema() {
  const Schema site = Schema::object()
                          .with("name", Schema::text())
                          .with("address", Schema::text().or_null())
                          .with("city", Schema::text())
                          .with("department", Schema::text())
                          .with("latitude", Schema::number().or_null())
                          .with("longitude", Schema::number().or_null())
                          .named("CentreSite");
  const Schema role = Schema::object()
                          .with("role", Schema::one_of({"coordinator", "competence", "outside"}))
                          .with("from", Schema::text().or_null())
                          .with("until", Schema::text().or_null())
                          .with("certainty", Schema::one_of({"confirmed", "probable", "uncertain"}))
                          .with("source", Schema::text())
                          .named("CentreRole");
  return Schema::object()
      .with("code", Schema::text())
      .with("name", Schema::text())
      .with("page", Schema::text())
      .with("roles", Schema::array(role))
      .with("sites", Schema::array(site))
      .with("expertise",
            Schema::array(Schema::text()).or_null().about("null: to be confirmed by the network"))
      .with("contact", Schema::text().or_null())
      .with("board_days", Schema::text().or_null())
      .with("next_boards", next_boards_schema())
      .with("distance_km", Schema::number().or_null().about("straight line to the nearest site"))
      .with("nearest_site", Schema::text())
      .named("Centre");
}

namespace {

void add_reuse(js::object& answer) {
  answer["licence"] = "Apache-2.0 (centres); CC-BY-4.0 (positions)";
  answer["credits"] = "GeoNames (CC BY 4.0); Etalab (MIT)";
}

Schema with_reuse(const Schema& schema) {
  return schema.with("licence", Schema::text()).with("credits", Schema::text());
}

std::string quoted(std::string_view text) {
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + "\"";
}

std::string csv_of(const CentreDirectory& directory) {
  std::string csv =
      "centre,name,role,certainty,role_source,site,address,city,department,latitude,longitude,position_"
      "source,expertise,board_days,contact\n";
  for (const SitePlace& one : directory.sites) {
    const Centre& centre = directory.centres[one.centre];
    const CentreSite& site = centre.sites[one.site];
    const RolePeriod& role = centre.roles.front();
    const auto number = [](const std::optional<double>& value) {
      return value ? json_text(js::value(*value)) : std::string();
    };
    csv += centre.code + "," + quoted(centre.name) + "," + std::string(name_of(role.role)) + "," +
           std::string(name_of(role.certainty)) + "," + quoted(role.source) + "," + quoted(site.name) + "," +
           quoted(site.address) + "," + quoted(site.city) + "," + site.department + "," +
           number(site.latitude) + "," + number(site.longitude) + "," + quoted(site.coordinates_source) +
           "," + quoted(centre.expertise.value_or("")) + "," + quoted(centre.board_days.value_or("")) + "," +
           quoted(centre.contact.value_or("")) + "\n";
  }
  return csv;
}

Route data_route(std::string path, std::string summary, Schema schema, Handler handler) {
  Route route{.path = std::move(path),
              .policy = Policy::anonymous(),
              .runs_on = RunsOn::loop(),
              .handler = std::move(handler)};
  route.summary = std::move(summary);
  route.answers = {{200, "found", "application/json", std::move(schema)}};
  route.embeddable = true;
  return route;
}

}  // namespace

void add_centre_data(std::vector<Route>& routes, const std::shared_ptr<const CentreDirectory>& directory) {
  Route list = data_route("/api/v1/centres", "The centres of the network, by distance from a place",
                          with_reuse(Schema::object()
                                         .with("search", search_schema())
                                         .with("centres", Schema::array(centre_schema()))
                                         .named("CentreList")),
                          [directory](const Request& request) -> Result<Response> {
                            const CentreAnswer found =
                                counted_answer(*directory, centre_question(request), reach::Counted::search_elsewhere);
                            const workflows::OpenMeetings open = open_meetings(directory->meetings);
                            js::array centres;
                            for (const CentreAway& one : found.centres)
                              centres.push_back(centre_json(*directory, one, open));
                            js::object answer{{"search", search_json(directory->places, found.search)},
                                              {"centres", std::move(centres)}};
                            add_reuse(answer);
                            return json(answer);
                          });
  list.parameters = centre_parameters();
  routes.push_back(std::move(list));
  Route one = data_route("/api/v1/centres/{centre}", "One centre of the network", centre_schema(),
                         [directory](const Request& request) -> Result<Response> {
                           const CentreIndex index = directory->centres.find(request.parameter("centre"));
                           for (const CentreAway& away : answer_of(*directory, {}).centres)
                             if (index && away.centre == index) return json(centre_json(*directory, away, open_meetings(directory->meetings)));
                           return fail(ErrorKind::not_found,
                                       "there is no centre with this code: /api/v1/centres lists them");
                         });
  one.parameters = {
      {"centre", Schema::text().longest(64).example("FR-LYON-CLB"), "code of the centre", true}};
  one.problems = {404};
  routes.push_back(std::move(one));
  Route places = data_route(
      "/api/v1/places", "Communes by name or postal code", with_reuse(search_schema().named("Places")),
      [directory](const Request& request) -> Result<Response> {
        js::object answer = search_json(
            directory->places, search_place(directory->places, request.query.find("q").value_or("")));
        add_reuse(answer);
        return json(answer);
      });
  places.parameters = {
      {"q", Schema::text().longest(100).example("69008"), "commune, postal code or department", true}};
  routes.push_back(std::move(places));
  const std::string csv = csv_of(*directory);
  Route table{.path = "/centres.csv",
              .policy = Policy::anonymous(),
              .runs_on = RunsOn::loop(),
              .handler = [csv](const Request&) -> Result<Response> {
                Response response = text(csv, "text/csv; charset=utf-8");
                save_as(response, "centres.csv");
                return response;
              }};
  table.summary = "Every site of every centre";
  table.answers = {{200, "the table", "text/csv"}};
  table.embeddable = true;
  routes.push_back(std::move(table));
}

}  // namespace repere::web
