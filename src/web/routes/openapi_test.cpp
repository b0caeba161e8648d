// What the document promises is what the running server answers.
#include "web/routes/openapi.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "web/routes/openapi_walk.hpp"

namespace repere::web {
namespace {

Schema item() {
  return Schema::object().with("id", Schema::whole()).with("name", Schema::text().or_null()).named("Item");
}

std::vector<Route> sample_routes(bool lies) {
  std::vector<Route> routes;
  routes.push_back({.path = "/api/v1/items/{item}",
                    .policy = Policy::anonymous(),
                    .runs_on = RunsOn::workers(),
                    .handler = [lies](const Request& request) -> Result<Response> {
                      if (request.number("item") > 10) return fail(ErrorKind::not_found, "no such item");
                      if (lies) return json(boost::json::object{{"id", "one"}});
                      return json(boost::json::object{{"id", request.number("item")}, {"name", nullptr}});
                    },
                    .summary = "One item",
                    .parameters = {{"item", Schema::whole().at_least(1)},
                                   {"lang", Schema::one_of({"fr", "en"}), "the language"}},
                    .answers = {{200, "the item", "application/json", item()}}});
  routes.push_back({.method = Method::put,
                    .path = "/api/v1/items/{item}",
                    .policy = Policy::anonymous(),
                    .runs_on = RunsOn::loop(),
                    .handler = [](const Request&) { return nothing(); },
                    .summary = "Changes an item",
                    .parameters = {{"item", Schema::whole().at_least(1)}},
                    .body = Body::json(item()),
                    .answers = {{204, "changed", ""}},
                    .conditional = true});
  return routes;
}

TEST(OpenApi, tells_what_the_server_answers) {
  Served served(sample_routes(false));
  const std::vector<std::string> broken = walk_openapi(served);
  for (const std::string& line : broken) ADD_FAILURE() << line;
}

TEST(OpenApi, is_noticed_when_it_lies) {
  Served served(sample_routes(true));
  EXPECT_FALSE(walk_openapi(served).empty());
}

TEST(OpenApi, says_who_may_ask_and_what_goes_wrong) {
  const auto document = openapi_document(sample_routes(false), "Repère", "1");
  EXPECT_EQ(document.at("openapi"), "3.1.0");
  const auto& put = document.at("paths").at("/api/v1/items/{item}").at("put").as_object();
  EXPECT_EQ(put.at("x-repere-policy"), "anonymous");
  for (const char* status : {"204", "400", "403", "404", "412", "413", "415", "422", "428", "429", "500"})
    EXPECT_TRUE(put.at("responses").as_object().contains(status)) << status;
  EXPECT_EQ(put.at("requestBody").at("content").at("application/json").at("schema").at("$ref"),
            "#/components/schemas/Item");
  EXPECT_TRUE(document.at("components").at("schemas").as_object().contains("Problem"));
}

}  // namespace
}  // namespace repere::web
