#include "answer_socket.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace repere::bench {

void stop(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(2);
}

Place parse_place(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) stop("give ADDRESS:PORT");
  return {text.substr(0, colon), std::atoi(text.c_str() + colon + 1)};
}

std::string Answer::header(const std::string& name) const {
  const std::string front = "\r\n" + name + ": ";
  const std::size_t at = head.find(front);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + front.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

AnswerSocket::AnswerSocket(const std::string& address, int port) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::inet_pton(AF_INET, address.c_str(), &to.sin_addr) != 1) stop("the address is not one of IPv4");
  socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  if (socket_ < 0 || ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
    stop(std::string("cannot connect: ") + std::strerror(errno));
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

AnswerSocket::~AnswerSocket() {
  if (socket_ >= 0) ::close(socket_);
}

AnswerSocket::AnswerSocket(AnswerSocket&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      held_(std::move(other.held_)),
      head_(other.head_),
      needs_(other.needs_) {}

void AnswerSocket::send(const std::string& request) {
  if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
    stop("cannot send");
}

std::optional<Answer> AnswerSocket::take() {
  char bytes[65536];
  const ssize_t count = ::recv(socket_, bytes, sizeof bytes, MSG_DONTWAIT);
  if (count == 0) stop("the server closed a connection");
  if (count < 0) return std::nullopt;
  held_.append(bytes, static_cast<std::size_t>(count));
  if (needs_ == 0) {
    const std::size_t end = held_.find("\r\n\r\n");
    if (end == std::string::npos) return std::nullopt;
    head_ = end + 4;
    const std::size_t length = held_.find("Content-Length: ");
    needs_ = head_ + (length < end ? std::strtoul(held_.c_str() + length + 16, nullptr, 10) : 0);
  }
  if (held_.size() < needs_) return std::nullopt;
  Answer answer{std::atoi(held_.c_str() + 9), held_.substr(0, head_), held_.substr(head_, needs_ - head_)};
  held_.erase(0, needs_);
  head_ = needs_ = 0;
  return answer;
}

}  // namespace repere::bench
