// Opens connections that ask nothing, says how many there are, and holds them: idle_connections ADDRESS:PORT COUNT SECONDS.
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "answer_socket.hpp"

using namespace repere::bench;

int main(int argc, char** argv) {
  if (argc != 4) stop("idle_connections ADDRESS:PORT COUNT SECONDS");
  const Place place = parse_place(argv[1]);
  const auto count = static_cast<std::size_t>(std::atoi(argv[2]));
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < count + 16)
    stop("this process may open " + std::to_string(limit.rlim_cur) + " files: raise `ulimit -n`");
  std::vector<AnswerSocket> sockets;
  for (std::size_t i = 0; i < count; ++i) sockets.emplace_back(place.address, place.port);
  std::printf("%zu connections\n", sockets.size());
  std::fflush(stdout);
  ::sleep(static_cast<unsigned>(std::atoi(argv[3])));
  // A connection that the server has closed meanwhile has something to read: its end.
  std::size_t closed = 0;
  for (const AnswerSocket& socket : sockets) {
    pollfd one{socket.descriptor(), POLLIN, 0};
    closed += ::poll(&one, 1, 0) > 0;
  }
  std::printf("%zu of them closed by the server\n", closed);
  return closed == 0 ? 0 : 1;
}
