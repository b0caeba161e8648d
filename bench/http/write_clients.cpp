// Clients that change cases, each its own, one change after the other: write_clients ADDRESS:PORT COOKIE [--clients N] [--seconds S]
// A change is what a surgeon's page sends: PATCH of one field on the version that was read (If-Match), with its
// reason. It counts when it is answered 200, which the server says when the change and its audit line are on the disk.
#include <poll.h>

#include <boost/json.hpp>
#include <chrono>
#include <memory>

#include "answer_socket.hpp"
#include "latencies.hpp"

namespace {

using namespace repere::bench;
using Clock = std::chrono::steady_clock;

struct Plan {
  Place place;
  std::string cookie;
  int clients = 32;
  double seconds = 10;
};

class Writer {
 public:
  Writer(const Plan& plan, std::int64_t id)
      : plan_(plan), case_(id), socket_(plan.place.address, plan.place.port) {}

  // Reads the case: which tumour there is to change, and the version.
  void prepare() {
    socket_.send(line("GET") + "\r\n");
    const Answer answer = wait();
    if (answer.status != 200)
      stop("a case cannot be read: " + std::to_string(answer.status) + " " + answer.body);
    const boost::json::value read = boost::json::parse(answer.body);
    const auto& tumour = read.at("tumours").at(0).as_object();
    tumour_ = tumour.at("id").as_int64();
    if (const auto* size = tumour.if_contains("size_mm")) size_ = *size == "42" ? 42 : 0;
    etag_ = answer.header("ETag");
  }
  void begin() {
    size_ = size_ == 42 ? 43 : 42;
    const std::string body =
        "{\"reason\":\"synthetic correction\",\"tumours\":[{\"id\":" + std::to_string(tumour_) +
        ",\"size_mm\":\"" + std::to_string(size_) + "\"}]}";
    began_ = Clock::now();
    socket_.send(line("PATCH") + "Origin: http://" + plan_.place.address + ":" +
                 std::to_string(plan_.place.port) + "\r\nIf-Match: " + etag_ +
                 "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                 "\r\n\r\n" + body);
  }
  // Whether the change was answered.
  bool take(Latencies& latencies, std::uint64_t& failed) {
    const auto answer = socket_.take();
    if (!answer) return false;
    latencies.add(static_cast<std::uint64_t>((Clock::now() - began_).count()));
    if (answer->status != 200 && ++failed == 1)
      std::fprintf(stderr, "%s%s\n", answer->head.c_str(), answer->body.c_str());
    if (answer->status == 200) etag_ = answer->header("ETag");
    return true;
  }
  int descriptor() const { return socket_.descriptor(); }

 private:
  std::string line(const char* method) const {
    return std::string(method) + " /api/v1/cases/" + std::to_string(case_) +
           " HTTP/1.1\r\nHost: " + plan_.place.address + ":" + std::to_string(plan_.place.port) +
           "\r\nCookie: " + plan_.cookie + "\r\n";
  }
  Answer wait() {
    for (;;) {
      pollfd one{socket_.descriptor(), POLLIN, 0};
      ::poll(&one, 1, -1);
      if (auto answer = socket_.take()) return std::move(*answer);
    }
  }

  const Plan& plan_;
  std::int64_t case_, tumour_ = 0;
  int size_ = 0;
  std::string etag_;
  Clock::time_point began_;
  AnswerSocket socket_;
};

// Numbers of cases that the session may change.
std::vector<std::int64_t> cases_for(const Plan& plan) {
  AnswerSocket socket(plan.place.address, plan.place.port);
  socket.send("GET /api/v1/cases?most=500 HTTP/1.1\r\nHost: " + plan.place.address +
              "\r\nCookie: " + plan.cookie + "\r\n\r\n");
  std::optional<Answer> answer;
  while (!(answer = socket.take())) {
    pollfd one{socket.descriptor(), POLLIN, 0};
    ::poll(&one, 1, -1);
  }
  if (answer->status != 200) stop("the list of cases cannot be read: " + std::to_string(answer->status));
  std::vector<std::int64_t> cases;
  const boost::json::value list = boost::json::parse(answer->body);
  for (const auto& one : list.at("cases").as_array()) {
    const std::int64_t id = one.at("case").as_int64();
    if (cases.empty() || cases.back() != id) cases.push_back(id);
  }
  return cases;
}

Plan read_plan(int argc, char** argv) {
  if (argc < 3) stop("write_clients ADDRESS:PORT COOKIE [--clients N] [--seconds S]");
  Plan plan;
  plan.place = parse_place(argv[1]);
  plan.cookie = argv[2];
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--clients")
      plan.clients = std::atoi(argv[i + 1]);
    else if (name == "--seconds")
      plan.seconds = std::atof(argv[i + 1]);
    else
      stop("unknown option " + name);
  }
  if (plan.clients <= 0 || plan.seconds <= 0) stop("clients and seconds are above 0");
  return plan;
}

}  // namespace

int main(int argc, char** argv) {
  const Plan plan = read_plan(argc, argv);
  const auto cases = cases_for(plan);
  if (cases.size() < static_cast<std::size_t>(plan.clients)) stop("the session may change too few cases");
  std::vector<std::unique_ptr<Writer>> writers;
  std::vector<pollfd> polled;
  for (int i = 0; i < plan.clients; ++i) {
    writers.push_back(std::make_unique<Writer>(plan, cases[static_cast<std::size_t>(i)]));
    writers.back()->prepare();
    polled.push_back({writers.back()->descriptor(), POLLIN, 0});
  }
  Latencies latencies;
  std::uint64_t failed = 0;
  const auto begin = Clock::now(),
             end = begin + std::chrono::nanoseconds(static_cast<std::int64_t>(plan.seconds * 1e9));
  for (const auto& writer : writers) writer->begin();
  int running = plan.clients;
  while (running > 0) {
    ::poll(polled.data(), polled.size(), 1000);
    for (std::size_t i = 0; i < polled.size(); ++i) {
      if ((polled[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0 || !writers[i]->take(latencies, failed))
        continue;
      if (Clock::now() < end) {
        writers[i]->begin();
      } else {
        polled[i].fd = -1;
        --running;
      }
    }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::printf("%d clients: %.0f acknowledged changes a second (%llu in %.2f s), %llu not 200\n", plan.clients,
              static_cast<double>(latencies.all() - failed) / seconds,
              static_cast<unsigned long long>(latencies.all() - failed), seconds,
              static_cast<unsigned long long>(failed));
  latencies.print();
  return failed == 0 ? 0 : 1;
}
