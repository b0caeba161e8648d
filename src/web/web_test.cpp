#include <gtest/gtest.h>
#include <sys/socket.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "web/home_page.hpp"
#include "web/report_site.hpp"
#include "web/server.hpp"
#include "web/target.hpp"

namespace repere::web {
namespace {

namespace asio = boost::asio;

TEST(Target, is_decoded_without_its_query) {
  EXPECT_EQ(*decode_path("/fr/report.html?x=1"), "/fr/report.html");
  EXPECT_EQ(*decode_path("/a%20b"), "/a b");
}

TEST(Target, does_not_climb_out) {
  for (const char* wrong : {"", "fr", "/../etc", "/fr/..", "/%2e%2e/x", "/a/%2E%2e", "/.", "/a%", "/a%2", "/a%zz", "/a\\b",
                            "/a%00b", "/a%0d%0ab", "http://elsewhere/"})
    EXPECT_FALSE(decode_path(wrong)) << wrong;
}

TEST(ListenAddress, is_an_address_and_a_port) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080")->port, 8080);
  EXPECT_EQ(parse_listen_address("[::1]:80")->host, "::1");
  EXPECT_EQ(parse_listen_address(":0")->host, "0.0.0.0");
  EXPECT_EQ(parse_listen_address("localhost:1")->host, "127.0.0.1");
  for (const char* wrong : {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:80x", "somewhere:80"})
    EXPECT_FALSE(parse_listen_address(wrong)) << wrong;
}

TEST(HomePage, says_synthetic_and_escapes) {
  const StudyFacts facts = study_facts(
      R"({"title":{"fr":"<script>","en":"Study"},"data":{"synthetic":true,"tumours":12}})");
  EXPECT_EQ(facts.tumours, 12u);
  const std::string page = home_page(study::Language::fr, facts, {{"figures/a.svg", title_of_svg("<svg><title>Une courbe</title>")}, {"report.html", ""}});
  EXPECT_NE(page.find("Données synthétiques"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_NE(page.find("href=\"/fr/report.html\""), std::string::npos);
  EXPECT_NE(page.find("alt=\"Une courbe\""), std::string::npos);
}

TEST(HomePage, stands_without_a_report_and_with_a_broken_one) {
  EXPECT_NE(home_page(study::Language::en, study_facts("not json"), {}).find("No report"), std::string::npos);
}

// A server on a free port of this machine, stopped at the end as an operator would.
class Served : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("repere_web_test_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_ / "fr");
    std::ofstream(folder_ / "fr" / "report.html") << "<p>rapport</p>";
    site_ = *ReportSite::load(folder_);
    std::promise<std::uint16_t> ready;
    auto port = ready.get_future();
    thread_ = std::thread([this, &ready] {
      ServerLimits limits;
      limits.request_seconds = 1;
      ended_ = serve_http({"127.0.0.1", 0}, limits, [this](const Request& r) { return site_.answer(r); },
                          [&](std::uint16_t p) { ready.set_value(p); });
    });
    port_ = port.get();
  }
  void TearDown() override {
    ::kill(::getpid(), SIGTERM);
    thread_.join();
    EXPECT_TRUE(ended_);
    std::filesystem::remove_all(folder_);
  }
  // Sends bytes and reads until the server closes.
  std::string ask(const std::string& bytes) {
    asio::io_context context;
    asio::ip::tcp::socket socket(context);
    socket.connect({asio::ip::make_address("127.0.0.1"), port_});
    boost::system::error_code problem;
    asio::write(socket, asio::buffer(bytes), problem);
    std::string answer;
    asio::read(socket, asio::dynamic_buffer(answer), problem);
    return answer;
  }
  std::string get(const std::string& path) {
    return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  std::filesystem::path folder_;
  ReportSite site_;
  Result<void> ended_;
  std::thread thread_;
  std::uint16_t port_ = 0;
};

TEST_F(Served, answers_its_pages_and_files_with_security_headers) {
  const std::string home = get("/");
  EXPECT_TRUE(home.starts_with("HTTP/1.1 200"));
  EXPECT_NE(home.find("Content-Security-Policy: default-src 'none'"), std::string::npos);
  EXPECT_NE(home.find("/fr/report.html"), std::string::npos);
  EXPECT_NE(get("/fr/report.html").find("<p>rapport</p>"), std::string::npos);
  EXPECT_TRUE(get("/en/").find("No report") != std::string::npos);
  EXPECT_TRUE(get("/nothing").starts_with("HTTP/1.1 404"));
}

TEST_F(Served, refuses_what_is_no_plain_read) {
  EXPECT_TRUE(ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 405"));
  EXPECT_TRUE(ask("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 400"));
  EXPECT_TRUE(ask("GET /../x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 400"));
  EXPECT_TRUE(ask("nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
  EXPECT_TRUE(ask("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n").starts_with("HTTP/1.1 431"));
  EXPECT_TRUE(ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n").starts_with("HTTP/1.1 413"));
}

TEST_F(Served, answers_HEAD_without_a_body) {
  const std::string head = ask("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(head.starts_with("HTTP/1.1 200"));
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
}

TEST_F(Served, cuts_off_a_request_that_does_not_end) { EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost:"), ""); }

TEST_F(Served, says_when_the_port_is_taken) {
  const auto second = serve_http({"127.0.0.1", port_}, {}, [](const Request&) { return Response{}; }, [](std::uint16_t) {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
  EXPECT_NE(second.error().message.find(std::to_string(port_)), std::string::npos);
}

}  // namespace
}  // namespace repere::web
