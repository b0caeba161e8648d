// Who may ask what, from where, how often: with a gate, a proxy, an operator, TLS.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "web/guard/form_token.hpp"
#include "web/http/etag.hpp"
#include "web/http/upload.hpp"
#include "web/server/served.hpp"
#include "web/server/settings.hpp"

namespace repere::web {
namespace {

// "Cookie: session=alice" is alice; "Authorization: Bearer machine" is a machine.
class TestGate final : public Gate {
 public:
  bool knows(const Policy& policy) const override {
    return policy.word() == "session" || policy.word() == "session administrator";
  }
  bool waits(const Policy&) const override { return true; }
  tl::expected<Admitted, Refusal> admit(const Request& request, const Policy& policy) override {
    Admitted admitted;
    if (request.header("Authorization") == "Bearer machine") {
      admitted.caller.account = {7};
    } else if (request.cookie("session") == "alice") {
      admitted.caller.account = {1};
      admitted.session = "alice";
      admitted.form_secret = "secret of alice";
      admitted.by_cookie = true;
    } else {
      return tl::unexpected(Refusal{401, "sign in", "/fr/connexion", {{"WWW-Authenticate", "Bearer"}}});
    }
    if (policy.word() == "session administrator")
      return tl::unexpected(Refusal{403, "administrators only", {}, {}});
    return admitted;
  }
};

Route guarded(Method method, std::string path, std::string policy, Handler handler) {
  return {.method = method,
          .path = std::move(path),
          .policy = Policy::of(std::move(policy)),
          .runs_on = RunsOn::workers(),
          .handler = std::move(handler),
          .summary = "for a test",
          .answers = {{200, "done", "text/plain"}}};
}

std::string account_of(const Request& request) {
  return "account " + std::to_string(request.caller().account.value);
}

const std::string alice = "Cookie: session=alice\r\n", here = "Origin: http://localhost\r\n",
                  form_type = "Content-Type: application/x-www-form-urlencoded\r\n";

std::vector<Route> guarded_routes(int& handled) {
  std::vector<Route> routes;
  routes.push_back(guarded(Method::get, "/me", "session",
                           [](const Request& request) { return text(account_of(request)); }));
  routes.push_back(guarded(Method::get, "/token", "session",
                           [](const Request& request) { return text(form_token(request)); }));
  routes.push_back(
      guarded(Method::get, "/admin", "session administrator", [](const Request&) { return text("never"); }));
  Route change = guarded(Method::post, "/change", "session", [&handled](const Request& request) {
    ++handled;
    return text("changed " + std::string(request.form.find("name").value_or("")));
  });
  change.body = Body::form(Schema::object().with("name", Schema::text().longest(20)));
  routes.push_back(change);
  return routes;
}

TEST(Gate, is_asked_before_every_handler) {
  int handled = 0;
  Served served(guarded_routes(handled), {}, std::make_shared<TestGate>());
  EXPECT_EQ(served.get("/me", alice).body, "account 1");
  EXPECT_EQ(served.get("/me", alice).headers.find("Cache-Control"), "no-store");
  EXPECT_EQ(served.get("/me", "Authorization: Bearer machine\r\n").body, "account 7");
  const Reply refused = served.get("/me");
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.headers.find("WWW-Authenticate"), "Bearer");
  const Reply person = served.get("/me", "Accept: text/html\r\n");
  EXPECT_EQ(person.status, 303);
  EXPECT_EQ(person.headers.find("Location"), "/fr/connexion");
  EXPECT_EQ(served.get("/admin", alice).status, 403);
  EXPECT_EQ(served.get("/me", "Cookie: session=alice; session=mallory\r\n").status, 401);
}

TEST(Csrf, a_form_of_a_session_needs_its_token_and_its_origin) {
  int handled = 0;
  Served served(guarded_routes(handled), {}, std::make_shared<TestGate>());
  const std::string token = served.get("/token", alice).body;
  const auto post = [&](const std::string& lines, const std::string& body) {
    return served.ask("POST", "/change", form_type + lines, body).status;
  };
  EXPECT_EQ(post(alice + here, "name=x&form_token=" + token), 200);
  EXPECT_EQ(post(alice + here + "X-Form-Token: " + token + "\r\n", "name=x"), 200);
  EXPECT_EQ(handled, 2);
  EXPECT_EQ(post(alice + here, "name=x"), 403);
  EXPECT_EQ(post(alice + here, "name=x&form_token=AAAA"), 403);
  EXPECT_EQ(post(alice, "name=x&form_token=" + token), 403) << "no Origin";
  EXPECT_EQ(post(alice + "Origin: http://evil.example\r\n", "name=x&form_token=" + token), 403);
  EXPECT_EQ(post(alice + here + "Sec-Fetch-Site: cross-site\r\n", "name=x&form_token=" + token), 403);
  EXPECT_EQ(handled, 2) << "no refused form reached the handler";
  EXPECT_EQ(post("Authorization: Bearer machine\r\n", "name=x"), 200) << "a machine brings its own proof";
}

TEST(Conditional, a_stale_write_is_refused_with_both_versions) {
  Route route = simple_route("/api/case", [](const Request& request) -> Result<Response> {
    if (auto refused = stale(request, "v2", boost::json::object{{"size_mm", 50}})) return std::move(*refused);
    Response response = json(request.json);
    response.etag = "v3";
    return response;
  });
  route.method = Method::put;
  route.conditional = true;
  route.body = Body::json(Schema::object().with("size_mm", Schema::whole()));
  Served served({route});
  const auto put = [&](const std::string& lines) {
    return served.ask("PUT", "/api/case", "Content-Type: application/json\r\n" + lines, R"({"size_mm":70})");
  };
  EXPECT_EQ(put("").status, 428);
  EXPECT_EQ(put("If-Match: \"v2\"\r\n").status, 200);
  EXPECT_EQ(put("If-Match: \"v2-gzip\"\r\n").status, 200);
  EXPECT_EQ(put("If-Match: W/\"v2\"\r\n").status, 412);
  const Reply refused = put("If-Match: \"v1\"\r\n");
  EXPECT_EQ(refused.status, 412);
  const auto both = boost::json::parse(refused.body);
  EXPECT_EQ(both.at("current").at("size_mm"), 50);
  EXPECT_EQ(both.at("sent").at("size_mm"), 70);
  EXPECT_EQ(refused.headers.find("ETag"), "\"v2\"");
}

TEST(RateLimit, answers_429_with_when_to_come_back) {
  ServerOptions options;
  options.rates["anonymous"] = {0.01, 2};
  Served served({simple_route("/x", [](const Request&) { return text("x"); })}, options);
  EXPECT_EQ(served.get("/x").status, 200);
  EXPECT_EQ(served.get("/x").status, 200);
  const Reply refused = served.get("/x");
  EXPECT_EQ(refused.status, 429);
  EXPECT_TRUE(refused.headers.find("Retry-After"));
  options.rate_limits = false;
  Served free({simple_route("/x", [](const Request&) { return text("x"); })}, options);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(free.get("/x").status, 200);
}

TEST(Operations, are_for_the_operators_addresses) {
  Served served({});
  EXPECT_EQ(served.get("/healthz").status, 200);
  EXPECT_EQ(served.get("/readyz").status, 200);
  served.ready = fail(ErrorKind::unavailable, "the database is at 10.1.2.3");
  const Reply down = served.get("/readyz");
  EXPECT_EQ(down.status, 503);
  EXPECT_EQ(down.body.find("10.1.2.3"), std::string::npos);
  EXPECT_NE(served.get("/metrics")
                .body.find("repere_http_requests_total{route=\"GET /healthz\",status=\"200\"} 1\n"),
            std::string::npos);
  EXPECT_EQ(served.get("/metrics", "X-Forwarded-For: 203.0.113.1\r\n").status, 404)
      << "a proxy that nobody named makes everybody local";
  ServerOptions options;
  options.operations_from = {*parse_address_range("192.0.2.0/24")};
  EXPECT_EQ(Served({}, options).get("/metrics").status, 404);
  options.operations_listen = {{"127.0.0.1", 0}};
  Served apart({simple_route("/x", [](const Request&) { return text("x"); })}, options);
  EXPECT_EQ(apart.get("/metrics").status, 404);
  Client operators(apart.server->ports()[1]);
  operators.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(operators.reply().status, 200);
  operators.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(operators.reply().status, 404);
}

TEST(Log, names_the_route_and_the_account_and_nothing_that_was_sent) {
  int handled = 0;
  Served served(guarded_routes(handled), {}, std::make_shared<TestGate>());
  served.get("/me?name=DUPONT", alice);
  served.get("/nothing/DUPONT");
  served.ask("POST", "/change", form_type + alice + here, "name=DUPONT");
  served.server.reset();
  const std::string log = served.log();
  EXPECT_EQ(log.find("DUPONT"), std::string::npos) << log;
  EXPECT_NE(log.find(R"("method":"GET","route":"/me","status":200)"), std::string::npos) << log;
  EXPECT_NE(log.find(R"("account":1)"), std::string::npos);
  EXPECT_NE(log.find(R"("route":"none","status":404)"), std::string::npos);
}

TEST(Hosts, others_than_the_sites_own_are_refused) {
  ServerOptions options;
  options.hosts = {"localhost"};
  Served served({simple_route("/x", [](const Request&) { return text("x"); })}, options);
  EXPECT_EQ(served.get("/x").status, 200);
  EXPECT_EQ(served.ask("GET /x HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 421);
  EXPECT_EQ(served.ask("GET /x HTTP/1.1\r\nHost: LOCALHOST:8080\r\n\r\n").status, 200);
}

TEST(Headers, a_handlers_mistake_does_not_split_the_answer) {
  Served served({simple_route("/x", [](const Request&) {
    Response response = text("x");
    response.headers.add("X-Name", "a\r\nSet-Cookie: session=mallory");
    return response;
  })});
  EXPECT_EQ(served.get("/x").raw.find("mallory"), std::string::npos);
}

TEST(Upload, is_received_as_files_and_bounded) {
  Route route = simple_route("/send", [](const Request& request) {
    std::string said;
    for (const UploadedFile& file : request.upload->files)
      said += file.file_name + " " + std::to_string(file.content.size()) + " ";
    return text(said + std::string(request.form.find("note").value_or("")));
  });
  route.method = Method::post;
  route.runs_on = RunsOn::workers();
  route.body = Body::multipart(Schema::object().maybe("note", Schema::text().longest(10)), 3 * 1024 * 1024);
  Route raw = route;
  raw.path = "/raw";
  raw.body = Body::bytes({"application/pdf"}, 1024 * 1024);
  Served served({route, raw});
  const auto body = [](std::size_t size, const std::string& note) {
    return "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n" + note +
           "\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../scan.pdf\"\r\n\r\n" +
           std::string(size, 'x') + "\r\n--b--\r\n";
  };
  const std::string type = "Content-Type: multipart/form-data; boundary=b\r\n";
  EXPECT_EQ(served.ask("POST", "/send", type, body(2'000'000, "hello")).body, "scan.pdf 2000000 hello");
  EXPECT_EQ(served.ask("POST", "/send", type, body(4'000'000, "hello")).status, 413);
  EXPECT_EQ(served.ask("POST", "/send", type, body(10, "much too long")).status, 422);
  EXPECT_EQ(served.ask("POST", "/send", type, "nonsense").status, 400);
  EXPECT_EQ(served.ask("POST", "/send", type).status, 400);
  EXPECT_EQ(served.ask("POST", "/send", "Content-Type: multipart/form-data\r\n", body(10, "a")).status, 400);
  EXPECT_EQ(served.ask("POST", "/raw", "Content-Type: application/pdf\r\n", std::string(700'000, 'x')).body,
            " 700000 ");
  EXPECT_EQ(served.ask("POST", "/raw", "Content-Type: application/x-dosexec\r\n", "MZ").status, 415);
}

class Tls : public testing::Test {
 protected:
  Tls() : folder(std::filesystem::temp_directory_path() / ("repere_tls_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder);
    make("a");
  }
  ~Tls() override { std::filesystem::remove_all(folder); }
  void make(const std::string& name) const {
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" +
        name + " -keyout '" + (folder / "key.pem").string() + "' -out '" +
        (folder / "certificate.pem").string() + "' >/dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  ServerOptions options() const {
    ServerOptions options;
    options.tls = TlsFiles{folder / "certificate.pem", folder / "key.pem"};
    return options;
  }
  // What a client that insists on these options is told.
  std::string talk(std::uint16_t port, const std::string& flags) const {
    const std::string out = (folder / "out").string();
    const std::string command =
        "printf 'GET /x HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' | timeout 10 "
        "openssl s_client -ign_eof -connect 127.0.0.1:" +
        std::to_string(port) + " " + flags + " >'" + out + "' 2>&1";
    static_cast<void>(std::system(command.c_str()));
    FILE* file = std::fopen(out.c_str(), "r");
    std::string text;
    for (int c; (c = std::fgetc(file)) != EOF;) text += static_cast<char>(c);
    std::fclose(file);
    return text;
  }
  std::filesystem::path folder;
};

TEST_F(Tls, serves_modern_protocols_with_hsts_and_reads_its_certificate_again) {
  Served served({simple_route("/x", [](const Request& request) { return text(request.origin()); })},
                options());
  const std::string answer = talk(served.port(), "-tls1_3");
  EXPECT_NE(answer.find("https://localhost"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Strict-Transport-Security: max-age=31536000"), std::string::npos);
  EXPECT_NE(talk(served.port(), "-tls1_2").find("HTTP/1.1 200"), std::string::npos);
  EXPECT_EQ(talk(served.port(), "-tls1_1").find("HTTP/1.1 200"), std::string::npos);
  EXPECT_EQ(talk(served.port(), "-tls1_2 -cipher AES128-SHA").find("HTTP/1.1 200"), std::string::npos);
  EXPECT_NE(answer.find("CN = a"), std::string::npos);
  make("b");
  ASSERT_TRUE(served.server->reload_certificates());
  EXPECT_NE(talk(served.port(), "").find("CN = b"), std::string::npos);
  std::filesystem::remove(folder / "key.pem");
  EXPECT_FALSE(served.server->reload_certificates());
  EXPECT_NE(talk(served.port(), "").find("HTTP/1.1 200"), std::string::npos)
      << "a bad pair leaves the old one in use";
}

TEST_F(Tls, a_silent_handshake_is_cut) {
  ServerOptions quick = options();
  quick.time.header = std::chrono::milliseconds(200);
  Served served({}, quick);
  EXPECT_EQ(Client(served.port()).rest(), "");
}

TEST(Settings, are_read_and_bounded) {
  const auto options = server_options({{"listen", "127.0.0.1:0"},
                                       {"listen", "[::1]:0"},
                                       {"connections", "20000"},
                                       {"rate_login", "0.5/3"},
                                       {"idle_seconds", "1.5"},
                                       {"trusted_proxy", "10.0.0.0/8"},
                                       {"rate_limits", "off"}});
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->listen.size(), 2u);
  EXPECT_EQ(options->rates.at("login").burst, 3);
  EXPECT_EQ(options->time.idle.count(), 1500);
  EXPECT_FALSE(options->rate_limits);
  for (const Setting& wrong : std::vector<Setting>{{"unknown", "1"},
                                                   {"connections", "0"},
                                                   {"connections", "many"},
                                                   {"listen", "x"},
                                                   {"rate_login", "1"},
                                                   {"rate_login", "0/1"},
                                                   {"tls_key", "k"},
                                                   {"rate_limits", "maybe"},
                                                   {"trusted_proxy", "10.0.0.1/8"},
                                                   {"idle_seconds", "nan"},
                                                   {"host", "a:1"}})
    EXPECT_FALSE(server_options({wrong})) << wrong.name << "=" << wrong.value;
}

TEST(ListenAddress, is_an_address_and_a_port) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080")->port, 8080);
  EXPECT_EQ(parse_listen_address("[::1]:80")->host, "::1");
  EXPECT_EQ(parse_listen_address(":0")->host, "0.0.0.0");
  EXPECT_EQ(parse_listen_address("localhost:1")->host, "127.0.0.1");
  for (const char* wrong :
       {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:80x", "somewhere:80", "::1:80"})
    EXPECT_FALSE(parse_listen_address(wrong)) << wrong;
}

}  // namespace
}  // namespace repere::web
