#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace repere::web {

/// Something that live pages are told. It says that something changed, and where; what a page may see of it, the page asks for.
struct Event {
  std::string topic;    ///< "board/12"
  std::string name;     ///< "decision" (letters, digits, - and _)
  std::string data;     ///< JSON, say; holds nothing that a subscriber of the topic may not see
  std::string id = {};  ///< its place in the order of all events; empty: the hub gives one
};

/// What one live page still has to be sent. Bounded: when the page reads too slowly, what it missed is replaced by one event
/// "reset" (read the whole again), which also answers a Last-Event-ID that is too old.
class Subscription {
 public:
  /// What is to be written next, as text/event-stream; empty when nothing waits.
  std::string take();
  bool is_closed() const;
  /// Called, from any thread, when there is something to take or the stream has closed; must not call back.
  void on_change(std::function<void()> wake);

 private:
  friend class EventHub;
  Subscription(std::set<std::string> topics, std::vector<std::string> ends_with, std::size_t most_waiting)
      : topics_(std::move(topics)), ends_with_(std::move(ends_with)), most_waiting_(most_waiting) {}
  void add(const Event& event);
  void reset();
  void close();

  const std::set<std::string> topics_;
  const std::vector<std::string> ends_with_;
  const std::size_t most_waiting_;
  mutable std::mutex mutex_;
  std::string waiting_;
  std::size_t count_ = 0;
  bool closed_ = false;
  std::function<void()> wake_;
};

/// Brings events from who changes something to the live pages. Any thread may publish.
class EventHub {
 public:
  struct Limits {
    std::size_t remembered = 1024;  ///< events that a page can catch up with after a lost connection
    std::size_t waiting = 256;      ///< events a page may lag behind
    std::size_t subscriptions = 4096;
  };
  /// Takes an event to every server, ours too, which then calls `deliver`; false when it cannot: then only our own
  /// pages are told.
  using Relay = std::function<bool(const Event&)>;

  EventHub();
  explicit EventHub(const Limits& limits);

  /// To be set before events are published.
  void set_relay(Relay relay) { relay_ = std::move(relay); }
  void publish(Event event);
  /// Hands an event to the pages of this server.
  void deliver(Event event);

  /// Tells every page to read the whole again: events may have been missed. What was remembered has a gap, and is forgotten.
  void reset_all();

  /// A stream for Response::events. With the last id a page has seen, it is first sent what it missed.
  /// Shape: ends_with: what it ends with, Admitted::session and "account 7"; nothing is returned when there are too many
  ///   subscriptions
  std::shared_ptr<Subscription> subscribe(std::set<std::string> topics, std::vector<std::string> ends_with,
                                          std::optional<std::string_view> last_event_id);
  /// A session has ended, or an account lost a right: pages that end with it hear no more, and ask anew.
  void close(const std::string& ended);
  void close_all();
  std::size_t subscriptions() const;

 private:
  void forget_ended();
  const Limits limits_;
  Relay relay_;
  mutable std::mutex mutex_;
  std::string series_;  // of our own ids
  std::uint64_t next_ = 1;
  std::deque<Event> remembered_;
  std::size_t remembered_bytes_ = 0;
  std::vector<std::weak_ptr<Subscription>> subscriptions_;
  bool closed_ = false;
};

}  // namespace repere::web
