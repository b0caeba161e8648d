#include "workflows/messages/outbox_worker.hpp"

namespace repere::workflows {

OutboxWorker::OutboxWorker(OutboxMeans outbox, std::function<void(const Error&)> told, std::chrono::milliseconds between)
    : outbox_(std::move(outbox)), told_(std::move(told)), between_(between), thread_([this] { work(); }) {}

OutboxWorker::~OutboxWorker() { stop(); }

void OutboxWorker::count(Sending sending) {
  switch (sending) {
    case Sending::handed_over:
      ++handed_over_;
      break;
    case Sending::put_off:
      ++put_off_;
      break;
    case Sending::refused:
    case Sending::gave_up:
      ++failed_;
      break;
    case Sending::nothing_due:
      break;
  }
}

// Until nothing is due or it is time to stop. False when the database failed.
bool OutboxWorker::empty() {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (over_) return true;
    }
    const auto sending = send_next(outbox_);
    if (!sending) {
      if (told_) told_(sending.error());
      return false;
    }
    count(*sending);
    if (*sending == Sending::nothing_due) return true;
  }
}

void OutboxWorker::work() {
  bool failing = false;
  auto told = std::move(told_);
  told_ = [&](const Error& error) {
    if (!failing && told) told(error);
  };
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      woken_.wait_for(lock, between_, [this] { return over_ || awake_; });
      if (over_) return;
      awake_ = false;
    }
    failing = !empty();
  }
}

void OutboxWorker::wake() {
  {
    const std::lock_guard lock(mutex_);
    awake_ = true;
  }
  woken_.notify_all();
}

void OutboxWorker::stop() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace repere::workflows
