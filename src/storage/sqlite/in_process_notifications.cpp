#include "storage/sqlite/in_process_notifications.hpp"

#include "base/result.hpp"

namespace repere::storage::sqlite {

InProcessNotifications::InProcessNotifications() : thread_([this] { deliver(); }) {}

InProcessNotifications::~InProcessNotifications() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void InProcessNotifications::listen(const std::string& channel, Listener listener) {
  REPERE_ENSURE(valid_channel(channel));
  listeners_.add(channel, std::move(listener));
}

void InProcessNotifications::publish(std::vector<Notification> told) {
  if (told.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    for (Notification& one : told) waiting_.push_back(std::move(one));
  }
  woken_.notify_one();
}

void InProcessNotifications::deliver() {
  std::unique_lock lock(mutex_);
  for (;;) {
    woken_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const std::vector<Notification> told = std::exchange(waiting_, {});
    lock.unlock();
    for (const Notification& one : told) listeners_.tell(one);
    lock.lock();
  }
}

}  // namespace repere::storage::sqlite
