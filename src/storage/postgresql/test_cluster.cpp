#include "storage/postgresql/test_cluster.hpp"

#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "storage/postgresql/database.hpp"
#include "storage/postgresql/server_process.hpp"
#include "storage/postgresql/shared_cluster.hpp"
#include "storage/schema/all_migrations.hpp"
#include "storage/try.hpp"

namespace repere::storage::postgresql {

namespace {

std::string run_sql(const std::string& url, const std::string& command) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), &PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQexec(connection.get(), command.c_str()),
                                                             &PQclear);
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    std::fprintf(stderr, "%s: %s\n", command.c_str(), PQerrorMessage(connection.get()));
    return "failed";
  }
  return PQntuples(answer.get()) > 0 ? PQgetvalue(answer.get(), 0, 0) : "";
}

std::string url_in(const std::string& folder, const std::string& database) {
  return "postgresql://repere@/" + database + "?host=" + folder;
}

}  // namespace

std::string why_no_cluster() {
  return server_programs().empty() ? "PostgreSQL's server is not installed (Debian: postgresql-15)" : "";
}

TestCluster::TestCluster(Options options) : options_(std::move(options)), folder_(new_server_folder()) {}

Result<std::unique_ptr<TestCluster>> TestCluster::start(const Options& options) {
  std::unique_ptr<TestCluster> cluster(new TestCluster(options));
  if (run_program({server_programs() + "/initdb", "-D", cluster->folder_ + "/data", "-U", "repere", "-A",
                   "trust", "--no-sync", "--no-locale", "-E", "UTF8"},
                  cluster->folder_ + "/initdb.log") != 0)
    return fail(ErrorKind::unavailable, "initdb failed, see " + cluster->folder_ + "/initdb.log");
  cluster->run();
  REPERE_TRY(cluster->wait_until_it_answers());
  return cluster;
}

Result<std::unique_ptr<TestCluster>> TestCluster::follow(const TestCluster& primary, const Options& options) {
  std::unique_ptr<TestCluster> cluster(new TestCluster(options));
  if (run_program({server_programs() + "/pg_basebackup", "-h", primary.folder_, "-U", "repere", "-D",
                   cluster->folder_ + "/data", "-R", "-X", "stream", "-c", "fast", "--no-sync"},
                  cluster->folder_ + "/basebackup.log") != 0)
    return fail(ErrorKind::unavailable, "pg_basebackup failed");
  cluster->run();
  REPERE_TRY(cluster->wait_until_it_answers());
  return cluster;
}

TestCluster::~TestCluster() {
  stop();
  remove_server_folder(folder_);
}

std::string TestCluster::url(const std::string& database) const { return url_in(folder_, database); }

void TestCluster::run() {
  std::vector<std::string> words{server_programs() + "/postgres", "-D", folder_ + "/data", "-k", folder_};
  std::vector<std::string> settings{"listen_addresses=", "shared_buffers=32MB", "max_connections=60",
                                    options_.fsync ? "fsync=on" : "fsync=off"};
  if (!options_.fsync) settings.emplace_back("full_page_writes=off");
  settings.insert(settings.end(), options_.settings.begin(), options_.settings.end());
  for (const std::string& setting : settings) {
    words.emplace_back("-c");
    words.push_back(setting);
  }
  server_ = start_program(words, folder_ + "/server.log", SIGQUIT);
}

Result<void> TestCluster::wait_until_it_answers() {
  for (int tries = 0; tries < 600; ++tries) {
    if (PQping(url("postgres").c_str()) == PQPING_OK) return {};
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return fail(ErrorKind::unavailable, "the cluster did not start, see " + folder_ + "/server.log");
}

void TestCluster::stop() {
  if (server_ <= 0) return;
  kill(server_, SIGQUIT);
  waitpid(server_, nullptr, 0);
  server_ = -1;
}

// Asked again: replay may cancel a query of a standby.
void TestCluster::promote() {
  for (int tries = 0; tries < 600; ++tries) {
    if (ask("postgres", "SELECT pg_is_in_recovery()") == "f") return;
    if (tries % 50 == 0) ask("postgres", "SELECT pg_promote(false)");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  broken_promise("the standby was promoted", __FILE__, __LINE__);
}

void TestCluster::sql(const std::string& database, const std::string& command) const {
  REPERE_ENSURE(run_sql(url(database), command) != "failed");
}

std::string TestCluster::ask(const std::string& database, const std::string& query) const {
  return run_sql(url(database), query);
}

// The processes of the tests make the template one after the other; a half-made one has another name.
std::string make_template() {
  std::size_t hash = 0;
  for (const Migration& one : postgresql_migrations())
    hash = hash * 31 + std::hash<std::string_view>{}(one.sql);
  const std::string name = "tables_" + std::to_string(hash), making = "making_" + name;
  const auto open = [](const std::string& database) {
    auto opened =
        Database::open(*parse_address(url_in(shared_cluster_folder(), database)), Open::empty_or_ours);
    REPERE_ENSURE(opened);
    return std::move(*opened);
  };
  const auto admin = open("postgres");
  REPERE_ENSURE(admin->execute("SET lock_timeout = 0; SELECT pg_advisory_lock(1)"));
  const auto found = admin->prepare("SELECT count(*) FROM pg_database WHERE datname = $1");
  (*found)->bind(1, std::string_view(name));
  REPERE_ENSURE((*found)->step());
  if ((*found)->whole(0) == 1) return name;
  REPERE_ENSURE(admin->execute("DROP DATABASE IF EXISTS " + making));
  REPERE_ENSURE(admin->execute("CREATE DATABASE " + making));
  REPERE_ENSURE(migrate(*open(making), postgresql_migrations()));
  REPERE_ENSURE(admin->execute("ALTER DATABASE " + making + " RENAME TO " + name));
  return name;
}

const std::string& template_with_tables() {
  static const std::string name = make_template();
  return name;
}

TestDatabase::TestDatabase(Content content) {
  static int number = 0;
  name_ = "t" + std::to_string(getpid()) + "_" + std::to_string(++number);
  const std::string from = content == Content::tables ? " TEMPLATE " + template_with_tables() : "";
  REPERE_ENSURE(run_sql(url_in(shared_cluster_folder(), "postgres"), "CREATE DATABASE " + name_ + from) !=
                "failed");
}

TestDatabase::~TestDatabase() {
  run_sql(url_in(shared_cluster_folder(), "postgres"), "DROP DATABASE " + name_ + " WITH (FORCE)");
}

std::string TestDatabase::url() const { return url_in(shared_cluster_folder(), name_); }

}  // namespace repere::storage::postgresql
