#include "storage/open_record_store.hpp"

#include "storage/key_check.hpp"
#include "storage/postgresql/database.hpp"
#include "storage/schema/all_migrations.hpp"
#include "storage/sql_record_store.hpp"
#include "storage/sqlite/database.hpp"

namespace repere::storage {

namespace {

Result<std::unique_ptr<Connection>> open_sqlite(std::string_view path, OpenMode mode) {
  if (path.empty())
    return fail(ErrorKind::incorrect, "sqlite: needs the path of a file behind it (sqlite:var/record.db)");
  auto database = sqlite::Database::open(std::string(path), mode == OpenMode::create_if_missing
                                                                ? sqlite::Open::create_if_missing
                                                                : sqlite::Open::existing_only);
  if (!database) return tl::unexpected(database.error());
  return std::unique_ptr<Connection>(std::move(*database));
}

Result<std::unique_ptr<Connection>> open_postgresql(std::string_view url, OpenMode mode) {
  const auto address = postgresql::parse_address(url);
  if (!address) return tl::unexpected(address.error());
  auto database = postgresql::Database::open(*address, mode == OpenMode::create_if_missing
                                                           ? postgresql::Open::empty_or_ours
                                                           : postgresql::Open::ours_only);
  if (!database) return tl::unexpected(database.error());
  return std::unique_ptr<Connection>(std::move(*database));
}

}  // namespace

Result<std::unique_ptr<Connection>> open_as_it_is(std::string_view url, OpenMode mode) {
  constexpr std::string_view sqlite = "sqlite:";
  if (url.starts_with(sqlite)) return open_sqlite(url.substr(sqlite.size()), mode);
  if (url.starts_with("postgresql:") || url.starts_with("postgres:")) return open_postgresql(url, mode);
  // The text is not repeated: it may hold a password.
  return fail(ErrorKind::incorrect,
              "a database is named sqlite:path (for example sqlite:var/record.db) or "
              "postgresql://user@host/name");
}

std::span<const Migration> migrations_for(std::string_view url) {
  return url.starts_with("sqlite:") ? sqlite_migrations() : postgresql_migrations();
}

Result<std::unique_ptr<Connection>> open_connection(std::string_view url, OpenMode mode,
                                                    workflows::Secrets* secrets) {
  auto connection = open_as_it_is(url, mode);
  if (connection) REPERE_TRY(migrate(**connection, migrations_for(url), secrets));
  if (connection && secrets) REPERE_TRY(check_key(**connection, *secrets));
  return connection;
}

Result<std::unique_ptr<workflows::RecordStore>> open_record_store(std::string_view url, OpenMode mode,
                                                                  const ReferenceData& reference,
                                                                  workflows::Secrets& secrets) {
  auto connection = open_connection(url, mode, &secrets);
  if (!connection) return tl::unexpected(connection.error());
  return std::make_unique<SqlRecordStore>(std::move(*connection), reference, secrets);
}

}  // namespace repere::storage
