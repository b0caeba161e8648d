#include "web/routes/openapi.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/words_of_text.hpp"
#include "web/guard/form_token.hpp"
#include "web/http/etag.hpp"

namespace repere::web {

namespace {

const Schema& problem_schema() {
  static const Schema schema =
      Schema::object()
          .with("type", Schema::text())
          .with("title", Schema::text())
          .with("status", Schema::whole().at_least(400).at_most(599))
          .maybe("detail", Schema::text())
          .with("request_id", Schema::text())
          .maybe(
              "errors",
              Schema::array(Schema::object().with("pointer", Schema::text()).with("detail", Schema::text()))
                  .longest(100))
          .open()
          .named("Problem");
  return schema;
}

// "{file...}" is "{file}" there: OpenAPI has no word for the rest of a path.
std::string openapi_path(std::string path) {
  if (const std::size_t dots = path.find("...}"); dots != std::string::npos) path.erase(dots, 3);
  return path;
}

bool is_in_path(const Route& route, const std::string& name) {
  return route.path.find("{" + name + "}") != std::string::npos ||
         route.path.find("{" + name + "...}") != std::string::npos;
}

boost::json::array parameters_of(const Route& route) {
  boost::json::array list;
  for (const Parameter& parameter : route.parameters) {
    const bool in_path = is_in_path(route, parameter.name);
    boost::json::object entry{{"name", parameter.name},
                              {"in", in_path ? "path" : "query"},
                              {"required", in_path || parameter.required},
                              {"schema", parameter.schema.document()}};
    if (!parameter.description.empty()) entry["description"] = parameter.description;
    if (route.path.find("{" + parameter.name + "...}") != std::string::npos) entry["x-repere-rest"] = true;
    list.push_back(std::move(entry));
  }
  if (route.conditional)
    list.push_back({{"name", "If-Match"},
                    {"in", "header"},
                    {"required", true},
                    {"description", "the ETag of the version that was changed"},
                    {"schema", Schema::text().document()}});
  return list;
}

boost::json::object body_of(const Body& body) {
  boost::json::object content;
  const auto media = [&](const std::string& type) { content[type] = {{"schema", body.schema.document()}}; };
  switch (body.kind) {
    case Body::Kind::none:
      break;
    case Body::Kind::json:
      media("application/json");
      break;
    case Body::Kind::form:
      media("application/x-www-form-urlencoded");
      break;
    case Body::Kind::multipart:
      media("multipart/form-data");
      break;
    case Body::Kind::bytes:
      for (const std::string& type : body.types) media(type);
  }
  return {{"required", true}, {"content", std::move(content)}, {"x-repere-most-bytes", body.most_bytes}};
}

boost::json::object answers_of(const Route& route) {
  boost::json::object answers;
  for (const Answer& answer : route.answers) {
    boost::json::object entry{{"description", answer.description}};
    if (!answer.type.empty()) {
      boost::json::object media;
      if (answer.schema) media["schema"] = answer.schema->document();
      entry["content"] = {{answer.type, std::move(media)}};
    }
    answers[std::to_string(answer.status)] = std::move(entry);
  }
  for (const int status : problem_statuses(route))
    if (!answers.contains(std::to_string(status)))
      answers[std::to_string(status)] = {{"$ref", "#/components/responses/" + std::to_string(status)}};
  return answers;
}

boost::json::object operation_of(const Route& route) {
  boost::json::object operation{{"summary", route.summary}, {"x-repere-policy", route.policy.word()}};
  if (!route.rate_class.empty()) operation["x-repere-rate"] = route.rate_class;
  if (auto parameters = parameters_of(route); !parameters.empty())
    operation["parameters"] = std::move(parameters);
  if (route.body.kind != Body::Kind::none) operation["requestBody"] = body_of(route.body);
  operation["responses"] = answers_of(route);
  if (route.policy.is_anonymous()) operation["security"] = boost::json::array{};
  return operation;
}

}  // namespace

std::vector<int> problem_statuses(const Route& route) {
  std::set<int> statuses(route.problems.begin(), route.problems.end());
  statuses.insert({400, 429, 500});
  const bool writes = !is_safe(route.method);
  if (!route.policy.is_anonymous()) statuses.insert({401, 403});
  if (!route.runs_on.on_loop()) statuses.insert(503);
  if (route.path.find('{') != std::string::npos) statuses.insert(404);
  if (writes) statuses.insert({403, 413, 415});
  if (route.body.kind != Body::Kind::none) statuses.insert({408, 422, 503});
  if (route.conditional) statuses.insert({412, 428});
  return {statuses.begin(), statuses.end()};
}

boost::json::value openapi_document(const std::vector<Route>& routes, const std::string& title,
                                    const std::string& version) {
  boost::json::object paths, schemas, responses;
  std::set<int> statuses;
  problem_schema().add_components(schemas);
  for (const Route& route : routes) {
    auto& path = paths[openapi_path(route.path)];
    if (!path.is_object()) path.emplace_object();
    path.get_object()[in_lower_case(name_of(route.method))] = operation_of(route);
    for (const int status : problem_statuses(route)) statuses.insert(status);
    route.body.schema.add_components(schemas);
    for (const Answer& answer : route.answers)
      if (answer.schema) answer.schema->add_components(schemas);
    for (const Parameter& parameter : route.parameters) parameter.schema.add_components(schemas);
  }
  for (const int status : statuses)
    responses[std::to_string(status)] = {
        {"description", reason_of(status)},
        {"content",
         {{"application/problem+json", {{"schema", problem_schema().document()}}},
          {"text/html", boost::json::object{}}}}};
  return boost::json::object{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", title},
        {"version", version},
        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"paths", std::move(paths)},
      {"components",
       {{"schemas", std::move(schemas)},
        {"responses", std::move(responses)},
        {"securitySchemes",
         {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "__Host-session"}}},
          {"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
      {"security",
       boost::json::array{{{"session", boost::json::array{}}}, {{"token", boost::json::array{}}}}}};
}

void add_openapi_route(std::vector<Route>& routes, const std::shared_ptr<std::string>& document) {
  routes.push_back({.path = "/api/openapi.json",
                    .policy = Policy::anonymous(),
                    .runs_on = RunsOn::loop(),
                    .handler =
                        [document](const Request&) {
                          Response response;
                          response.type = "application/json";
                          response.view = *document;
                          response.etag = etag_of(*document);
                          return response;
                        },
                    .summary = "This document: everything that can be asked of the server",
                    .answers = {{200, "OpenAPI 3.1", "application/json", Schema::object().open()}},
                    .caching = Caching::revalidate});
}

}  // namespace repere::web
