#include "app/backups.hpp"

#include "storage/backup/backup.hpp"
#include "storage/open_record_store.hpp"

namespace repere::app {

namespace {

namespace backup = storage::backup;

Result<backup::Key> key_in(const std::filesystem::path& file) {
  if (file.empty()) return backup::Key{};
  auto key = backup::read_key_file(file.string());
  if (!key) return tl::unexpected(key.error());
  return backup::Key{std::move(*key)};
}

Result<cli::BackupSummary> shown(Result<backup::Summary> summary) {
  if (!summary) return tl::unexpected(summary.error());
  return cli::BackupSummary{summary->schema_version, summary->made, summary->encrypted,
                            std::move(summary->rows)};
}

}  // namespace

Result<cli::BackupSummary> save_backup(const std::string& url, const std::filesystem::path& file,
                                       const std::filesystem::path& key_file, Instant now) {
  const auto key = key_in(key_file);
  if (!key) return tl::unexpected(key.error());
  const auto connection = storage::open_as_it_is(url, storage::OpenMode::existing_only);
  if (!connection) return tl::unexpected(connection.error());
  return shown(backup::save(**connection, file.string(), *key, now));
}

Result<cli::BackupSummary> restore_backup(const std::filesystem::path& file, const std::string& url,
                                          const std::filesystem::path& key_file) {
  const auto key = key_in(key_file);
  if (!key) return tl::unexpected(key.error());
  if (auto readable = backup::FrameReader::open(file.string(), *key); !readable)
    return tl::unexpected(readable.error());
  const auto connection = storage::open_as_it_is(url, storage::OpenMode::create_if_missing);
  if (!connection) return tl::unexpected(connection.error());
  return shown(backup::restore(file.string(), *key, **connection, storage::migrations_for(url)));
}

Result<cli::BackupSummary> verify_backup(const std::filesystem::path& file,
                                         const std::filesystem::path& key_file) {
  const auto key = key_in(key_file);
  if (!key) return tl::unexpected(key.error());
  return shown(backup::verify(file.string(), *key));
}

}  // namespace repere::app
