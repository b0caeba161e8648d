// An open-loop HTTP client: requests are due at fixed times whatever the server does, and a latency counts from when the request was
// due. A server that stalls is charged for everybody who would have waited, which wrk does not do.
//   fixed_rate_client ADDRESS:PORT PATH [--rate N] [--seconds S] [--connections C] [--header "Name: value"]…
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

// Counts of latencies, 128 steps to each power of two of nanoseconds: less than 0.8 % off at any size.
class Histogram {
 public:
  void add(std::uint64_t nanoseconds) {
    ++counts_[index_of(nanoseconds)];
    ++all_;
    most_ = std::max(most_, nanoseconds);
  }
  double milliseconds_at(double share) const {
    const auto rank = static_cast<std::uint64_t>(share * static_cast<double>(all_));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (seen > rank) return static_cast<double>(value_of(i)) / 1e6;
    }
    return static_cast<double>(most_) / 1e6;
  }
  double most_milliseconds() const { return static_cast<double>(most_) / 1e6; }
  std::uint64_t all() const { return all_; }

 private:
  static constexpr unsigned step_bits = 7;
  static std::size_t index_of(std::uint64_t n) {
    if (n < (1U << step_bits)) return static_cast<std::size_t>(n);
    const unsigned shift = 63U - static_cast<unsigned>(__builtin_clzll(n)) - step_bits;
    return (static_cast<std::size_t>(shift + 1) << step_bits) +
           static_cast<std::size_t>((n >> shift) & ((1U << step_bits) - 1));
  }
  static std::uint64_t value_of(std::size_t index) {
    const std::size_t power = index >> step_bits, step = index & ((1U << step_bits) - 1);
    return power == 0 ? step : ((std::uint64_t{1} << step_bits) + step + 1) << (power - 1);
  }
  std::array<std::uint64_t, (64 - step_bits + 1) << step_bits> counts_{};
  std::uint64_t all_ = 0, most_ = 0;
};

struct Connection {
  int socket = -1;
  std::string held;
  Clock::time_point due{};
  bool busy = false;
  std::size_t needs = 0;  // bytes of the whole answer, once its head has come
};

struct Plan {
  std::string address = "127.0.0.1", path = "/", headers;
  int port = 8080;
  double rate = 2000, seconds = 10;
  std::size_t connections = 64;
};

[[noreturn]] void stop(const char* why) {
  std::fprintf(stderr, "fixed_rate_client: %s\n", why);
  std::exit(2);
}

Plan read_plan(int argc, char** argv) {
  if (argc < 3)
    stop("fixed_rate_client ADDRESS:PORT PATH [--rate N] [--seconds S] [--connections C] [--header LINE]");
  Plan plan;
  const std::string where = argv[1];
  const std::size_t colon = where.rfind(':');
  if (colon == std::string::npos) stop("give ADDRESS:PORT");
  plan.address = where.substr(0, colon);
  plan.port = std::atoi(where.c_str() + colon + 1);
  plan.path = argv[2];
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--rate")
      plan.rate = std::atof(argv[i + 1]);
    else if (name == "--seconds")
      plan.seconds = std::atof(argv[i + 1]);
    else if (name == "--connections")
      plan.connections = static_cast<std::size_t>(std::atoi(argv[i + 1]));
    else if (name == "--header")
      plan.headers += std::string(argv[i + 1]) + "\r\n";
    else
      stop("unknown option");
  }
  if (plan.rate <= 0 || plan.seconds <= 0 || plan.connections == 0)
    stop("rate, seconds and connections are above 0");
  return plan;
}

int connect_to(const Plan& plan) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(plan.port));
  if (::inet_pton(AF_INET, plan.address.c_str(), &to.sin_addr) != 1) stop("the address is not one of IPv4");
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  if (socket < 0 || ::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
    stop("cannot connect");
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

// Takes what has come; true when the answer is whole.
bool take(Connection& connection, std::uint64_t& failed) {
  char bytes[65536];
  const ssize_t count = ::recv(connection.socket, bytes, sizeof bytes, MSG_DONTWAIT);
  if (count == 0) stop("the server closed a connection");
  if (count < 0) return false;
  connection.held.append(bytes, static_cast<std::size_t>(count));
  if (connection.needs == 0) {
    const std::size_t end = connection.held.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const std::size_t length = connection.held.find("Content-Length: ");
    connection.needs =
        end + 4 + (length < end ? std::strtoul(connection.held.c_str() + length + 16, nullptr, 10) : 0);
    if (connection.held.compare(9, 3, "200") != 0) ++failed;
  }
  if (connection.held.size() < connection.needs) return false;
  connection.held.clear();
  connection.needs = 0;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const Plan plan = read_plan(argc, argv);
  const std::string request =
      "GET " + plan.path + " HTTP/1.1\r\nHost: " + plan.address + "\r\n" + plan.headers + "\r\n";
  std::vector<Connection> connections(plan.connections);
  std::vector<pollfd> polled;
  for (Connection& connection : connections) {
    connection.socket = connect_to(plan);
    polled.push_back({connection.socket, POLLIN, 0});
  }
  Histogram latencies;
  std::deque<Clock::time_point> late;  // due, but every connection was busy
  std::uint64_t failed = 0, asked = 0;
  const auto begin = Clock::now();
  const auto total = static_cast<std::uint64_t>(plan.rate * plan.seconds);
  const auto due_at = [&](std::uint64_t n) {
    return begin +
           std::chrono::nanoseconds(static_cast<std::int64_t>(static_cast<double>(n) * 1e9 / plan.rate));
  };
  std::size_t turn = 0;
  while (latencies.all() < total) {
    for (const auto now = Clock::now(); asked < total && due_at(asked) <= now; ++asked)
      late.push_back(due_at(asked));
    for (std::size_t tried = 0; tried < connections.size() && !late.empty(); ++tried) {
      Connection& connection = connections[turn++ % connections.size()];
      if (connection.busy) continue;
      connection.due = late.front();
      late.pop_front();
      connection.busy = true;
      if (::send(connection.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
          static_cast<ssize_t>(request.size()))
        stop("cannot send");
    }
    const auto until = asked < total ? due_at(asked) - Clock::now() : std::chrono::nanoseconds(1'000'000);
    const timespec wait{0, std::clamp<long>(until.count(), 0, 1'000'000)};
    if (::ppoll(polled.data(), polled.size(), &wait, nullptr) <= 0) continue;
    for (std::size_t i = 0; i < polled.size(); ++i)
      if ((polled[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && take(connections[i], failed)) {
        connections[i].busy = false;
        latencies.add(static_cast<std::uint64_t>((Clock::now() - connections[i].due).count()));
      }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::printf("%llu requests in %.2f s (%.0f a second asked, %.0f reached), %llu not 200\n",
              static_cast<unsigned long long>(total), seconds, plan.rate,
              static_cast<double>(total) / seconds, static_cast<unsigned long long>(failed));
  for (const double share : {0.5, 0.9, 0.99, 0.999})
    std::printf("  p%-5g %8.3f ms\n", share * 100, latencies.milliseconds_at(share));
  std::printf("  most   %8.3f ms\n", latencies.most_milliseconds());
  return failed == 0 ? 0 : 1;
}
