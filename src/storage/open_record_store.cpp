#include "storage/open_record_store.hpp"

#include "storage/sql_record_store.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/sqlite/migrations.hpp"

namespace repere::storage {

namespace {

Result<std::unique_ptr<workflows::RecordStore>> open_sqlite(std::string_view path, OpenMode mode,
                                                            const ReferenceData& reference) {
  if (path.empty())
    return fail(ErrorKind::incorrect, "sqlite: needs the path of a file behind it (sqlite:var/record.db)");
  auto database = sqlite::Database::open(std::string(path), mode == OpenMode::create_if_missing
                                                                ? sqlite::Open::create_if_missing
                                                                : sqlite::Open::existing_only);
  if (!database) return tl::unexpected(database.error());
  REPERE_TRY(migrate(**database, sqlite::all_migrations()));
  return std::make_unique<SqlRecordStore>(std::move(*database), reference);
}

}  // namespace

Result<std::unique_ptr<workflows::RecordStore>> open_record_store(std::string_view url, OpenMode mode,
                                                                  const ReferenceData& reference) {
  constexpr std::string_view sqlite = "sqlite:";
  if (url.starts_with(sqlite)) return open_sqlite(url.substr(sqlite.size()), mode, reference);
  if (url.starts_with("postgresql:") || url.starts_with("postgres:"))
    return fail(ErrorKind::unsupported, "this version keeps the record in SQLite only: use sqlite:path");
  // The text is not repeated: it may hold a password.
  return fail(ErrorKind::incorrect, "a database is named sqlite:path (for example sqlite:var/record.db)");
}

}  // namespace repere::storage
