#include "storage/sqlite/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "storage/sqlite/errors.hpp"
#include "storage/sqlite/statement.hpp"

namespace repere::storage::sqlite {

namespace {

Result<void> check_path(const std::string& path, Open mode) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (std::filesystem::is_directory(status))
    return fail(ErrorKind::unavailable, path + ": it is a folder; give the path of a file in it");
  if (mode == Open::existing_only && status.type() == std::filesystem::file_type::not_found)
    return fail(ErrorKind::not_found,
                path + ": there is no such file; check the path, or import cases into it first");
  return {};
}

// SQLite would take a lock at each allocation to count its memory; nobody asks it for the count.
void stop_counting_memory() {
  static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(done);  // too late when another library began to use SQLite: then it counts
}

// Cases are nobody else's to read: SQLite itself would make the file with the rights that any file gets. Its
// log has the rights of the file. What stands against making it, SQLite meets and says.
void make_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file >= 0) ::close(file);
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Open mode,
                                                 const Settings& settings) {
  stop_counting_memory();
  REPERE_TRY(check_path(path, mode));
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (mode == Open::create_if_missing) {
    flags |= SQLITE_OPEN_CREATE;
    make_private_file(path);
  }
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle, flags, settings.vfs.empty() ? nullptr : settings.vfs.c_str());
  std::unique_ptr<Database> database(new Database(path, handle));
  if (code != SQLITE_OK) return failure(handle, code, path);
  REPERE_TRY(database->configure(mode, settings));
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    database->device_ = status.st_dev;
    database->inode_ = status.st_ino;
  }
  database->notifications_ = settings.notifications;
  return database;
}

Result<std::unique_ptr<Database>> Database::in_memory() {
  stop_counting_memory();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(":memory:", &handle,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                                       SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_MEMORY,
                                   nullptr);
  std::unique_ptr<Database> database(new Database("a database in memory", handle));
  if (code != SQLITE_OK) return failure(handle, code, database->path_);
  REPERE_TRY(database->execute("PRAGMA foreign_keys = ON"));
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : idle_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

Result<void> Database::configure(Open mode, const Settings& settings) {
  sqlite3_busy_timeout(handle_, settings.busy_ms);
  // 8 KiB: a bulk import costs a fifth less than with 4 KiB, a single change still writes little to the log.
  REPERE_TRY(execute(
      "PRAGMA page_size = 8192; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -" +
      std::to_string(settings.cache_kib)));
  if (settings.read_only) REPERE_TRY(execute("PRAGMA query_only = ON"));
  if (settings.most_pages > 0)
    REPERE_TRY(execute("PRAGMA max_page_count = " + std::to_string(settings.most_pages)));
  REPERE_TRY(check_owner(mode));
  if (sqlite3_db_readonly(handle_, "main") == 1) return {};
  // Two programs that open a new file at once: SQLite does not wait for the other here, so we do.
  Result<void> logged = execute("PRAGMA journal_mode = WAL");
  for (int waited = 0; !logged && logged.error().kind == ErrorKind::busy && waited < settings.busy_ms;
       waited += 10) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    logged = execute("PRAGMA journal_mode = WAL");
  }
  return logged;
}

// Before anything is written: a file of another program stays as it is.
Result<void> Database::check_owner(Open mode) {
  auto query =
      prepare("SELECT count(*), count(CASE WHEN name = 'schema_version' THEN 1 END) FROM sqlite_schema");
  if (!query) return tl::unexpected(query.error());
  REPERE_TRY((*query)->step());
  const bool empty = (*query)->whole(0) == 0, ours = (*query)->whole(1) == 1;
  if (!empty && !ours)
    return fail(ErrorKind::incorrect, path_ + ": it is the database of another program; give another path");
  if (empty && mode == Open::existing_only)
    return fail(ErrorKind::not_found,
                path_ + ": it holds no record; check the path, or import cases into it first");
  return {};
}

Result<std::unique_ptr<Statement>> Database::prepare(std::string_view sql) {
  if (const auto found = idle_.find(sql); found != idle_.end())
    if (sqlite3_stmt* const statement = std::exchange(found->second, nullptr))
      return std::make_unique<PreparedStatement>(statement, *this);
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return failure(handle_, code, path_);
  REPERE_ENSURE(statement != nullptr);
  return std::make_unique<PreparedStatement>(statement, *this);
}

// Preparing costs as much as a small query: a statement that was used is kept for the next one with its text.
void Database::keep(sqlite3_stmt* statement) {
  constexpr std::size_t most_kept = 200;
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  const std::string_view sql = sqlite3_sql(statement);
  const auto found = idle_.find(sql);
  if (found != idle_.end() && !found->second) {
    found->second = statement;
  } else if (found == idle_.end() && idle_.size() < most_kept) {
    idle_.emplace(sql, statement);
  } else {
    sqlite3_finalize(statement);
  }
}

Result<std::unique_ptr<Statement>> Database::prepare_insert(std::string_view table,
                                                            const std::vector<std::string>& columns) {
  std::string names, values;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    names += (i ? ", " : "") + columns[i];
    values += (i ? ", $" : "$") + std::to_string(i + 1);
  }
  return prepare("INSERT INTO " + std::string(table) + " (" + names + ") VALUES (" + values + ")");
}

Result<void> Database::execute(const std::string& script) {
  const int code = sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(handle_, code, path_);
  return {};
}

Result<bool> Database::has_table(std::string_view table) {
  auto query = prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1");
  if (!query) return tl::unexpected(query.error());
  (*query)->bind(1, table);
  return (*query)->step();
}

// A plain BEGIN would find out only at its first write that another one is faster, and could not wait any
// more.
Result<void> Database::begin_write() { return control("BEGIN IMMEDIATE"); }
Result<void> Database::begin_read() { return control("BEGIN"); }

// Thousands a second: prepared once.
Result<void> Database::control(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  REPERE_TRY((*statement)->run());
  return {};
}

Result<void> Database::commit() {
  REPERE_TRY(control("COMMIT"));
  if (notifications_) notifications_->publish(std::exchange(told_, {}));
  return {};
}

void Database::rollback() {
  told_.clear();
  if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<void> Database::begin_part() {
  told_before_part_ = told_.size();
  return control("SAVEPOINT part");
}

// A full disk and some other errors take the whole transaction back by themselves; then the savepoint is gone
// too.
Result<void> Database::end_part(bool keep) {
  if (keep) {
    const auto kept = control("RELEASE part");
    if (kept) return {};
    REPERE_TRY(end_part(false));
    return kept;
  }
  told_.resize(std::min(told_.size(), told_before_part_));
  return execute("ROLLBACK TO part; RELEASE part");
}

Result<void> Database::notify(std::string_view channel, std::string_view payload) {
  REPERE_ENSURE(valid_channel(channel) && payload.size() <= longest_payload);
  if (notifications_) told_.push_back({std::string(channel), std::string(payload)});
  return {};
}

bool Database::broken() {
  if (inode_ == 0) return false;
  struct stat status {};
  return ::stat(path_.c_str(), &status) != 0 || status.st_dev != device_ || status.st_ino != inode_;
}

}  // namespace repere::storage::sqlite
