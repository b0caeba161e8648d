#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "web/routes/router.hpp"
#include "web/routes/schema.hpp"

namespace repere::web {
namespace {

Route route_at(Method method, std::string path, std::vector<std::string> parameters = {}) {
  Route route{.method = method,
              .path = std::move(path),
              .policy = Policy::anonymous(),
              .runs_on = RunsOn::loop(),
              .handler = [](const Request&) { return nothing(); },
              .answers = {{204, "done", ""}}};
  for (std::string& name : parameters) route.parameters.push_back({std::move(name), Schema::text()});
  return route;
}

class OnlySession final : public Gate {
 public:
  bool knows(const Policy& policy) const override { return policy.word() == "session"; }
  bool waits(const Policy&) const override { return true; }
  tl::expected<Admitted, Refusal> admit(const Request&, const Policy&) override { return Admitted{}; }
};

std::string found(const Router& router, Method method, const std::vector<std::string>& segments) {
  const auto result = router.find(method, segments);
  if (!result.route) return result.allowed.empty() ? "nothing" : "method";
  std::string text = result.route->path;
  for (const Field& field : result.parameters) text += " " + field.name + "=" + field.value;
  return text;
}

TEST(Router, prefers_the_fixed_to_a_parameter_to_the_rest) {
  const ClosedGate gate;
  const auto router = Router::build(
      {route_at(Method::get, "/"), route_at(Method::get, "/cases/new"),
       route_at(Method::get, "/cases/{case}", {"case"}), route_at(Method::put, "/cases/{case}", {"case"}),
       route_at(Method::get, "/cases/{case}/acts/{act}", {"case", "act"}),
       route_at(Method::get, "/fr/{file...}", {"file"}), route_at(Method::get, "/fr/")},
      gate);
  ASSERT_TRUE(router) << router.error().message;
  EXPECT_EQ(found(*router, Method::get, {""}), "/");
  EXPECT_EQ(found(*router, Method::get, {"cases", "new"}), "/cases/new");
  EXPECT_EQ(found(*router, Method::get, {"cases", "12"}), "/cases/{case} case=12");
  EXPECT_EQ(found(*router, Method::head, {"cases", "12"}), "/cases/{case} case=12");
  EXPECT_EQ(found(*router, Method::put, {"cases", "12"}), "/cases/{case} case=12");
  EXPECT_EQ(found(*router, Method::del, {"cases", "12"}), "method");
  EXPECT_EQ(found(*router, Method::get, {"cases", "new", "acts", "2"}),
            "/cases/{case}/acts/{act} case=new act=2");
  EXPECT_EQ(found(*router, Method::get, {"cases", ""}), "nothing");
  EXPECT_EQ(found(*router, Method::get, {"cases"}), "nothing");
  EXPECT_EQ(found(*router, Method::get, {"fr", ""}), "/fr/");
  EXPECT_EQ(found(*router, Method::get, {"fr", "figures", "a.svg"}), "/fr/{file...} file=figures/a.svg");
}

TEST(Router, refuses_a_declaration_that_cannot_be_kept) {
  const OnlySession gate;
  const auto refused = [&](Route route) { return !Router::build({std::move(route)}, gate); };
  EXPECT_FALSE(refused(route_at(Method::get, "/a")));
  EXPECT_TRUE(refused(route_at(Method::get, "a")));
  EXPECT_TRUE(refused(route_at(Method::get, "/a b")));
  EXPECT_TRUE(refused(route_at(Method::get, "/{a}"))) << "an undeclared parameter";
  EXPECT_TRUE(refused(route_at(Method::get, "/{a...}/b", {"a"})));
  EXPECT_TRUE(refused(route_at(Method::get, "/{A}", {"A"})));
  EXPECT_FALSE(
      Router::build({route_at(Method::get, "/a/{x}", {"x"}), route_at(Method::get, "/a/{y}", {"y"})}, gate))
      << "one path twice";
  Route route = route_at(Method::get, "/a");
  route.policy = Policy::of("session");
  EXPECT_TRUE(refused(route)) << "the gate waits, the loop must not";
  route.runs_on = RunsOn::workers();
  EXPECT_FALSE(refused(route));
  route.policy = Policy::of("sesion");
  EXPECT_TRUE(refused(route)) << "a policy that nobody knows";
  route = route_at(Method::get, "/a");
  route.handler = {};
  EXPECT_TRUE(refused(route));
  route = route_at(Method::get, "/a");
  route.answers = {};
  EXPECT_TRUE(refused(route));
  route = route_at(Method::get, "/a");
  route.body = Body::json(Schema::any());
  EXPECT_TRUE(refused(route));
}

const Schema& lesion() {
  static const Schema schema =
      Schema::object()
          .with("size_mm", Schema::whole().at_least(0).at_most(2000))
          .with("depth", Schema::one_of({"deep", "superficial"}).or_null())
          .maybe("seen", Schema::day())
          .maybe("note", Schema::text().longest(5))
          .maybe("codes", Schema::array(Schema::text().longest(8).pattern("[0-9]{4}/[0-9]")).longest(2))
          .maybe("share", Schema::number().at_most(1));
  return schema;
}

std::string wrong(const Schema& schema, const char* json) {
  std::string places;
  for (const Violation& violation : schema.check(boost::json::parse(json))) places += violation.pointer + " ";
  return places;
}

TEST(Schema, says_where_a_value_is_wrong) {
  for (const Schema& schema : {lesion(), *Schema::read(lesion().document(), {})}) {
    EXPECT_EQ(wrong(schema, R"({"size_mm":70,"depth":"deep"})"), "");
    EXPECT_EQ(
        wrong(
            schema,
            R"({"size_mm":0,"depth":null,"seen":"2026-02-28","note":"éàüßx","codes":["8890/3"],"share":1})"),
        "");
    EXPECT_EQ(wrong(schema, R"({})"), "/size_mm /depth ");
    EXPECT_EQ(wrong(schema, R"({"size_mm":-1,"depth":"other"})"), "/size_mm /depth ");
    EXPECT_EQ(wrong(schema, R"({"size_mm":70.5,"depth":null})"), "/size_mm ");
    EXPECT_EQ(wrong(schema, R"({"size_mm":"70","depth":null})"), "/size_mm ");
    EXPECT_EQ(wrong(schema, R"({"size_mm":18446744073709551615,"depth":null})"), "/size_mm ");
    EXPECT_EQ(wrong(schema, R"({"size_mm":1,"depth":null,"seen":"2026-02-30"})"), "/seen ");
    EXPECT_EQ(wrong(schema, R"({"size_mm":1,"depth":null,"seen":"2026-02"})"), "/seen ");
    EXPECT_EQ(wrong(schema, R"({"size_mm":1,"depth":null,"note":"abcdef"})"), "/note ");
    EXPECT_EQ(wrong(schema, R"({"size_mm":1,"depth":null,"codes":["8890/3","x"]})"), "/codes/1 ");
    EXPECT_EQ(wrong(schema, R"({"size_mm":1,"depth":null,"codes":["8890/3","8890/3","8890/3"]})"), "/codes ");
    EXPECT_NE(wrong(schema, R"({"size_mm":1,"depth":null,"sise":2})"), "");
    EXPECT_EQ(wrong(schema, R"([])"), " ");
  }
}

TEST(Schema, never_repeats_a_value) {
  for (const Violation& violation : lesion().check(
           boost::json::parse(R"({"size_mm":"DUPONT","depth":"DUPONT","DUPONT":1,"codes":["DUPONT"]})"))) {
    EXPECT_EQ(violation.detail.find("DUPONT"), std::string::npos);
    EXPECT_EQ(violation.pointer.find("DUPONT"), std::string::npos);
  }
}

TEST(Schema, makes_a_sample_that_it_accepts) {
  EXPECT_TRUE(lesion().check(lesion().sample()).empty());
  const Schema rich = Schema::object()
                          .with("a", Schema::array(lesion()).shortest(1))
                          .with("b", Schema::instant())
                          .with("c", Schema::partial_date())
                          .with("d", Schema::truth());
  EXPECT_TRUE(rich.check(rich.sample()).empty()) << rich.sample();
}

TEST(Schema, checks_forms_and_parameters_as_text) {
  const Schema form = Schema::object()
                          .with("size_mm", Schema::whole().at_least(0))
                          .maybe("note", Schema::text().longest(3))
                          .maybe("code", Schema::array(Schema::one_of({"a", "b"})));
  const auto places = [&](const char* text) {
    std::string all;
    for (const Violation& violation : form.check_form(*parse_form(text))) all += violation.pointer + " ";
    return all;
  };
  EXPECT_EQ(places("size_mm=7&note=&code=a&code=b"), "");
  EXPECT_EQ(places("size_mm=&note=abcd"), "size_mm note ");
  EXPECT_EQ(places("size_mm=1&size_mm=2"), "size_mm ");
  EXPECT_EQ(places("size_mm=1&code=c"), "code ");
  EXPECT_NE(places("size_mm=1&admin=true"), "");
  EXPECT_TRUE(Schema::whole().check_text("x", "12").empty());
  for (const char* text : {"", "1.0", "0x1", " 1", "9999999999999999999"})
    EXPECT_FALSE(Schema::whole().check_text("x", text).empty()) << text;
}

}  // namespace
}  // namespace repere::web
