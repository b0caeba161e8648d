#include "storage/listeners.hpp"

namespace repere::storage {

bool Listeners::add(const std::string& channel, Notifications::Listener listener) {
  const std::lock_guard lock(mutex_);
  auto& all = listeners_[channel];
  all.push_back(std::move(listener));
  return all.size() == 1;
}

std::vector<std::string> Listeners::channels() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, all] : listeners_) names.push_back(name);
  return names;
}

// Called without the lock: a listener may listen to more.
void Listeners::tell(const Notification& notification) const {
  std::vector<Notifications::Listener> called;
  {
    const std::lock_guard lock(mutex_);
    const auto found = listeners_.find(notification.channel);
    if (found != listeners_.end()) called = found->second;
  }
  for (const auto& listener : called) listener(notification);
}

}  // namespace repere::storage
