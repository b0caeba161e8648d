#include "storage/shared_database.hpp"

#include "storage/postgresql/listening_connection.hpp"
#include "storage/schema/all_migrations.hpp"
#include "storage/sqlite/database.hpp"

namespace repere::storage {

namespace {

// What was there when the program started and is not any more is away, not a thing that was never there.
template <class Opened>
Result<std::unique_ptr<Connection>> reopened(Opened opened) {
  if (opened) return std::unique_ptr<Connection>(std::move(*opened));
  Error error = std::move(opened.error());
  if (error.kind == ErrorKind::not_found) error.kind = ErrorKind::unavailable;
  return tl::unexpected(std::move(error));
}

Opener sqlite_opener(const std::string& path, const sqlite::Settings& settings) {
  return [path, settings] {
    return reopened(sqlite::Database::open(path, sqlite::Open::existing_only, settings));
  };
}

Opener postgresql_opener(const postgresql::Address& address) {
  return [address] { return reopened(postgresql::Database::open(address, postgresql::Open::ours_only)); };
}

Opener wrapped(Opener open, const decltype(SharedDatabase::Settings::wrap)& wrap) {
  if (!wrap) return open;
  return [open = std::move(open), wrap]() -> Result<std::unique_ptr<Connection>> {
    auto connection = open();
    if (!connection) return connection;
    return wrap(std::move(*connection));
  };
}

}  // namespace

SharedDatabase::SharedDatabase(std::string name, std::shared_ptr<Notifications> notifications, Opener reader,
                               Opener writer, Settings settings)
    : name_(std::move(name)),
      notifications_(std::move(notifications)),
      readers_(wrapped(std::move(reader), settings.wrap), {settings.readers, settings.most_wait}),
      writer_(wrapped(std::move(writer), settings.wrap), std::move(settings.writes)) {}

Result<std::unique_ptr<SharedDatabase>> SharedDatabase::open(std::string_view url, OpenMode mode,
                                                             Settings settings) {
  auto first = open_connection(url, mode, settings.secrets);
  if (!first) return tl::unexpected(first.error());
  const std::string name = (*first)->name();
  if (url.starts_with("sqlite:")) {
    const auto notifications = std::make_shared<sqlite::InProcessNotifications>();
    sqlite::Settings reading, writing;
    reading.read_only = true;
    writing.notifications = notifications;
    return std::unique_ptr<SharedDatabase>(
        new SharedDatabase(name, notifications, sqlite_opener(name, reading), sqlite_opener(name, writing),
                           std::move(settings)));
  }
  const auto address = postgresql::parse_address(url);
  if (!address) return tl::unexpected(address.error());
  return std::unique_ptr<SharedDatabase>(new SharedDatabase(
      name, std::make_shared<postgresql::ListeningConnection>(*address, postgresql::Settings{}),
      postgresql_opener(*address), postgresql_opener(*address), std::move(settings)));
}

}  // namespace repere::storage
