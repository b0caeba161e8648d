#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// A client's connection that never waits by itself, for measurements: many of them are polled by one thread.
namespace repere::bench {

/// What was answered; header lines as they came.
struct Answer {
  int status = 0;
  std::string head, body;
  /// The value of a header line, empty without one.
  std::string header(const std::string& name) const;
};

class AnswerSocket {
 public:
  /// Connects to an IPv4 address, waiting for it. Errors: ends the program with a message, as everything here.
  AnswerSocket(const std::string& address, int port);
  ~AnswerSocket();
  AnswerSocket(AnswerSocket&& other) noexcept;
  AnswerSocket(const AnswerSocket&) = delete;
  AnswerSocket& operator=(const AnswerSocket&) = delete;

  int descriptor() const { return socket_; }
  void send(const std::string& request);
  /// Takes what has come; the answer when it is whole.
  std::optional<Answer> take();

 private:
  int socket_ = -1;
  std::string held_;
  std::size_t head_ = 0, needs_ = 0;  // bytes of the head and of the whole answer, once the head has come
};

/// Address and port of "127.0.0.1:8080".
struct Place {
  std::string address;
  int port = 0;
};
Place parse_place(const std::string& text);

/// Prints why on standard error and ends the program with 2.
[[noreturn]] void stop(const std::string& why);

}  // namespace repere::bench
