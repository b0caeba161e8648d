#pragma once
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/date.hpp"
#include "web/http/problem.hpp"

namespace repere::web {

/// One answered request as the log tells it. The route's template stands for the path; the query, the body, names and
/// addresses of people are not there.
struct LoggedRequest {
  std::string_view request_id, method, route;
  int status = 0;
  double milliseconds = 0;
  std::uint64_t bytes = 0;
  std::int64_t account = 0;  ///< 0: nobody signed in
  std::string_view error;    ///< of our own failures: Error::message, which holds no patient data
};

/// JSON lines, written by a thread of their own: a slow terminal or a full pipe never makes a request wait. What does
/// not fit in 1 MB is dropped and counted.
class Log {
 public:
  using Write = std::function<void(std::string_view lines)>;
  using Now = std::function<Instant()>;

  /// Shape: write is called from one thread; the usual one is to standard error
  Log(Now now, Write write, LogLevel least = LogLevel::info);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void request(const LoggedRequest& request);
  /// Something about the server itself ("listening", "certificate read again").
  void event(LogLevel level, std::string_view what, std::string_view detail = {});
  std::uint64_t dropped() const;
  Instant now() const { return now_(); }

  static void write_to_stderr(std::string_view lines);

 private:
  void add(std::string line);
  void run();

  Now now_;
  Write write_;
  LogLevel least_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::string waiting_;
  std::uint64_t dropped_ = 0;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace repere::web
