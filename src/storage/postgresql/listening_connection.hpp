#pragma once
#include <atomic>
#include <condition_variable>
#include <set>
#include <thread>

#include "storage/listeners.hpp"
#include "storage/postgresql/database.hpp"

namespace repere::storage::postgresql {

/// Notifications from every server of a database (LISTEN), on a connection and a thread of its own. A connection
/// that is lost is opened again; then each listener is told that there was a gap.
class ListeningConnection final : public Notifications {
 public:
  ListeningConnection(Address address, Settings settings);
  ~ListeningConnection() override;

  /// Waits until the server knows, a few seconds at most; when it cannot be reached, the listener is told of the
  /// gap when it can. Not from within a listener.
  void listen(const std::string& channel, Listener listener) override;

 private:
  void serve();
  void hear(Database& database);
  bool listen_to_all(Database& database);
  void tell_what_came(Database& database);
  bool wait(int socket, int most_ms);
  void wake();

  Address address_;
  Settings settings_;
  Listeners listeners_;
  std::mutex mutex_;
  std::condition_variable heard_;
  std::set<std::string> live_;  // channels that the server knows of
  std::atomic<bool> stopping_ = false;
  bool gap_ = false;  // of the thread
  int wake_[2] = {-1, -1};
  std::thread thread_;
};

}  // namespace repere::storage::postgresql
