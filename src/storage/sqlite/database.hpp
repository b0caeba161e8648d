#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/connection.hpp"
#include "storage/sqlite/in_process_notifications.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace repere::storage::sqlite {

enum class Open { create_if_missing, existing_only };

/// How a file is opened; the defaults are those of the program, the rest is for servers and tests.
struct Settings {
  int busy_ms = 15'000;    ///< how long a writer waits for another one
  int cache_kib = 32'768;  ///< pages kept in memory
  int most_pages = 0;      ///< 0: as many as the disk takes; a file that reaches it is full
  bool read_only = false;  ///< whatever writes through it fails
  std::string vfs;         ///< empty: the machine's own files
  /// Where notify() goes; nobody is told when there is none.
  std::shared_ptr<InProcessNotifications> notifications;
};

/// A SQLite file: write-ahead log, foreign keys checked, every commit on the disk before it returns.
class Database : public Connection {
 public:
  /// Errors: not_found when there is no file and none may be made; unavailable when it cannot be opened or is
  /// not a
  ///   SQLite file; incorrect when it is another program's
  static Result<std::unique_ptr<Database>> open(const std::string& path, Open mode,
                                                const Settings& settings = {});
  /// One that is nowhere but in this process's memory, and empty.
  static Result<std::unique_ptr<Database>> in_memory();
  ~Database() override;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override;
  Result<std::unique_ptr<Statement>> prepare_insert(std::string_view table,
                                                    const std::vector<std::string>& columns) override;
  Result<void> execute(const std::string& script) override;
  Result<bool> has_table(std::string_view table) override;
  Result<void> begin_write() override;
  Result<void> begin_read() override;
  Result<void> commit() override;
  void rollback() override;
  Result<void> begin_part() override;
  Result<void> end_part(bool keep) override;
  Result<void> notify(std::string_view channel, std::string_view payload) override;
  bool broken() override;  ///< when another file, or none, stands at the path
  const std::string& name() const override { return path_; }

  /// A statement of this database that is used no more.
  void keep(sqlite3_stmt* statement);

 private:
  Database(std::string path, sqlite3* handle) : path_(std::move(path)), handle_(handle) {}
  Result<void> configure(Open mode, const Settings& settings);
  Result<void> check_owner(Open mode);
  Result<void> control(std::string_view sql);

  std::string path_;
  sqlite3* handle_;
  std::uint64_t device_ = 0, inode_ = 0;  // of the file that was opened
  std::shared_ptr<InProcessNotifications> notifications_;
  std::vector<Notification> told_;  // in the transaction
  std::size_t told_before_part_ = 0;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, sqlite3_stmt*, Hash, std::equal_to<>> idle_;  // by their text; null: in use
};

}  // namespace repere::storage::sqlite
