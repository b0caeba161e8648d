// Request smuggling lives where two programs read one request differently: what could be read twice is refused.
#include "web/http/head.hpp"

#include <gtest/gtest.h>

#include "web/http/request_reader.hpp"

namespace repere::web {
namespace {

int status_of(const std::string& bytes) {
  RequestReader reader({});
  std::string buffer = bytes;
  const auto read = reader.read_head(buffer);
  return read ? (*read ? 200 : 0) : read.error().status;
}

TEST(Head, takes_what_browsers_send) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: repere.example\r\nAccept: */*\r\nCookie: a=b; c=d\r\n\r\n"),
            200);
  EXPECT_EQ(status_of("GET /a%20b?x=1 HTTP/1.0\r\n\r\n"), 200);
  EXPECT_EQ(status_of("\r\nGET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"), 200);
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"), 200);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost:x\r\nX:\t padded \r\nEmpty:\r\n\r\n"), 200);
}

TEST(Head, waits_for_the_rest) {
  EXPECT_EQ(status_of(""), 0);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: x\r\n"), 0);
  EXPECT_EQ(status_of("\r\n\r\n"), 0);
}

TEST(Head, refuses_what_two_programs_could_read_differently) {
  const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n", post = "POST / HTTP/1.1\r\nHost: x\r\n";
  struct Case {
    const char* why;
    std::string bytes;
    int status;
  };
  const Case cases[] = {
      {"both lengths", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"both lengths, the other way", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400},
      {"two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400},
      {"two equal lengths", post + "Content-Length: 5\r\ncontent-length: 5\r\n\r\n", 400},
      {"a list of lengths", post + "Content-Length: 5, 5\r\n\r\n", 400},
      {"a signed length", post + "Content-Length: +5\r\n\r\n", 400},
      {"a negative length", post + "Content-Length: -5\r\n\r\n", 400},
      {"a hexadecimal length", post + "Content-Length: 0x5\r\n\r\n", 400},
      {"an enormous length", post + "Content-Length: 99999999999999999999\r\n\r\n", 400},
      {"no length's text", post + "Content-Length:\r\n\r\n", 400},
      {"another encoding", post + "Transfer-Encoding: gzip\r\n\r\n", 501},
      {"two encodings", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
      {"chunked twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"an encoding in disguise", post + "Transfer-Encoding: xchunked\r\n\r\n", 501},
      {"an encoding after a tab", post + "Transfer-Encoding:\tchunked\x0b\r\n\r\n", 400},
      {"an encoding in HTTP/1.0", "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"a space before the colon", post + "Transfer-Encoding : chunked\r\n\r\n", 400},
      {"a folded line", get + "X: a\r\n b\r\n\r\n", 400},
      {"a folded first line", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400},
      {"a bare LF", "GET / HTTP/1.1\nHost: x\n\n", 400},
      {"a bare LF among the lines", get + "X: a\nY: b\r\n\r\n", 400},
      {"a bare CR", get + "X: a\rY: b\r\n\r\n", 400},
      {"a NUL", get + std::string("X: a\0b\r\n\r\n", 10), 400},
      {"no Host", "GET / HTTP/1.1\r\nX: y\r\n\r\n", 400},
      {"two Hosts", get + "Host: y\r\n\r\n", 400},
      {"an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
      {"a Host with a path", "GET / HTTP/1.1\r\nHost: x/evil\r\n\r\n", 400},
      {"a Host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
      {"a line without colon", get + "nonsense\r\n\r\n", 400},
      {"a name with a space", get + "X Y: z\r\n\r\n", 400},
      {"no name", get + ": z\r\n\r\n", 400},
      {"two spaces", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a space in the address", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"bytes above ASCII in the address", "GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"no version", "GET /\r\n\r\n", 400},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", 505},
      {"another expectation", get + "Expect: coffee\r\n\r\n", 417},
      {"a huge address", "GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
      {"a huge address that does not end", "GET /" + std::string(5000, 'a'), 414},
      {"a huge header", get + "X: " + std::string(20'000, 'a') + "\r\n\r\n", 431},
      {"a huge header that does not end", get + "X: " + std::string(20'000, 'a'), 431},
      {"many empty lines", std::string(40, '\r') + std::string(40, '\n') + "GET / HTTP/1.1\r\n", 400},
  };
  for (const Case& one : cases) EXPECT_EQ(status_of(one.bytes), one.status) << one.why;
  std::string many = get;
  for (int i = 0; i < 200; ++i) many += "X: y\r\n";
  EXPECT_EQ(status_of(many + "\r\n"), 431);
}

TEST(Head, reads_the_same_in_pieces_of_any_size) {
  const std::string request =
      "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
      "chunked\r\n\r\n4;name=v\r\nWiki\r\n5\r\npedia\r\n0\r\nTrailer: x\r\n\r\nGET";
  for (std::size_t step = 1; step < request.size(); ++step) {
    RequestReader reader({});
    std::string buffer, body;
    bool head_is_read = false;
    for (std::size_t at = 0; at < request.size(); at += step) {
      buffer += request.substr(at, step);
      if (!head_is_read) {
        const auto read = reader.read_head(buffer);
        ASSERT_TRUE(read) << read.error().detail;
        head_is_read = *read;
      }
      while (head_is_read && !reader.body_done() && !buffer.empty()) {
        const std::size_t before = buffer.size();
        ASSERT_TRUE(reader.read_body(buffer, body, buffer.size())) << step;
        if (buffer.size() == before) break;
      }
    }
    EXPECT_TRUE(reader.body_done()) << step;
    EXPECT_EQ(body, "Wikipedia") << step;
    EXPECT_EQ(buffer, "GET") << step;
  }
}

TEST(Head, refuses_malformed_chunks) {
  for (const char* chunks : {"x\r\n", "4\nWiki\r\n0\r\n\r\n", "-1\r\n", "4\r\nWikiX\r\n0\r\n\r\n",
                             "fffffffffffffffff\r\n", " 4\r\nWiki\r\n"}) {
    RequestReader reader({});
    std::string buffer = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", body;
    ASSERT_TRUE(*reader.read_head(buffer));
    buffer += chunks;
    bool refused = false;
    for (int i = 0; i < 8 && !refused && !reader.body_done(); ++i)
      refused = !reader.read_body(buffer, body, 64);
    EXPECT_TRUE(refused) << chunks;
  }
}

}  // namespace
}  // namespace repere::web
