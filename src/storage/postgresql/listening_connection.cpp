#include "storage/postgresql/listening_connection.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>

namespace repere::storage::postgresql {

ListeningConnection::ListeningConnection(Address address, Settings settings)
    : address_(std::move(address)), settings_(settings) {
  REPERE_ENSURE(pipe2(wake_, O_CLOEXEC | O_NONBLOCK) == 0);
  thread_ = std::thread([this] { serve(); });
}

ListeningConnection::~ListeningConnection() {
  stopping_ = true;
  wake();
  thread_.join();
  close(wake_[0]);
  close(wake_[1]);
}

void ListeningConnection::wake() { static_cast<void>(!::write(wake_[1], "x", 1)); }

void ListeningConnection::listen(const std::string& channel, Listener listener) {
  REPERE_ENSURE(valid_channel(channel));
  listeners_.add(channel, std::move(listener));
  wake();
  std::unique_lock lock(mutex_);
  heard_.wait_for(lock, std::chrono::seconds(settings_.connect_seconds),
                  [&] { return live_.count(channel) > 0; });
}

// True: there is something to do before the time is over.
bool ListeningConnection::wait(int socket, int most_ms) {
  pollfd files[] = {{wake_[0], POLLIN, 0}, {socket, POLLIN, 0}};
  const bool woken = ::poll(files, socket < 0 ? 1 : 2, most_ms) > 0;
  char bytes[64];
  while (::read(wake_[0], bytes, sizeof bytes) > 0) continue;
  return woken;
}

void ListeningConnection::serve() {
  while (!stopping_) {
    auto database = Database::open(address_, Open::empty_or_ours, settings_);
    if (database) hear(**database);
    {
      const std::lock_guard lock(mutex_);
      live_.clear();
    }
    gap_ = true;
    if (!stopping_) wait(-1, 200);
  }
}

// A connection that says nothing is asked now and then whether it lives.
void ListeningConnection::hear(Database& database) {
  constexpr int most_silence_ms = 30'000;
  while (!stopping_) {
    if (!listen_to_all(database)) return;
    tell_what_came(database);
    const bool woken = wait(PQsocket(database.link().handle()), most_silence_ms);
    if (!woken && !database.execute("SELECT 1")) return;
    if (database.broken()) return;
    tell_what_came(database);
  }
}

bool ListeningConnection::listen_to_all(Database& database) {
  for (const std::string& channel : listeners_.channels()) {
    {
      const std::lock_guard lock(mutex_);
      if (live_.count(channel) > 0) continue;
    }
    // In quotes: a channel may be a word of SQL's own, as "case" is.
    if (!database.execute("LISTEN \"" + channel + "\"")) return false;
    {
      const std::lock_guard lock(mutex_);
      live_.insert(channel);
    }
    heard_.notify_all();
    if (gap_) listeners_.tell({channel, "", true});
  }
  gap_ = false;
  return true;
}

void ListeningConnection::tell_what_came(Database& database) {
  while (PGnotify* const came = PQnotifies(database.link().handle())) {
    const Notification notification{came->relname, came->extra};
    PQfreemem(came);
    listeners_.tell(notification);
  }
}

}  // namespace repere::storage::postgresql
