#pragma once
#include <map>
#include <mutex>
#include <vector>

#include "storage/notifications.hpp"

namespace repere::storage {

/// Who listens to what; both kinds of Notifications have one. Safe from several threads.
class Listeners {
 public:
  /// Whether the channel had no listener before.
  bool add(const std::string& channel, Notifications::Listener listener);
  std::vector<std::string> channels() const;
  /// Calls those that listen to the notification's channel.
  void tell(const Notification& notification) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Notifications::Listener>, std::less<>> listeners_;
};

}  // namespace repere::storage
