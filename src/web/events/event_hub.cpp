#include "web/events/event_hub.hpp"

#include <sodium.h>

#include <algorithm>

namespace repere::web {

namespace {

constexpr std::size_t most_remembered_bytes = 1024 * 1024;

// Nothing in a field of an event may begin another line.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text)
    if (c != '\n' && c != '\r' && c != '\0') line += c;
  return line;
}

std::string frame_of(const Event& event) {
  std::string frame = "id: " + one_line(event.id) + "\nevent: " + one_line(event.name) + "\n";
  std::string_view rest = event.data;
  for (;;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    frame += "data: " + one_line(rest.substr(0, end)) + "\n";
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
  }
  return frame + "\n";
}

constexpr std::string_view reset_frame = "event: reset\ndata: {}\n\n";

}  // namespace

std::string Subscription::take() {
  const std::lock_guard lock(mutex_);
  count_ = 0;
  std::string taken;
  taken.swap(waiting_);
  return taken;
}

bool Subscription::is_closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

void Subscription::on_change(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

// The lock is held while the page is woken: after on_change({}) nobody calls what it was given before.
void Subscription::add(const Event& event) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  if (++count_ > most_waiting_)
    waiting_ = reset_frame;
  else
    waiting_ += frame_of(event);
  if (wake_) wake_();
}

void Subscription::reset() {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  waiting_ = reset_frame;
  count_ = 1;
  if (wake_) wake_();
}

void Subscription::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  if (wake_) wake_();
}

EventHub::EventHub() : EventHub(Limits()) {}

EventHub::EventHub(const Limits& limits) : limits_(limits) {
  char text[17];
  unsigned char bytes[8];
  randombytes_buf(bytes, sizeof bytes);
  series_ = sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
}

void EventHub::publish(Event event) {
  if (!relay_ || !relay_(event)) deliver(std::move(event));
}

void EventHub::deliver(Event event) {
  // Held while the pages are given the event, so that all see one order; giving it only appends to their queues.
  const std::lock_guard lock(mutex_);
  if (event.id.empty()) event.id = series_ + "-" + std::to_string(next_++);
  for (const auto& weak : subscriptions_)
    if (const auto subscription = weak.lock(); subscription && subscription->topics_.contains(event.topic))
      subscription->add(event);
  remembered_bytes_ += event.data.size();
  remembered_.push_back(std::move(event));
  while (remembered_.size() > limits_.remembered || remembered_bytes_ > most_remembered_bytes) {
    remembered_bytes_ -= remembered_.front().data.size();
    remembered_.pop_front();
  }
}

void EventHub::reset_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& weak : subscriptions_)
    if (const auto subscription = weak.lock()) subscription->reset();
  remembered_.clear();
  remembered_bytes_ = 0;
}

std::shared_ptr<Subscription> EventHub::subscribe(std::set<std::string> topics,
                                                  std::vector<std::string> ends_with,
                                                  std::optional<std::string_view> last_event_id) {
  const std::lock_guard lock(mutex_);
  forget_ended();
  if (closed_ || subscriptions_.size() >= limits_.subscriptions) return nullptr;
  const std::shared_ptr<Subscription> subscription(
      new Subscription(std::move(topics), std::move(ends_with), limits_.waiting));
  if (last_event_id && !last_event_id->empty()) {
    const auto seen = std::find_if(remembered_.begin(), remembered_.end(),
                                   [&](const Event& e) { return e.id == *last_event_id; });
    if (seen == remembered_.end()) {
      subscription->waiting_ = reset_frame;
    } else {
      for (auto event = seen + 1; event != remembered_.end(); ++event)
        if (subscription->topics_.contains(event->topic)) subscription->add(*event);
    }
  }
  subscriptions_.push_back(subscription);
  return subscription;
}

void EventHub::forget_ended() {
  std::erase_if(subscriptions_, [](const auto& weak) { return weak.expired(); });
}

void EventHub::close(const std::string& ended) {
  const std::lock_guard lock(mutex_);
  for (const auto& weak : subscriptions_)
    if (const auto subscription = weak.lock();
        subscription && std::find(subscription->ends_with_.begin(), subscription->ends_with_.end(), ended) !=
                            subscription->ends_with_.end())
      subscription->close();
}

void EventHub::close_all() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const auto& weak : subscriptions_)
    if (const auto subscription = weak.lock()) subscription->close();
}

std::size_t EventHub::subscriptions() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(subscriptions_.begin(), subscriptions_.end(),
                                                [](const auto& weak) { return !weak.expired(); }));
}

}  // namespace repere::web
