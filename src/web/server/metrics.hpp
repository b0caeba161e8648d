#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace repere::web {

/// What the server counts, as Prometheus reads it. Counting takes no lock.
class Metrics {
 public:
  /// Shape: names[i] is what route number i is called ("GET /api/v1/cases/{case}"); what belongs to no route is counted apart
  explicit Metrics(std::vector<std::string> names);

  static constexpr std::size_t no_route = static_cast<std::size_t>(-1);
  void count(std::size_t route, int status, double seconds, std::uint64_t bytes_out);

  std::atomic<std::int64_t> connections{0};
  std::atomic<std::uint64_t> connections_accepted{0}, connections_refused{0}, connections_cut{0};
  std::atomic<std::uint64_t> rate_limited{0}, queue_refused{0}, events_sent{0}, log_lines_dropped{0};
  std::atomic<std::int64_t> event_streams{0};

  /// A number asked for at each reading (the queue's length, a pool's connections).
  void add_gauge(std::string name, std::string what, std::function<double()> read);
  /// Source: Prometheus text exposition format 0.0.4
  std::string text() const;

 private:
  static constexpr std::array<double, 12> bounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                    0.05,   0.1,   0.25,   1,     2.5,  10};
  static constexpr std::array<int, 26> statuses = {200, 201, 202, 204, 303, 304, 400, 401, 403,
                                                   404, 405, 406, 408, 409, 411, 412, 413, 414,
                                                   415, 421, 422, 428, 429, 431, 500, 503};
  struct Counts {
    std::array<std::atomic<std::uint64_t>, statuses.size() + 1> by_status{};  // the last: any other
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> by_time{};
    std::atomic<std::uint64_t> nanoseconds{0}, bytes_out{0};
  };
  struct Gauge {
    std::string name, what;
    std::function<double()> read;
  };
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<Counts>> counts_;
  std::vector<Gauge> gauges_;
};

}  // namespace repere::web
