#include "app/backups.hpp"

#include <algorithm>
#include <functional>

#include "app/keys.hpp"
#include "storage/backup/backup.hpp"
#include "storage/open_record_store.hpp"
#include "storage/people/inner_connection.hpp"
#include "storage/people/sql_work.hpp"
#include "system/erasure_file.hpp"

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

namespace {

// Erases in a restored database whom the list beside the key has, before it is committed.
class RepeatErasures {
 public:
  RepeatErasures(const cli::RestoreRequest& request, const ReferenceData& reference, const workflows::Clock& clock)
      : request_(request), reference_(reference), clock_(clock) {}

  Result<void> operator()(storage::Connection& connection, const backup::Summary& summary) {
    const auto keys = summary.rows.find("person_key");
    if (request_.without_erasures || keys == summary.rows.end() || keys->second == 0) return {};
    const auto secrets = open();
    if (!secrets) return tl::unexpected(secrets.error());
    const auto listed = list(**secrets);
    if (!listed) return tl::unexpected(listed.error());
    storage::InnerConnection inside(connection);
    if (auto migrated = migrated_inside(inside, **secrets); !migrated) return migrated;
    storage::SqlWork work(inside, {**secrets, clock_, reference_});
    const auto held = work.persons().erasures();
    if (!held) return tl::unexpected(held.error());
    for (const auto& one : *held)
      if (std::none_of(listed->begin(), listed->end(), [&](const auto& other) { return other.mark == one.mark; }))
        return fail(ErrorKind::incorrect, "the list of erasures lacks one that the backup has: it was cut, or is of another "
                                          "database; name the right one with --erasures");
    const auto done = workflows::repeat_erasures(work, *listed, clock_.now());
    if (!done) return tl::unexpected(done.error());
    repeated = *done;
    return {};
  }

  std::int64_t repeated = 0;

 private:
  Result<std::unique_ptr<system::SodiumSecrets>> open() {
    const auto file = key_file_for(request_.to.url, request_.to.key_file);
    if (!file) return tl::unexpected(file.error());
    key_file_ = *file;
    const auto key = system::MasterKey::read(key_file_);
    if (!key)
      return fail(key.error().kind, key.error().message +
                                        "; identities of the backup are sealed with it, and erasures made since are listed "
                                        "beside it: name it with --key, or say --without-erasures");
    return std::make_unique<system::SodiumSecrets>(*key);
  }
  Result<std::vector<workflows::Erasure>> list(workflows::Secrets& secrets) {
    const auto file = request_.erasures.empty() ? erasure_list_of(key_file_) : request_.erasures;
    auto listed = system::ErasureFile(file, secrets).read();
    if (listed || listed.error().kind != ErrorKind::not_found) return listed;
    return fail(ErrorKind::not_found,
                listed.error().message +
                    "; without it persons who were erased since the backup would come back: name it with --erasures, or say "
                    "--without-erasures when nobody was");
  }
  // Erasing needs the tables of this version. What is left in the pages of the file is cleaned by the next step only.
  Result<void> migrated_inside(storage::Connection& inside, workflows::Secrets& secrets) {
    std::vector<storage::Migration> all;
    for (storage::Migration one : storage::migrations_for(request_.to.url)) {
      one.cleaning = {};  // not inside a transaction; nothing was there before it
      all.push_back(one);
    }
    return storage::migrate(inside, all, &secrets);
  }

  const cli::RestoreRequest& request_;
  const ReferenceData& reference_;
  const workflows::Clock& clock_;
  std::filesystem::path key_file_;
};

}  // namespace

Result<cli::RestoredBackup> restore_backup(const cli::RestoreRequest& request, const ReferenceData& reference,
                                           const workflows::Clock& clock) {
  const auto key = key_in(request.backup_key);
  if (!key) return tl::unexpected(key.error());
  if (auto readable = backup::FrameReader::open(request.file.string(), *key); !readable)
    return tl::unexpected(readable.error());
  const auto connection = storage::open_as_it_is(request.to.url, storage::OpenMode::create_if_missing);
  if (!connection) return tl::unexpected(connection.error());
  RepeatErasures repeat(request, reference, clock);
  auto summary = shown(backup::restore(request.file.string(), *key, **connection,
                                       storage::migrations_for(request.to.url), std::ref(repeat)));
  if (!summary) return tl::unexpected(summary.error());
  return cli::RestoredBackup{std::move(*summary), repeat.repeated};
}

Result<cli::BackupSummary> verify_backup(const std::filesystem::path& file,
                                         const std::filesystem::path& key_file) {
  const auto key = key_in(key_file);
  if (!key) return tl::unexpected(key.error());
  return shown(backup::verify(file.string(), *key));
}

}  // namespace repere::app
