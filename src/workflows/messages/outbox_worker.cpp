#include "workflows/messages/outbox_worker.hpp"

namespace repere::workflows {

OutboxWorker::OutboxWorker(OutboxMeans outbox, std::function<void(const Error&)> told, std::chrono::milliseconds between)
    : outbox_(std::move(outbox)), told_(std::move(told)), thread_(between, [this] { empty(); }) {
  wake();  // for what waits since before
}

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
    case Sending::not_wanted:
      break;
  }
}

// Until nothing is due, the database fails, or it is time to stop.
void OutboxWorker::empty() {
  while (!thread_.is_over()) {
    const auto sending = send_next(outbox_);
    if (!sending && !failing_ && told_) told_(sending.error());
    failing_ = !sending;
    if (!sending) return;
    count(*sending);
    if (*sending == Sending::nothing_due) return;
  }
}

}  // namespace repere::workflows
