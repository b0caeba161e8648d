#include "storage/postgresql/database.hpp"

#include <libpq-fe.h>

#include <cstring>

#include "storage/notifications.hpp"
#include "storage/postgresql/statement.hpp"
#include "storage/table_text.hpp"

namespace repere::storage::postgresql {

namespace {

constexpr int oldest_version = 140'000;
// Who writes holds this lock of the database until the end of its transaction: revisions are serial.
constexpr const char* writers_lock = "8243122654983028";

pg_conn* connect(const Address& address, const Settings& settings) {
  const std::string seconds = std::to_string(settings.connect_seconds);
  // What stands before dbname, the URL may say otherwise. A dead host is noticed within half a minute.
  const char* keys[] = {"connect_timeout",      "keepalives_idle",
                        "keepalives_interval",  "keepalives_count",
                        "tcp_user_timeout",     "application_name",
                        "target_session_attrs", "dbname",
                        "client_encoding",      nullptr};
  const char* values[] = {seconds.c_str(),
                          "10",
                          "5",
                          "3",
                          "30000",
                          "repere",
                          address.several_hosts ? "read-write" : "any",
                          address.url.c_str(),
                          "UTF8",
                          nullptr};
  return PQconnectdbParams(keys, values, 1);
}

std::string_view parameter(pg_conn* handle, const char* name) {
  const char* value = PQparameterStatus(handle, name);
  return value ? value : "";
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const Address& address, Open mode,
                                                 const Settings& settings) {
  pg_conn* const handle = connect(address, settings);
  if (!handle) return fail(ErrorKind::unavailable, address.name + ": there is not enough memory");
  std::unique_ptr<Database> database(new Database(handle, address, settings));
  if (PQstatus(handle) != CONNECTION_OK) return connection_failure(handle, address.name);
  REPERE_TRY(database->configure());
  REPERE_TRY(database->check_owner(mode));
  return database;
}

Result<void> Database::configure() {
  if (PQserverVersion(link_.handle()) < oldest_version)
    return fail(ErrorKind::unsupported, name() + ": the server is older than PostgreSQL 14; update it");
  if (parameter(link_.handle(), "server_encoding") != "UTF8")
    return fail(ErrorKind::unsupported,
                name() +
                    ": the database does not keep its texts in UTF-8; make it anew with "
                    "createdb --encoding=UTF8 --template=template0");
  // A weaker promise than "on the disk" is never made; a stronger one (remote_apply) is kept.
  const auto set = link_.command(
      "SET extra_float_digits = 1; SET jit = off; SET work_mem = '64MB'; SET bytea_output = 'hex';"
      "SET idle_in_transaction_session_timeout = '10min'; SET lock_timeout = " +
      std::to_string(settings_.busy_ms) +
      "; SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') "
      "IN ('off', 'local', 'remote_write')");
  if (!set) return tl::unexpected(set.error());
  return {};
}

// Before anything is written: a database of another program stays as it is.
Result<void> Database::check_owner(Open mode) {
  auto query = prepare(
      "SELECT count(*), count(CASE WHEN relname = 'schema_version' THEN 1 END) FROM pg_class "
      "WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')");
  if (!query) return tl::unexpected(query.error());
  REPERE_TRY((*query)->step());
  const bool empty = (*query)->whole(0) == 0, ours = (*query)->whole(1) == 1;
  if (!empty && !ours)
    return fail(ErrorKind::incorrect,
                name() + ": it is the database of another program; give another one (createdb)");
  if (empty && mode == Open::ours_only)
    return fail(ErrorKind::not_found,
                name() + ": it holds no record; check the name, or import cases into it first");
  return {};
}

Result<std::unique_ptr<Statement>> Database::prepare(std::string_view sql) {
  auto prepared = link_.prepared(std::string(sql));
  if (!prepared) return tl::unexpected(prepared.error());
  return std::make_unique<PreparedStatement>(link_, std::move(*prepared));
}

Result<std::unique_ptr<Statement>> Database::prepare_insert(std::string_view table,
                                                            const std::vector<std::string>& columns) {
  const std::string target = std::string(table) + " (" + joined(columns) + ")";
  std::string values;
  for (std::size_t i = 1; i <= columns.size(); ++i) values += (i > 1 ? ", $" : "$") + std::to_string(i);
  auto prepared = link_.prepared("INSERT INTO " + target + " VALUES (" + values + ")");
  if (!prepared) return tl::unexpected(prepared.error());
  return std::make_unique<BulkInsert>(link_, std::move(*prepared), "COPY " + target + " FROM STDIN");
}

Result<void> Database::execute(const std::string& script) {
  const auto done = link_.command(script);
  if (!done) return tl::unexpected(done.error());
  return {};
}

Result<bool> Database::has_table(std::string_view table) {
  auto query = prepare(
      "SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') "
      "AND relname = $1");
  if (!query) return tl::unexpected(query.error());
  (*query)->bind(1, table);
  return (*query)->step();
}

// Read committed: what is read after the lock was waited for is what the other writer left.
Result<void> Database::begin_write() {
  auto begun = execute(std::string("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
                                   "SELECT pg_advisory_xact_lock(") +
                       writers_lock + ")");
  if (begun) return begun;
  rollback();
  if (begun.error().kind != ErrorKind::fault || !is_standby()) return begun;
  read_only_ = true;  // another host may be the one that is written to: a new connection looks for it
  return fail(ErrorKind::unavailable,
              name() + ": it can only be read, it is a standby; name the server that takes changes as well");
}

bool Database::is_standby() {
  const auto query = prepare("SELECT pg_is_in_recovery()");
  if (!query) return false;
  const auto row = (*query)->step();
  return row && *row && (*query)->whole(0) == 1;
}

Result<void> Database::begin_read() { return execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }

Result<void> Database::commit() {
  REPERE_TRY(link_.settle());
  const int warnings = link_.warnings();
  const auto done = link_.command("COMMIT");
  if (!done && PQstatus(link_.handle()) != CONNECTION_OK)
    return fail(ErrorKind::unavailable,
                name() +
                    ": the server went away while it was writing the change to its disk, and it is not "
                    "known whether it is written: read the record again before you repeat it");
  if (!done) return tl::unexpected(done.error());
  if (std::strcmp(PQcmdStatus(done->get()), "COMMIT") != 0)
    return fail(ErrorKind::fault, name() + ": a statement failed and its transaction was committed");
  if (link_.warnings() != warnings)
    return fail(ErrorKind::unavailable,
                name() +
                    ": the change is on the server's disk, but a standby that must have it too did not "
                    "confirm it: check the standby; read the record again before you repeat the change");
  return {};
}

void Database::rollback() {
  link_.drop_waiting();
  if (PQtransactionStatus(link_.handle()) != PQTRANS_IDLE) static_cast<void>(link_.command("ROLLBACK"));
}

Result<void> Database::begin_part() { return execute("SAVEPOINT part"); }

Result<void> Database::end_part(bool keep) {
  if (keep) {
    const auto kept = execute("RELEASE part");
    if (kept) return {};
    REPERE_TRY(end_part(false));
    return kept;
  }
  link_.drop_waiting();
  return execute("ROLLBACK TO part; RELEASE part");
}

Result<void> Database::notify(std::string_view channel, std::string_view payload) {
  REPERE_ENSURE(valid_channel(channel) && payload.size() <= longest_payload);
  auto statement = prepare("SELECT pg_notify($1, $2)");
  if (!statement) return tl::unexpected(statement.error());
  (*statement)->bind(1, channel);
  (*statement)->bind(2, payload);
  REPERE_TRY((*statement)->run());
  return {};
}

bool Database::broken() {
  if (read_only_ || PQstatus(link_.handle()) != CONNECTION_OK) return true;
  return PQtransactionStatus(link_.handle()) == PQTRANS_IDLE && PQconsumeInput(link_.handle()) == 0;
}

}  // namespace repere::storage::postgresql
