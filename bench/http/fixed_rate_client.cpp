// An open-loop HTTP client: requests are due at fixed times whatever the server does, and a latency counts from when the request was
// due. A server that stalls is charged for everybody who would have waited, which wrk does not do.
//   fixed_rate_client ADDRESS:PORT PATH [--rate N] [--seconds S] [--connections C] [--header "Name: value"]…
// PATH may hold {n}, which becomes --from N (1 if not said), N + 1, … --many M, and N again.
#include <poll.h>

#include <chrono>
#include <deque>

#include "answer_socket.hpp"
#include "latencies.hpp"

namespace {

using namespace repere::bench;
using Clock = std::chrono::steady_clock;

struct Connection {
  AnswerSocket socket;
  Clock::time_point due{};
  bool busy = false;
};

struct Plan {
  Place place;
  std::string path = "/", headers;
  double rate = 2000, seconds = 10;
  std::size_t connections = 64, from = 1, many = 1;
};

Plan read_plan(int argc, char** argv) {
  if (argc < 3)
    stop(
        "fixed_rate_client ADDRESS:PORT PATH [--rate N] [--seconds S] [--connections C] [--from N] [--many "
        "M] "
        "[--header LINE]");
  Plan plan;
  plan.place = parse_place(argv[1]);
  plan.path = argv[2];
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--rate")
      plan.rate = std::atof(argv[i + 1]);
    else if (name == "--seconds")
      plan.seconds = std::atof(argv[i + 1]);
    else if (name == "--connections")
      plan.connections = static_cast<std::size_t>(std::atoi(argv[i + 1]));
    else if (name == "--from")
      plan.from = static_cast<std::size_t>(std::atoi(argv[i + 1]));
    else if (name == "--many")
      plan.many = static_cast<std::size_t>(std::atoi(argv[i + 1]));
    else if (name == "--header")
      plan.headers += std::string(argv[i + 1]) + "\r\n";
    else
      stop("unknown option " + name);
  }
  if (plan.rate <= 0 || plan.seconds <= 0 || plan.connections == 0 || plan.from > plan.many)
    stop("rate, seconds, connections are above 0, many is not below from");
  return plan;
}

std::vector<std::string> requests_of(const Plan& plan) {
  std::vector<std::string> requests;
  const std::size_t at = plan.path.find("{n}");
  for (std::size_t n = plan.from; n <= (at == std::string::npos ? plan.from : plan.many); ++n) {
    std::string path = plan.path;
    if (at != std::string::npos) path.replace(at, 3, std::to_string(n));
    requests.push_back("GET " + path + " HTTP/1.1\r\nHost: " + plan.place.address + "\r\n" + plan.headers +
                       "\r\n");
  }
  return requests;
}

}  // namespace

int main(int argc, char** argv) {
  const Plan plan = read_plan(argc, argv);
  const std::vector<std::string> requests = requests_of(plan);
  std::vector<Connection> connections;
  std::vector<pollfd> polled;
  for (std::size_t i = 0; i < plan.connections; ++i) {
    connections.push_back({AnswerSocket(plan.place.address, plan.place.port)});
    polled.push_back({connections.back().socket.descriptor(), POLLIN, 0});
  }
  Latencies latencies;
  std::deque<Clock::time_point> late;  // due, but every connection was busy
  std::uint64_t failed = 0, asked = 0, sent = 0;
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
      connection.socket.send(requests[sent++ % requests.size()]);
    }
    const auto until = asked < total ? due_at(asked) - Clock::now() : std::chrono::nanoseconds(1'000'000);
    const timespec wait{0, std::clamp<long>(until.count(), 0, 1'000'000)};
    if (::ppoll(polled.data(), polled.size(), &wait, nullptr) <= 0) continue;
    for (std::size_t i = 0; i < polled.size(); ++i) {
      if ((polled[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
      const auto answer = connections[i].socket.take();
      if (!answer) continue;
      failed += answer->status != 200;
      connections[i].busy = false;
      latencies.add(static_cast<std::uint64_t>((Clock::now() - connections[i].due).count()));
    }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::printf("%llu requests in %.2f s (%.0f a second asked, %.0f reached), %llu not 200\n",
              static_cast<unsigned long long>(total), seconds, plan.rate,
              static_cast<double>(total) / seconds, static_cast<unsigned long long>(failed));
  latencies.print();
  return failed == 0 ? 0 : 1;
}
