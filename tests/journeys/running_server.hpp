#pragma once
#include <fcntl.h>
#include <signal.h>

#include <chrono>
#include <functional>
#include <thread>

#include "program.hpp"
#include "web/server/served.hpp"

namespace repere::journeys {

/// `repere serve` as a process of its own, on a free port of this machine; it ends with the test.
class RunningServer {
 public:
  /// Shape: `in_child` runs in the new process just before the program
  RunningServer(fs::path folder, const std::string& name, std::vector<std::string> options,
                const std::function<void()>& in_child = {})
      : said_(std::move(folder) / (name + ".txt")) {
    std::vector<std::string> words = {REPERE_PROGRAM, "serve", "--listen",
                                      "127.0.0.1:0",  "--set", "rate_limits=off"};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    fs::remove(said_);  // of an earlier server, with its port
    ::setenv("REPERE_KNOWLEDGE", REPERE_SOURCE_DIR "/knowledge", 1);
    process_ = ::fork();
    if (process_ == 0) {
      const int file = ::open(said_.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
      ::dup2(file, STDOUT_FILENO);
      ::dup2(file, STDERR_FILENO);
      if (in_child) in_child();
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    for (int tries = 0; tries < 3000 && port() == 0; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      const std::string text = said();
      const std::string front = "serving at http://localhost:";
      if (const std::size_t at = text.find(front);
          at != std::string::npos && text.find('(', at) != std::string::npos)
        port_ = static_cast<std::uint16_t>(std::stoi(text.substr(at + front.size())));
    }
    EXPECT_NE(port_, 0) << said();
  }
  ~RunningServer() { end(SIGTERM); }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  void end(int signal) {
    if (process_ <= 0) return;
    ::kill(process_, signal);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  std::uint16_t port() const { return port_; }
  std::string said() const { return content_of(said_); }

  /// Lines of the header end with CR LF each; a write comes from a page of this server.
  web::Reply ask(const std::string& method, const std::string& path, const std::string& lines = {},
                 const std::string& body = {}) const {
    web::Client client(port_);
    client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) +
                "\r\nOrigin: http://localhost:" + std::to_string(port_) + "\r\nConnection: close\r\n" +
                lines + (method == "GET" ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") +
                "\r\n" + body);
    return client.reply();
  }
  /// Follows the demonstration's link of a role: the line with the session's cookie.
  std::string sign_in(const std::string& role) const {
    const std::string text = said();
    const std::size_t at = text.find("/demonstration/", text.find("\n  " + role));
    const std::string path = text.substr(at, text.find('\n', at) - at);
    const web::Reply reply = ask("POST", path, "Content-Type: application/x-www-form-urlencoded\r\n");
    const std::string cookie(reply.headers.find("Set-Cookie").value_or(""));
    EXPECT_NE(cookie, "") << reply.raw;
    return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
  }

 private:
  fs::path said_;
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace repere::journeys
