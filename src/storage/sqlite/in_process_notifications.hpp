#pragma once
#include <condition_variable>
#include <thread>

#include "storage/listeners.hpp"

namespace repere::storage::sqlite {

/// Notifications between the connections of one process: SQLite itself tells nobody. What another process
/// commits to the file is not told.
class InProcessNotifications final : public Notifications {
 public:
  InProcessNotifications();
  ~InProcessNotifications() override;

  void listen(const std::string& channel, Listener listener) override;
  /// Takes what a transaction told, right after its commit.
  void publish(std::vector<Notification> told);

 private:
  void deliver();

  Listeners listeners_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::vector<Notification> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace repere::storage::sqlite
