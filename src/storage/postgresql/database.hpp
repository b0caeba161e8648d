#pragma once
#include <string>

#include "storage/connection.hpp"
#include "storage/postgresql/address.hpp"
#include "storage/postgresql/link.hpp"

namespace repere::storage::postgresql {

enum class Open { empty_or_ours, ours_only };

/// How a database is opened; the defaults are those of the program, the rest is for servers and tests.
struct Settings {
  int busy_ms = 15'000;     ///< how long a writer waits for another one
  int connect_seconds = 5;  ///< how long each host has to answer
};

/// A connection to a PostgreSQL database. One writes at a time, over all servers; a commit is on the disk (and
/// on the synchronous standbys) before it returns.
class Database final : public Connection {
 public:
  /// Errors: incorrect when the URL is none, or the database is another program's; not_found when there is no
  ///   such database, or no record in it and none may be made; unsupported when the server is too old or not
  ///   in UTF-8; busy, unavailable
  static Result<std::unique_ptr<Database>> open(const Address& address, Open mode,
                                                const Settings& settings = {});

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
  bool broken() override;
  const std::string& name() const override { return link_.name(); }

  /// The link, for who listens on it.
  Link& link() { return link_; }

 private:
  Database(pg_conn* handle, const Address& address, const Settings& settings)
      : link_(handle, address.name), settings_(settings) {}
  Result<void> configure();
  Result<void> check_owner(Open mode);
  bool is_standby();

  Link link_;
  Settings settings_;
  bool read_only_ = false;
};

}  // namespace repere::storage::postgresql
