// The server as its clients see it: bytes in, bytes out.
#include "web/server/server.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <future>
#include <thread>

#include "web/http/compression.hpp"
#include "web/http/etag.hpp"
#include "web/server/served.hpp"

namespace repere::web {
namespace {

using namespace std::chrono_literals;

Route hello() {
  return simple_route("/hello", [](const Request&) { return text("hello"); });
}

Route echo_json() {
  Route route = simple_route("/api/echo", [](const Request& request) { return json(request.json); });
  route.method = Method::post;
  route.runs_on = RunsOn::workers();
  route.body = Body::json(Schema::object()
                              .with("size_mm", Schema::whole().at_least(0).at_most(2000))
                              .maybe("note", Schema::text().longest(5)),
                          1000);
  route.answers = {{200, "the same", "application/json", Schema::object().open()}};
  return route;
}

const std::string json_type = "Content-Type: application/json\r\n";

TEST(Server, answers_and_keeps_the_connection) {
  Served served({hello()});
  Client client(served.port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const Reply reply = client.reply();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "hello");
    EXPECT_EQ(reply.headers.find("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_FALSE(reply.headers.find("Connection"));
  }
}

TEST(Server, answers_pipelined_requests_in_their_order) {
  Served served({hello(), echo_json()});
  Client client(served.port());
  std::string both =
      "POST /api/echo HTTP/1.1\r\nHost: x\r\n" + json_type + "Content-Length: 13\r\n\r\n{\"size_mm\":1}";
  both += "GET /hello HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n\r\n";
  client.send(both);
  EXPECT_EQ(client.reply().body, "{\"size_mm\":1}");
  EXPECT_EQ(client.reply().body, "hello");
  EXPECT_EQ(client.reply().status, 404);
}

TEST(Server, speaks_http_1_0) {
  Served served({hello()});
  EXPECT_TRUE(Client(served.port()).send("x"));
  Client closing(served.port());
  closing.send("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(closing.rest().ends_with("\r\n\r\nhello"));
  Client keeping(served.port());
  keeping.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(keeping.reply().headers.find("Connection"), "keep-alive");
}

TEST(Server, answers_HEAD_without_a_body_and_OPTIONS_and_405_with_what_is_allowed) {
  Served served({hello(), echo_json()});
  Client client(served.port());
  client.send("HEAD /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string head = client.rest();
  EXPECT_NE(head.find("Content-Length: 5\r\n"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_EQ(served.ask("OPTIONS", "/hello").headers.find("Allow"), "GET, HEAD, OPTIONS");
  const Reply refused = served.ask("DELETE", "/api/echo");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers.find("Allow"), "POST, OPTIONS");
  EXPECT_EQ(served.ask("BREW", "/hello").status, 501);
  EXPECT_EQ(served.ask("OPTIONS", "*").status, 204);
}

TEST(Server, reads_and_checks_a_json_body) {
  Served served({echo_json()});
  const auto post = [&](const std::string& body, const std::string& lines = json_type) {
    return served.ask("POST", "/api/echo", lines, body);
  };
  EXPECT_EQ(post(R"({"size_mm":70,"note":"é"})").body, R"({"size_mm":70,"note":"é"})");
  EXPECT_EQ(post("{}").status, 422);
  EXPECT_NE(post("{}").body.find(R"("pointer":"/size_mm")"), std::string::npos);
  EXPECT_EQ(post("{").status, 400);
  EXPECT_EQ(post(R"({"size_mm":1,"size_mm":2})").status, 400);
  EXPECT_EQ(post(R"({"size_mm":1})", "Content-Type: text/plain\r\n").status, 415);
  EXPECT_EQ(post(R"({"size_mm":1})", "").status, 415);
  EXPECT_EQ(post(R"({"size_mm":1})", json_type + "Content-Encoding: gzip\r\n").status, 415);
  EXPECT_EQ(post("{" + std::string(2000, ' ') + "}").status, 413);
  EXPECT_EQ(served.ask("POST", "/api/echo?unknown=1", json_type, R"({"size_mm":1})").status, 400);
}

TEST(Server, takes_a_chunked_body_and_bounds_it) {
  Served served({echo_json()});
  const std::string head = "POST /api/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + json_type +
                           "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(served.ask(head + "7\r\n{\"size_\r\n6\r\nmm\":1}\r\n0\r\n\r\n").body, "{\"size_mm\":1}");
  std::string endless = head;
  for (int i = 0; i < 200; ++i) endless += "a\r\n          \r\n";
  EXPECT_EQ(served.ask(endless).status, 413);
  EXPECT_EQ(served.ask(head + "zz\r\n").status, 400);
  EXPECT_EQ(served.ask(head + std::string(40'000, '0')).status / 100, 4);
}

TEST(Server, says_continue_to_a_client_that_waits_for_it_and_only_when_the_body_is_wanted) {
  Served served({echo_json()});
  Client client(served.port());
  client.send("POST /api/echo HTTP/1.1\r\nHost: x\r\n" + json_type +
              "Expect: 100-continue\r\nContent-Length: 13\r\n\r\n");
  while (client.held().find("\r\n\r\n") == std::string::npos && client.more()) {
  }
  EXPECT_EQ(client.held(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.held().clear();
  client.send("{\"size_mm\":1}");
  EXPECT_EQ(client.reply().status, 200);
  EXPECT_EQ(served
                .ask("POST /api/echo HTTP/1.1\r\nHost: x\r\n" + json_type +
                     "Expect: 100-continue\r\nContent-Length: 9999999\r\n\r\n")
                .status,
            413);
}

TEST(Server, carries_security_headers_on_every_answer) {
  Served served({hello()});
  for (const char* path : {"/hello", "/nothing", "/%"}) {
    const Reply reply = served.get(path);
    EXPECT_NE(
        std::string(reply.headers.find("Content-Security-Policy").value_or("")).find("default-src 'none'"),
        std::string::npos);
    EXPECT_NE(std::string(reply.headers.find("Content-Security-Policy").value_or(""))
                  .find("frame-ancestors 'none'"),
              std::string::npos);
    EXPECT_EQ(reply.headers.find("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(reply.headers.find("Referrer-Policy"), "same-origin");
    EXPECT_EQ(reply.headers.find("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_FALSE(reply.headers.find("Strict-Transport-Security"));
    EXPECT_TRUE(reply.headers.find("X-Request-Id"));
    EXPECT_FALSE(reply.headers.find("Server"));
  }
}

TEST(Server, shows_a_problem_as_json_or_as_a_page_in_the_readers_language) {
  Served served({hello()});
  const Reply machine = served.get("/nothing");
  EXPECT_EQ(machine.headers.find("Content-Type"), "application/problem+json");
  EXPECT_NE(machine.body.find("\"request_id\""), std::string::npos);
  const Reply french = served.get("/nothing", "Accept: text/html,*/*;q=0.8\r\n");
  EXPECT_NE(french.body.find("Page introuvable"), std::string::npos);
  EXPECT_EQ(french.headers.find("Cache-Control"), "no-store");
  EXPECT_NE(served.get("/nothing", "Accept: text/html\r\nAccept-Language: en-GB,en;q=0.9,fr;q=0.1\r\n")
                .body.find("Page not found"),
            std::string::npos);
}

TEST(Server, compresses_text_and_answers_304_to_who_has_it) {
  const auto asset = make_asset("text/css", std::string(5000, 'a'));
  Route kept = simple_route("/kept", [asset](const Request&) {
    Response response;
    response.asset = asset;
    return response;
  });
  Route made = simple_route("/made", [](const Request&) { return text(std::string(5000, 'b')); });
  Route secret = simple_route("/secret", [](const Request&) {
    Response response = text(std::string(5000, 'c'));
    response.keeps_secret = true;
    return response;
  });
  Served served({kept, made, secret});
  const Reply packed = served.get("/kept", "Accept-Encoding: gzip, br\r\n");
  EXPECT_EQ(packed.headers.find("Content-Encoding"), "br");
  EXPECT_EQ(packed.headers.find("Vary"), "Accept-Encoding");
  const std::string etag(*packed.headers.find("ETag"));
  const Reply again = served.get("/kept", "Accept-Encoding: gzip, br\r\nIf-None-Match: " + etag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(served.get("/kept").body.size(), 5000u);
  EXPECT_EQ(served.get("/made", "Accept-Encoding: gzip\r\n").headers.find("Content-Encoding"), "gzip");
  EXPECT_LT(served.get("/made", "Accept-Encoding: gzip\r\n").body.size(), 200u);
  EXPECT_FALSE(served.get("/made", "Accept-Encoding: gzip;q=0\r\n").headers.find("Content-Encoding"));
  EXPECT_FALSE(served.get("/secret", "Accept-Encoding: gzip\r\n").headers.find("Content-Encoding"));
  EXPECT_FALSE(served.get("/secret").headers.find("Vary"));
}

TEST(Server, tells_a_slow_client_408_and_closes) {
  ServerOptions options;
  options.time.header = 300ms;
  options.time.body = 300ms;
  options.time.least_rate = 1'000'000;
  Served served({hello(), echo_json()}, options);
  const auto began = std::chrono::steady_clock::now();
  Client header(served.port()), dripping(served.port()), body(served.port());
  header.send("GET /hello HTTP/1.1\r\nHost:");
  body.send("POST /api/echo HTTP/1.1\r\nHost: x\r\n" + json_type + "Content-Length: 100\r\n\r\n{");
  std::thread drip([&] {
    // A byte now and then does not move the deadline.
    for (const char c : std::string("GET /hello HTTP/1.1\r\nX: ")) {
      if (!dripping.send(std::string_view(&c, 1))) break;
      std::this_thread::sleep_for(40ms);
    }
  });
  EXPECT_TRUE(header.rest().starts_with("HTTP/1.1 408"));
  EXPECT_TRUE(body.rest().starts_with("HTTP/1.1 408"));
  EXPECT_TRUE(dripping.rest().starts_with("HTTP/1.1 408"));
  drip.join();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
}

TEST(Server, cuts_a_client_that_does_not_read_its_answer) {
  ServerOptions options;
  options.time.response = 200ms;
  options.time.least_rate = 1'000'000'000;
  Served served({simple_route("/large",
                              [](const Request&) {
                                return text(std::string(64 * 1024 * 1024, 'x'), "application/octet-stream");
                              })},
                options);
  Client client(served.port());
  client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  for (int i = 0; i < 200 && served.server->service().metrics().connections_cut == 0; ++i)
    std::this_thread::sleep_for(50ms);
  EXPECT_EQ(served.server->service().metrics().connections_cut, 1u);
  EXPECT_LT(client.rest().size(), 64u * 1024 * 1024);
}

TEST(Server, closes_an_idle_connection) {
  ServerOptions options;
  options.time.idle = 200ms;
  Served served({hello()}, options);
  EXPECT_EQ(Client(served.port()).rest(), "");
}

TEST(Server, bounds_the_connections_of_one_address_and_of_all) {
  ServerOptions options;
  options.connections_per_address = 3;
  Served served({hello()}, options);
  std::vector<std::unique_ptr<Client>> open;
  for (int i = 0; i < 3; ++i) {
    open.push_back(std::make_unique<Client>(served.port()));
    open.back()->send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(open.back()->reply().status, 200);
  }
  EXPECT_EQ(Client(served.port()).rest(), "");
  open.pop_back();
  for (int i = 0; i < 100; ++i) {
    Client another(served.port());
    another.send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    if (another.reply().status == 200) return;
    std::this_thread::sleep_for(20ms);
  }
  FAIL() << "a closed connection still counts";
}

TEST(Server, finishes_requests_in_flight_when_it_stops) {
  std::promise<void> in_handler;
  Route slow = simple_route("/slow", [&](const Request&) {
    in_handler.set_value();
    std::this_thread::sleep_for(300ms);
    return text("finished");
  });
  slow.runs_on = RunsOn::workers();
  Served served({slow});
  Client idle(served.port()), busy(served.port());
  busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  in_handler.get_future().wait();
  served.server->stop();
  const Reply reply = busy.reply();
  EXPECT_EQ(reply.body, "finished");
  EXPECT_EQ(reply.headers.find("Connection"), "close");
  EXPECT_EQ(idle.rest(), "");
  served.server->wait();
}

TEST(Server, answers_503_when_the_workers_have_too_much_to_do) {
  ServerOptions options;
  options.workers = 1;
  options.worker_queue = 1;
  std::promise<void> go_on;
  const auto allowed = go_on.get_future().share();
  Route slow = simple_route("/slow", [allowed](const Request&) {
    allowed.wait();
    return text("done");
  });
  slow.runs_on = RunsOn::workers();
  Served served({slow, hello()}, options);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<Client>(served.port()));
    clients.back()->send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(served.get("/hello").status, 200) << "the event loop must not wait for the workers";
  go_on.set_value();
  int done = 0, refused = 0;
  for (auto& client : clients) {
    const Reply reply = client->reply();
    if (reply.status == 200) ++done;
    if (reply.status == 503) {
      ++refused;
      EXPECT_TRUE(reply.headers.find("Retry-After"));
    }
  }
  EXPECT_EQ(done + refused, 6);
  EXPECT_GE(done, 1);
  EXPECT_GE(refused, 3);
}

TEST(Server, turns_an_exception_into_500_without_its_words) {
  Served served({simple_route("/throws",
                              [](const Request&) -> Result<Response> { throw std::runtime_error("DUPONT"); }),
                 simple_route("/fails", [](const Request&) -> Result<Response> {
                   return fail(ErrorKind::fault, "column x of table y");
                 })});
  for (const char* path : {"/throws", "/fails"}) {
    const Reply reply = served.get(path);
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body.find("DUPONT"), std::string::npos);
    EXPECT_EQ(reply.body.find("column"), std::string::npos);
  }
  served.server.reset();
  EXPECT_EQ(served.log().find("DUPONT"), std::string::npos);
  EXPECT_NE(served.log().find("column x of table y"), std::string::npos);
}

// Some stops in a hundred once waited for ever: the tick had fired just before it was cancelled.
TEST(Server, stops_also_when_a_tick_falls_due) {
  for (int i = 0; i < 30; ++i) {
    Served served({hello()});
    std::this_thread::sleep_for(99ms);
  }
}

TEST(Server, says_when_the_port_is_taken) {
  Served served({hello()});
  Application application;
  application.now = [] { return Instant(); };
  ServerOptions options;
  options.listen = {{"127.0.0.1", served.port()}};
  const auto second = Server::start(std::move(application), options);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
  EXPECT_NE(second.error().message.find(std::to_string(served.port())), std::string::npos);
}

TEST(Server, is_stopped_by_a_signal) {
  Application application;
  application.now = [] { return Instant(); };
  ServerOptions options;
  options.listen = {{"127.0.0.1", 0}};
  auto server = Server::start(std::move(application), options);
  ASSERT_TRUE(server);
  ::kill(::getpid(), SIGTERM);
  (*server)->wait();
}

}  // namespace
}  // namespace repere::web
