#include "app/opened_record.hpp"

#include "app/keys.hpp"
#include "storage/people/sql_transactions.hpp"
#include "storage/sql_record_store.hpp"

namespace repere::app {

namespace {

using storage::OpenMode;

Result<std::unique_ptr<system::SodiumSecrets>> secrets_of(const cli::RecordPlace& place, OpenMode mode) {
  const auto file = key_file_for(place.url, place.key_file);
  if (!file) return tl::unexpected(file.error());
  return open_secrets(place.url, *file, mode);
}

// The history says nothing of who patients are: it is read without the key.
Result<cli::OpenedRecord> open_history(const cli::RecordPlace& place, const ReferenceData& reference) {
  auto connection = storage::open_connection(place.url, OpenMode::existing_only);
  if (!connection) return tl::unexpected(connection.error());
  auto none = std::make_shared<system::SodiumSecrets>(system::MasterKey::from({}));
  auto store = std::make_unique<storage::SqlRecordStore>(std::move(*connection), reference, *none);
  return cli::OpenedRecord{std::move(none), std::move(store)};
}

}  // namespace

Result<cli::OpenedRecord> open_record(const cli::RecordPlace& place, cli::RecordOpening opening,
                                      const ReferenceData& reference) {
  if (opening == cli::RecordOpening::history_only) return open_history(place, reference);
  const auto mode =
      opening == cli::RecordOpening::create_if_missing ? OpenMode::create_if_missing : OpenMode::existing_only;
  auto opened = secrets_of(place, mode);
  if (!opened) return tl::unexpected(opened.error());
  std::shared_ptr<system::SodiumSecrets> secrets = std::move(*opened);
  auto store = storage::open_record_store(place.url, mode, reference, *secrets);
  if (!store) return tl::unexpected(store.error());
  return cli::OpenedRecord{std::move(secrets), std::move(*store)};
}

Result<cli::MigrationPlan> plan_migration(const cli::RecordPlace& place) {
  const auto migrations = storage::migrations_for(place.url);
  auto connection = storage::open_as_it_is(place.url, OpenMode::existing_only);
  if (!connection && connection.error().kind == ErrorKind::not_found)
    return cli::MigrationPlan{0, migrations.back().version, {}};
  if (!connection) return tl::unexpected(connection.error());
  const auto file = key_file_for(place.url, place.key_file);
  if (!file) return tl::unexpected(file.error());
  // A rehearsal makes no key: without one, a step that needs it is refused as it should be.
  auto key = system::MasterKey::read(*file);
  if (!key && key.error().kind != ErrorKind::not_found) return tl::unexpected(key.error());
  std::optional<system::SodiumSecrets> secrets;
  if (key) secrets.emplace(*key);
  auto plan = storage::rehearse_migration(**connection, migrations, secrets ? &*secrets : nullptr);
  if (!plan) return tl::unexpected(plan.error());
  return cli::MigrationPlan{plan->from, plan->to, std::move(plan->steps)};
}

Result<cli::OpenedWork> open_work(const cli::RecordPlace& place, const ReferenceData& reference,
                                  const workflows::Clock& clock) {
  auto opened = secrets_of(place, OpenMode::existing_only);
  if (!opened) return tl::unexpected(opened.error());
  std::shared_ptr<system::SodiumSecrets> secrets = std::move(*opened);
  storage::SharedDatabase::Settings settings;
  settings.readers = 1;
  auto transactions = storage::SqlTransactions::open(place.url, OpenMode::existing_only, {*secrets, clock, reference},
                                                     std::move(settings));
  if (!transactions) return tl::unexpected(transactions.error());
  return cli::OpenedWork{std::move(secrets), std::move(*transactions)};
}

}  // namespace repere::app
