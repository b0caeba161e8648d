#include "web/http/etag.hpp"
#include "web/people/case_json.hpp"
#include "web/people/people_routes.hpp"
#include "workflows/cases/read_case.hpp"

namespace repere::web {

namespace js = boost::json;
using access::Act;

namespace {

std::string etag_of_version(std::int64_t version) { return "v" + std::to_string(version); }
PatientId patient_of(const Request& request) { return PatientId{request.number("case")}; }

Parameter case_parameter() { return {"case", Schema::whole().at_least(1), "number of the case", true}; }

std::string text(const Request& request, std::string_view name) {
  return std::string(request.query.find(name).value_or(""));
}

js::object summary_json(const workflows::CaseSummary& one) {
  js::object object{{"case", one.patient.value},
                    {"pseudonym", one.pseudonym},
                    {"centre", one.centre},
                    {"shared", one.shared}};
  if (!one.histotype.empty()) object["histotype"] = one.histotype;
  if (!one.site.empty()) object["site"] = one.site;
  if (one.diagnosis) object["diagnosis_date"] = one.diagnosis->text();
  return object;
}

Schema summary_schema() {
  return Schema::object()
      .with("case", Schema::whole())
      .with("pseudonym", Schema::text())
      .with("centre", Schema::text())
      .with("shared", Schema::truth())
      .maybe("histotype", Schema::text())
      .maybe("site", Schema::text())
      .maybe("diagnosis_date", Schema::partial_date())
      .named("CaseSummary");
}

Result<Response> list_cases(const PeopleWorld& world, const Request& request) {
  workflows::CaseFilter filter;
  filter.centre = text(request, "centre");
  filter.histotype = text(request, "histotype");
  filter.site = text(request, "site");
  filter.pseudonym = text(request, "pseudonym");
  if (const auto year = request.query.find("year")) filter.year = std::stoi(std::string(*year));
  if (const auto after = request.query.find("after")) filter.after = std::stoll(std::string(*after));
  if (const auto most = request.query.find("most")) filter.most = std::stoi(std::string(*most));
  const auto cases = workflows::list_cases(world.means, asking_of(request), filter);
  if (!cases) return tl::unexpected(cases.error());
  js::array list;
  for (const auto& one : *cases) list.push_back(summary_json(one));
  js::object answer{{"cases", std::move(list)}};
  if (!cases->empty() && cases->size() >= static_cast<std::size_t>(filter.most))
    answer["next_after"] = cases->back().patient.value;
  return json(answer);
}

Result<Response> read_case(const PeopleWorld& world, const Request& request) {
  const auto file = workflows::read_case(world.means, asking_of(request), patient_of(request));
  if (!file) return tl::unexpected(file.error());
  Response response = json(json_of(*file, world.reference));
  response.etag = etag_of_version(file->version);
  return response;
}

// A conditional write: made on the version that is current, or refused with what is stored and what was sent side by side.
// What is stored is shown as a reading, with its line in the trail.
Result<Response> edit_case(const PeopleWorld& world, const Request& request) {
  bool of_old_version = false;
  const auto revision = workflows::edit_case(
      world.means, asking_of(request), world.reference, patient_of(request),
      [&](const workflows::CaseFile& now) -> Result<workflows::CaseEdit> {
        of_old_version = !names_version(request, etag_of_version(now.version));
        if (of_old_version) return fail(ErrorKind::conflict, "the case has another version");
        return edit_from(request.json.as_object(), now, world.reference);
      });
  if (!revision && of_old_version) {
    const auto now = workflows::read_case(world.means, asking_of(request), patient_of(request));
    if (!now) return tl::unexpected(now.error());
    if (auto refused = stale(request, etag_of_version(now->version), json_of(*now, world.reference)))
      return std::move(*refused);
  }
  if (!revision) return tl::unexpected(revision.error());
  Response response = json(js::object{{"case", patient_of(request).value}, {"version", revision->id.value}});
  response.etag = etag_of_version(revision->id.value);
  return response;
}

Result<Response> done(Result<void> result) {
  if (!result) return tl::unexpected(result.error());
  return nothing();
}

std::string member(const Request& request, std::string_view name) {
  return std::string(request.json.as_object().at(name).as_string());
}

}  // namespace

void add_case_routes(std::vector<Route>& routes, const PeopleWorld& world) {
  routes.push_back(
      {.path = "/api/v1/cases",
       .policy = may(Act::list_cases),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return list_cases(world, request); },
       .summary = "The cases that the caller may see, by number",
       .parameters = {{"centre", Schema::text().longest(40), "code of the responsible centre"},
                      {"histotype", Schema::text().longest(40), "code"},
                      {"site", Schema::text().longest(40), "code"},
                      {"pseudonym", Schema::text().longest(40), "its beginning"},
                      {"year", Schema::whole().at_least(1800).at_most(2199), "of diagnosis"},
                      {"after", Schema::whole().at_least(1), "cases with a higher number: the next page"},
                      {"most", Schema::whole().at_least(1).at_most(500), "50 if not said"}},
       .answers = {{200, "a page of cases", "application/json",
                    Schema::object()
                        .with("cases", Schema::array(summary_schema()))
                        .maybe("next_after", Schema::whole())}}});
  routes.push_back(
      {.path = "/api/v1/cases/{case}",
       .policy = may(Act::read_case),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return read_case(world, request); },
       .summary = "One patient's file under its pseudonym; the reading stands in the audit trail",
       .parameters = {case_parameter()},
       .answers = {{200, "the file", "application/json", case_schema()}},
       .problems = {403, 404}});
  routes.push_back(
      {.method = Method::patch,
       .path = "/api/v1/cases/{case}",
       .policy = may(Act::edit_case),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return edit_case(world, request); },
       .summary = "Changes rows of a file, or adds acts; If-Match names the version that was changed",
       .parameters = {case_parameter()},
       .body = Body::json(case_edit_schema(), 256 * 1024),
       .answers = {{200, "the new version", "application/json",
                    Schema::object().with("case", Schema::whole()).with("version", Schema::whole())}},
       .problems = {403, 404, 409, 412, 422},
       .conditional = true});
  routes.push_back({.method = Method::post,
                    .path = "/api/v1/cases/{case}/shares",
                    .policy = may(Act::share_case),
                    .runs_on = RunsOn::workers(),
                    .handler =
                        [world](const Request& request) {
                          return done(workflows::share_case(world.means, asking_of(request),
                                                            patient_of(request), member(request, "centre"),
                                                            member(request, "reason")));
                        },
                    .summary = "Gives another centre sight of a case",
                    .parameters = {case_parameter()},
                    .body = Body::json(Schema::object()
                                           .with("centre", Schema::text().shortest(1).longest(40))
                                           .with("reason", Schema::text().shortest(1).longest(500))),
                    .answers = {{204, "shared", ""}},
                    .problems = {403, 404}});
  routes.push_back({.method = Method::del,
                    .path = "/api/v1/cases/{case}/shares/{centre}",
                    .policy = may(Act::share_case),
                    .runs_on = RunsOn::workers(),
                    .handler =
                        [world](const Request& request) {
                          return done(workflows::end_share(world.means, asking_of(request),
                                                           patient_of(request),
                                                           std::string(request.parameter("centre"))));
                        },
                    .summary = "Ends a share",
                    .parameters = {case_parameter(), {"centre", Schema::text().longest(40), "code", true}},
                    .answers = {{204, "no longer shared", ""}},
                    .problems = {403, 404}});
  routes.push_back(
      {.method = Method::post,
       .path = "/api/v1/cases/{case}/objection",
       .policy = may(Act::record_objection),
       .runs_on = RunsOn::workers(),
       .handler =
           [world](const Request& request) {
             const auto objection = value_in(access::objection_words, member(request, "objection"));
             return done(workflows::record_objection(world.means, asking_of(request), patient_of(request),
                                                     objection.value_or(access::Objection::registration),
                                                     member(request, "reason")));
           },
       .summary = "Records what the patient objects to; it holds from the next query on",
       .parameters = {case_parameter()},
       .body = Body::json(Schema::object()
                              .with("objection", Schema::one_of({"none", "research", "registration"}))
                              .with("reason", Schema::text().shortest(1).longest(500))),
       .answers = {{204, "recorded", ""}},
       .problems = {403, 404}});
}

}  // namespace repere::web
