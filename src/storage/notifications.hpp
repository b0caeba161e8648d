#pragma once
#include <functional>
#include <string>

namespace repere::storage {

/// What a committed transaction told (Connection::notify).
struct Notification {
  std::string channel, payload;
  /// The connection was lost and is back: notifications may have been missed, read the state anew.
  bool after_gap = false;
};

/// Tells what others committed: within this process on SQLite, across all servers on PostgreSQL.
class Notifications {
 public:
  using Listener = std::function<void(const Notification&)>;
  virtual ~Notifications() = default;

  /// Calls `listener` for each notification of `channel`, in the order of the commits, from a thread of its
  /// own (one for all listeners: a slow one delays the others; it must not throw).
  /// Shape: channel is a small identifier: letters a-z, digits and _, at most 63
  virtual void listen(const std::string& channel, Listener listener) = 0;
};

/// Whether a channel's name is one that every engine takes as it stands.
constexpr bool valid_channel(std::string_view name) {
  if (name.empty() || name.size() > 63 || name[0] < 'a' || name[0] > 'z') return false;
  for (const char c : name)
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') return false;
  return true;
}

/// The longest payload that every engine takes.
inline constexpr std::size_t longest_payload = 7'999;

}  // namespace repere::storage
