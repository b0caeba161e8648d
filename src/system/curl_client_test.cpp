// Asking another server: bounded in time and size, never redirected, never fooled about whom it asks.
#include "system/curl_client.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace repere::system {
namespace {

using namespace std::chrono_literals;

// Answers one connection with these bytes, or with none.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(::listen(listener_, 4), 0);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] {
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      char bytes[4096];
      const auto count = ::recv(client, bytes, sizeof bytes, 0);
      asked.assign(bytes, count > 0 ? static_cast<std::size_t>(count) : 0);
      if (!answer_.empty()) static_cast<void>(::send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL));
      if (answer_.empty()) static_cast<void>(::recv(client, bytes, sizeof bytes, 0));  // until the asker gives up
      ::close(client);
    });
  }
  ~OneAnswer() { stop(); }
  void stop() {
    if (!thread_.joinable()) return;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  std::string address(const std::string& path = "/x") const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
  std::string asked;

 private:
  std::string answer_;
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

CurlClient client() { return CurlClient({500ms, 500ms, {}}); }

TEST(CurlClient, gives_status_type_and_body) {
  OneAnswer server("HTTP/1.1 201 Created\r\nContent-Type: Application/JSON; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}");
  const auto reply = client().ask({server.address(), {{"Accept", "application/json"}}, "a=1"});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->status, 201);
  EXPECT_EQ(reply->type, "application/json");
  EXPECT_EQ(reply->body, "{}");
  server.stop();
  EXPECT_TRUE(server.asked.starts_with("POST /x HTTP/1.1\r\n"));
  EXPECT_TRUE(server.asked.ends_with("\r\n\r\na=1"));
}

TEST(CurlClient, does_not_follow_where_it_is_sent) {
  OneAnswer server("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(client().ask({server.address(), {}, std::nullopt})->status, 302);
}

TEST(CurlClient, does_not_wait_for_ever) {
  OneAnswer server("");
  const auto reply = client().ask({server.address("/slow?code=secret"), {}, std::nullopt});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, ErrorKind::unavailable);
  EXPECT_NE(reply.error().message.find("did not answer in time"), std::string::npos);
  EXPECT_EQ(reply.error().message.find("secret"), std::string::npos);
}

TEST(CurlClient, takes_no_more_than_it_asked_for) {
  OneAnswer server("HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x'));
  const auto reply = client().ask({server.address(), {}, std::nullopt, 4000});
  ASSERT_FALSE(reply);
  EXPECT_NE(reply.error().message.find("larger"), std::string::npos);
}

TEST(CurlClient, says_when_nobody_is_there) {
  std::string address;
  {
    OneAnswer gone("x");
    address = gone.address();
  }
  EXPECT_EQ(client().ask({address, {}, std::nullopt}).error().kind, ErrorKind::unavailable);
}

TEST(CurlClient, asks_over_tls_or_this_machine_alone) {
  for (const char* safe : {"https://a.example/x", "http://127.0.0.1:80/", "http://localhost/", "http://[::1]:8/"})
    EXPECT_TRUE(is_safe_to_ask(safe)) << safe;
  for (const char* unsafe : {"http://a.example/", "http://127.0.0.1.example/", "http://localhost@a.example/", "http://localhost:x@a.example/", "https://a@b.example/", "https://a.example/\r\nX: y", "file:///etc/passwd", "ftp://a.example", "https://", ""})
    EXPECT_FALSE(is_safe_to_ask(unsafe)) << unsafe;
  EXPECT_EQ(client().ask({"http://a.example/", {}, std::nullopt}).error().kind, ErrorKind::incorrect);
}

TEST(CurlClient, a_server_without_a_good_certificate_is_not_believed) {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  const std::string address = "https" + server.address().substr(4);
  EXPECT_EQ(client().ask({address, {}, std::nullopt}).error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace repere::system
