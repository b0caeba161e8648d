// Servers as an operator runs them: two on one database, a database that goes away, a machine that dies.
#include "running_server.hpp"
#include "storage/postgresql/test_cluster.hpp"

namespace repere::journeys {
namespace {

using namespace std::chrono_literals;
using storage::postgresql::TestCluster;

class RunningServers : public Journey {
 protected:
  void import_into(const std::string& database) {
    fs::create_directories(folder / "reports");
    ASSERT_EQ(repere("demo cohort --cases 60 --out cohort").exit_code, 0);
    const Ending imported = repere("import cohort --db '" + database + "' --key key");
    ASSERT_EQ(imported.exit_code, 0) << imported.err;
  }
  std::unique_ptr<RunningServer> start(const std::string& name, const std::string& database,
                                       bool demonstration) {
    std::vector<std::string> options = {
        "--db", database, "--key", (folder / "key").string(), "--reports", (folder / "reports").string()};
    if (demonstration) options.push_back("--demonstration");
    return std::make_unique<RunningServer>(folder, name, options);
  }
  static boost::json::value json(const web::Reply& reply) { return boost::json::parse(reply.body); }
  // Of a case that the session may change: its path.
  static std::string own_case(const RunningServer& server, const std::string& cookie) {
    const auto list = json(server.ask("GET", "/api/v1/cases?most=1", cookie));
    return "/api/v1/cases/" + std::to_string(list.at("cases").at(0).at("case").as_int64());
  }
  static web::Reply change(const RunningServer& server, const std::string& cookie, const std::string& path,
                           int size) {
    const web::Reply read = server.ask("GET", path, cookie);
    if (read.status != 200) return read;
    const std::string body = R"({"reason":"synthetic correction","tumours":[{"id":)" +
                             std::to_string(json(read).at("tumours").at(0).at("id").as_int64()) +
                             R"(,"size_mm":")" + std::to_string(size) + "\"}]}";
    return server.ask("PATCH", path,
                      cookie + "Content-Type: application/json\r\nIf-Match: " +
                          std::string(*read.headers.find("ETag")) + "\r\n",
                      body);
  }
  static std::string size_in(const RunningServer& server, const std::string& cookie,
                             const std::string& path) {
    return std::string(json(server.ask("GET", path, cookie)).at("tumours").at(0).at("size_mm").as_string());
  }
  // How long until an answer has this status; none within ten seconds.
  template <class Ask>
  static std::optional<std::chrono::milliseconds> until(int status, const Ask& ask) {
    const auto begin = std::chrono::steady_clock::now();
    for (int tries = 0; tries < 500; ++tries, std::this_thread::sleep_for(20ms))
      if (ask().status == status)
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                     begin);
    return std::nullopt;
  }
};

TEST_F(RunningServers, two_on_one_database_share_sessions_changes_and_revocations) {
  auto cluster = TestCluster::start({});
  if (!cluster) GTEST_SKIP() << cluster.error().message;
  const std::string database = (*cluster)->url("postgres");
  import_into(database);
  const auto first = start("first", database, true);
  const auto second = start("second", database, false);
  const std::string cookie = first->sign_in("surgeon");
  EXPECT_EQ(second->ask("GET", "/api/v1/session", cookie).status, 200) << "made on one, valid on the other";
  const std::string path = own_case(*second, cookie);
  ASSERT_EQ(change(*first, cookie, path, 71).status, 200);
  EXPECT_EQ(size_in(*second, cookie, path), "71");
  ASSERT_EQ(change(*second, cookie, path, 72).status, 200);
  EXPECT_EQ(size_in(*first, cookie, path), "72");
  // Both remember the session for a while: that it ended has to reach the other server.
  const std::string other = first->sign_in("clinician");
  ASSERT_EQ(second->ask("GET", "/api/v1/session", other).status, 200);
  const auto sessions = json(first->ask("GET", "/api/v1/sessions", cookie));
  const auto id = sessions.at("sessions").at(0).at("session").as_int64();
  const int ended = second->ask("DELETE", "/api/v1/sessions/" + std::to_string(id), cookie).status;
  ASSERT_EQ(ended, 204);
  const auto refused = until(401, [&] { return first->ask("GET", "/api/v1/session", cookie); });
  ASSERT_TRUE(refused);
  EXPECT_LT(*refused, 4s) << "it was told, not only forgotten after five seconds";
  EXPECT_EQ(second->ask("GET", "/api/v1/session", cookie).status, 401);
  EXPECT_EQ(second->ask("GET", "/api/v1/session", other).status, 200) << "others stay";
  EXPECT_EQ(repere("audit verify --db '" + database + "' --key key").exit_code, 0);
}

TEST_F(RunningServers, say_503_while_the_database_is_away_and_go_on_when_it_is_back) {
  auto cluster = TestCluster::start({});
  if (!cluster) GTEST_SKIP() << cluster.error().message;
  const std::string database = (*cluster)->url("postgres");
  import_into(database);
  const auto server = start("server", database, true);
  const std::string cookie = server->sign_in("surgeon"), path = own_case(*server, cookie);
  ASSERT_EQ(change(*server, cookie, path, 51).status, 200);
  (*cluster)->stop();
  const web::Reply away = server->ask("GET", path, cookie);
  EXPECT_EQ(away.status, 503) << away.raw;
  EXPECT_TRUE(away.headers.find("Retry-After"));
  EXPECT_EQ(away.body.find((*cluster)->folder()), std::string::npos)
      << "the reason is in the log, not in the answer";
  EXPECT_EQ(server->ask("GET", "/readyz").status, 503);
  EXPECT_EQ(server->ask("GET", "/healthz").status, 200);
  (*cluster)->run();
  ASSERT_TRUE(until(200, [&] { return server->ask("GET", path, cookie); }));
  EXPECT_EQ(size_in(*server, cookie, path), "51");
  EXPECT_TRUE(until(200, [&] { return change(*server, cookie, path, 52 + std::rand() % 40); }));
  EXPECT_EQ(server->ask("GET", "/readyz").status, 200);
  EXPECT_EQ(repere("audit verify --db '" + database + "' --key key").exit_code, 0);
}

}  // namespace
}  // namespace repere::journeys
