#include "web/http/etag.hpp"
#include "web/people/people_routes.hpp"
#include "workflows/cases/change_case.hpp"
#include "workflows/cases/read_case.hpp"

namespace repere::web {

namespace js = boost::json;
using access::Act;
using workflows::Person;

namespace {

// The members of a person that are texts, under their names outside.
struct TextMember {
  const char* name;
  Confidential<std::string> Person::*member;
};
constexpr TextMember text_members[] = {{"birth_name", &Person::birth_name},
                                       {"used_name", &Person::used_name},
                                       {"given_names", &Person::given_names},
                                       {"birth_place", &Person::birth_place},
                                       {"ins", &Person::ins},
                                       {"ins_oid", &Person::ins_oid},
                                       {"local_number", &Person::local_number},
                                       {"contact", &Person::contact}};

PatientId patient_of(const Request& request) { return PatientId{request.number("case")}; }
std::string etag_of_version(std::int64_t version) { return "p" + std::to_string(version); }

js::object json_of(const Person& person) {
  js::object object{
      {"case", person.patient.value}, {"version", person.version}, {"ins_qualified", person.ins_qualified}};
  for (const auto& one : text_members)
    if (const auto& text = (person.*one.member).reveal(); !text.empty()) object[one.name] = text;
  if (const auto& birth = person.birth.reveal()) object["birth_date"] = birth->text();
  return object;
}

Schema person_schema(bool answer) {
  Schema schema = Schema::object();
  if (answer) schema = schema.with("case", Schema::whole()).with("version", Schema::whole());
  for (const auto& one : text_members) schema = schema.maybe(one.name, Schema::text().longest(200));
  return schema.maybe("birth_date", Schema::partial_date())
      .maybe("ins_qualified", Schema::truth())
      .named(answer ? "Person" : "PersonEdit");
}

Result<Person> person_from(const js::object& wanted, PatientId patient, std::int64_t version) {
  Person person;
  person.patient = patient;
  person.version = version;
  for (const auto& one : text_members)
    if (const auto* text = wanted.if_contains(one.name))
      person.*one.member = Confidential<std::string>(std::string(text->as_string()));
  if (const auto* birth = wanted.if_contains("birth_date")) {
    const auto date = PartialDate::parse(std::string_view(birth->as_string()));
    if (!date)
      return fail(ErrorKind::incorrect,
                  "birth_date: write YYYY-MM-DD, or YYYY-MM or YYYY when the rest is unknown");
    person.birth = Confidential<std::optional<PartialDate>>(*date);
  }
  if (const auto* qualified = wanted.if_contains("ins_qualified"))
    person.ins_qualified = qualified->as_bool();
  return person;
}

Result<Response> read_identity(const PeopleWorld& world, const Request& request) {
  const auto person = workflows::read_identity(world.means, asking_of(request), patient_of(request));
  if (!person) return tl::unexpected(person.error());
  Response response = json(json_of(*person));
  response.etag = etag_of_version(person->version);
  response.keeps_secret = true;
  return response;
}

// A first identity is written on "p0"; a later one on the version that was read.
Result<Response> write_identity(const PeopleWorld& world, const Request& request) {
  const auto permit = workflows::authorise_for_case(world.means, asking_of(request),
                                                    access::Act::correct_identity, patient_of(request));
  if (!permit) return tl::unexpected(permit.error());
  const auto stored = workflows::read_identity(world.means, asking_of(request), patient_of(request));
  if (!stored && stored.error().kind != ErrorKind::not_found) return tl::unexpected(stored.error());
  const std::int64_t version = stored ? stored->version : 0;
  if (auto refused =
          stale(request, etag_of_version(version), stored ? js::value(json_of(*stored)) : js::value(nullptr)))
    return std::move(*refused);
  const auto person = person_from(request.json.as_object(), patient_of(request), version);
  if (!person) return tl::unexpected(person.error());
  if (auto written = workflows::correct_identity(world.means, asking_of(request), *person); !written)
    return tl::unexpected(written.error());
  Response response = nothing();
  response.etag = etag_of_version(version + 1);
  return response;
}

Result<Response> search(const PeopleWorld& world, const Request& request) {
  const js::object& wanted = request.json.as_object();
  workflows::PersonQuery query;
  const auto text = [&](const char* name) {
    const auto* value = wanted.if_contains(name);
    return Confidential<std::string>(value == nullptr ? std::string() : std::string(value->as_string()));
  };
  query.number = text("number");
  query.family_name = text("family_name");
  query.given_name = text("given_name");
  if (const auto birth = text("birth_date").reveal(); !birth.empty()) {
    const auto date = PartialDate::parse(birth);
    if (!date) return fail(ErrorKind::incorrect, "birth_date: write YYYY-MM-DD");
    query.birth = *date;
  }
  const auto found = workflows::search_people(world.means, asking_of(request), query);
  if (!found) return tl::unexpected(found.error());
  js::array open, elsewhere;
  for (const auto& match : found->open)
    open.push_back(js::object{{"case", match.patient.value}, {"centre", match.centre}});
  for (const auto& centre : found->elsewhere) elsewhere.emplace_back(centre);
  return json(js::object{{"cases", std::move(open)}, {"elsewhere", std::move(elsewhere)}});
}

Result<Response> erase(const PeopleWorld& world, const Request& request) {
  const auto who = world.gate.who(request);
  if (!who) return tl::unexpected(who.error());
  if (auto fresh = workflows::check_confirmed(world.means, *who); !fresh)
    return tl::unexpected(fresh.error());
  if (auto erased = workflows::erase_person(world.means, asking_of(request), patient_of(request),
                                            std::string(request.json.as_object().at("reason").as_string()));
      !erased)
    return tl::unexpected(erased.error());
  return nothing();
}

}  // namespace

void add_person_routes(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter number{"case", Schema::whole().at_least(1), "number of the case", true};
  routes.push_back({.path = "/api/v1/cases/{case}/identity",
                    .policy = may(Act::read_identity),
                    .runs_on = RunsOn::workers(),
                    .handler = [world](const Request& request) { return read_identity(world, request); },
                    .summary = "Who the patient is; the audit line is on the disk before the answer",
                    .parameters = {number},
                    .answers = {{200, "the identity", "application/json", person_schema(true)}},
                    .problems = {403, 404}});
  routes.push_back(
      {.method = Method::put,
       .path = "/api/v1/cases/{case}/identity",
       .policy = may(Act::correct_identity),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return write_identity(world, request); },
       .summary = "Enters or corrects who the patient is; If-Match names the version, \"p0\" for the first",
       .parameters = {number},
       .body = Body::json(person_schema(false)),
       .answers = {{204, "written", ""}},
       .problems = {403, 404, 409, 412},
       .conditional = true});
  routes.push_back(
      {.method = Method::post,
       .path = "/api/v1/persons/search",
       .policy = may(Act::search_people),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return search(world, request); },
       .summary = "Whether somebody is known: by an identifier, or by family name, first given name and "
                  "birth date together",
       .body = Body::json(Schema::object()
                              .maybe("number", Schema::text().longest(40))
                              .maybe("family_name", Schema::text().longest(100))
                              .maybe("given_name", Schema::text().longest(100))
                              .maybe("birth_date", Schema::partial_date())),
       .answers = {
           {200, "what was found", "application/json",
            Schema::object()
                .with("cases",
                      Schema::array(
                          Schema::object().with("case", Schema::whole()).with("centre", Schema::text())))
                .with("elsewhere",
                      Schema::array(Schema::text())
                          .about("centres that know the person; their cases are not opened"))}}});
  routes.push_back(
      {.method = Method::post,
       .path = "/api/v1/cases/{case}/erasure",
       .policy = whole_session(),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) { return erase(world, request); },
       .summary = "Destroys what says who the patient is; needs password and code given just before",
       .parameters = {number},
       .body = Body::json(Schema::object().with("reason", Schema::text().shortest(1).longest(500))),
       .answers = {{204, "erased", ""}},
       .problems = {403, 404}});
}

}  // namespace repere::web
