#include <gtest/gtest.h>

#include "web/guard/form_token.hpp"
#include "web/guard/proxies.hpp"
#include "web/guard/rate_limit.hpp"

namespace repere::web {
namespace {

using namespace std::chrono_literals;
const RateLimiter::Time start{};

Address address(const char* text) { return *parse_address(text); }

TEST(RateLimiter, lets_a_burst_through_then_a_steady_rate) {
  RateLimiter limiter({{"login", {0.5, 3}}});
  const auto login = *limiter.class_of("login");
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limiter.take(login, address("192.0.2.1"), start));
  EXPECT_EQ(limiter.take(login, address("192.0.2.1"), start), 2);
  EXPECT_FALSE(limiter.take(login, address("192.0.2.2"), start)) << "another address has its own";
  EXPECT_FALSE(limiter.take(login, address("192.0.2.1"), start + 2s));
  EXPECT_TRUE(limiter.take(login, address("192.0.2.1"), start + 2s));
  EXPECT_FALSE(limiter.class_of("unknown"));
}

TEST(RateLimiter, counts_a_subscriber_of_IPv6_as_one) {
  RateLimiter limiter({{"a", {1, 1}}});
  EXPECT_FALSE(limiter.take(0, address("2001:db8:0:1::1"), start));
  EXPECT_TRUE(limiter.take(0, address("2001:db8:0:1::ffff"), start));
  EXPECT_FALSE(limiter.take(0, address("2001:db8:0:2::1"), start));
}

TEST(RateLimiter, keeps_its_memory_under_a_flood_and_remembers_who_still_asks) {
  RateLimiter limiter({{"a", {0.001, 5}}}, 256);
  const Address insistent = address("192.0.2.1");
  int through = 0;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    Address other = address("10.0.0.0");
    for (std::size_t b = 0; b < 3; ++b) other.bytes[13 + b] = static_cast<std::uint8_t>(i >> (8 * b));
    limiter.take(0, other, start + std::chrono::milliseconds(i));
    if (!limiter.take(0, insistent, start + std::chrono::milliseconds(i))) ++through;
  }
  EXPECT_LT(through, 30);
}

TEST(RateLimiter, does_not_give_tokens_when_time_goes_back) {
  RateLimiter limiter({{"a", {1, 1}}});
  EXPECT_FALSE(limiter.take(0, address("192.0.2.1"), start + 1h));
  EXPECT_TRUE(limiter.take(0, address("192.0.2.1"), start));
}

TEST(AddressRange, holds_its_addresses) {
  EXPECT_TRUE(parse_address_range("10.0.0.0/8")->holds(address("10.255.0.1")));
  EXPECT_FALSE(parse_address_range("10.0.0.0/8")->holds(address("11.0.0.1")));
  EXPECT_FALSE(parse_address_range("0.0.0.0/0")->holds(address("2001:db8::1")));
  EXPECT_TRUE(parse_address_range("2001:db8::/32")->holds(address("2001:db8:1::1")));
  EXPECT_TRUE(parse_address_range("192.0.2.7")->holds(address("192.0.2.7")));
  EXPECT_TRUE(parse_address_range("192.0.2.7")->holds(address("::ffff:192.0.2.7")));
  for (const char* wrong :
       {"", "10.0.0.1/8", "10.0.0.0/33", "x/8", "10.0.0.0/", "10.0.0.0/-1", "2001:db8::/129"})
    EXPECT_FALSE(parse_address_range(wrong)) << wrong;
}

Request request_with(std::vector<Field> headers) {
  Request request;
  request.host = "repere.example";
  request.secure = true;
  for (const Field& field : headers) request.headers.add(field.name, field.value);
  return request;
}

TEST(Proxies, count_only_when_they_are_trusted) {
  const std::vector<AddressRange> trusted = {*parse_address_range("10.0.0.0/8")};
  const std::vector<Field> headers = {{"X-Forwarded-For", "203.0.113.9"},
                                      {"X-Forwarded-Proto", "https"},
                                      {"X-Forwarded-Host", "repere.example"}};
  Request from_proxy = request_with(headers), from_anyone = request_with(headers);
  from_anyone.host = from_proxy.host = "inner:8080";
  resolve_origin(from_proxy, address("10.0.0.1"), false, trusted);
  EXPECT_EQ(from_proxy.peer, address("203.0.113.9"));
  EXPECT_EQ(from_proxy.origin(), "https://repere.example");
  resolve_origin(from_anyone, address("198.51.100.1"), false, trusted);
  EXPECT_EQ(from_anyone.peer, address("198.51.100.1"));
  EXPECT_EQ(from_anyone.origin(), "http://inner:8080");
  EXPECT_FALSE(from_anyone.direct);
}

TEST(Proxies, believe_the_nearest_address_that_is_no_proxy_of_ours) {
  const std::vector<AddressRange> trusted = {*parse_address_range("10.0.0.0/8")};
  // The client wrote the first address itself.
  Request spoofed = request_with({{"X-Forwarded-For", "127.0.0.1, 203.0.113.9, 10.0.0.2"}});
  resolve_origin(spoofed, address("10.0.0.1"), false, trusted);
  EXPECT_EQ(spoofed.peer, address("203.0.113.9"));
  Request standard = request_with(
      {{"Forwarded",
        "for=\"[2001:db8::7]:4711\";proto=https;host=repere.example, for=10.0.0.3;proto=https"}});
  resolve_origin(standard, address("10.0.0.1"), false, trusted);
  EXPECT_EQ(standard.peer, address("2001:db8::7"));
  Request hidden = request_with({{"Forwarded", "for=unknown"}});
  resolve_origin(hidden, address("10.0.0.1"), false, trusted);
  EXPECT_EQ(hidden.peer, address("10.0.0.1"));
  Request evil = request_with({{"X-Forwarded-For", "203.0.113.9"}, {"X-Forwarded-Host", "evil/../x"}});
  resolve_origin(evil, address("10.0.0.1"), false, trusted);
  EXPECT_EQ(evil.host, "repere.example");
}

TEST(FormToken, belongs_to_its_session_and_looks_different_each_time) {
  Request request;
  request.admitted.form_secret = "secret of session 1";
  const std::string token = form_token(request), other = form_token(request);
  EXPECT_NE(token, other);
  EXPECT_TRUE(is_token_of(token, "secret of session 1"));
  EXPECT_TRUE(is_token_of(other, "secret of session 1"));
  EXPECT_FALSE(is_token_of(token, "secret of session 2"));
  EXPECT_FALSE(is_token_of(token, ""));
  EXPECT_FALSE(is_token_of("", "secret of session 1"));
  EXPECT_FALSE(is_token_of(token.substr(1), "secret of session 1"));
  std::string altered = token;
  altered[3] = altered[3] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(is_token_of(altered, "secret of session 1"));
}

TEST(ForeignOrigin, is_what_the_browser_says) {
  const auto foreign = [](std::vector<Field> headers) {
    headers.push_back({"Cookie", "__Host-session=x"});
    return foreign_origin(request_with(headers)).has_value();
  };
  EXPECT_FALSE(foreign({{"Origin", "https://repere.example"}}));
  EXPECT_FALSE(foreign({{"Sec-Fetch-Site", "same-origin"}}));
  EXPECT_FALSE(foreign({{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}));
  EXPECT_TRUE(foreign({{"Origin", "https://evil.example"}}));
  EXPECT_TRUE(foreign({{"Origin", "http://repere.example"}})) << "another scheme is another site";
  EXPECT_TRUE(foreign({{"Origin", "https://repere.example:8443"}}));
  EXPECT_TRUE(foreign({{"Origin", "https://repere.example.evil.example"}}));
  EXPECT_TRUE(foreign({{"Origin", "null"}}));
  EXPECT_TRUE(foreign({{"Sec-Fetch-Site", "cross-site"}}));
  EXPECT_TRUE(foreign({{"Sec-Fetch-Site", "same-site"}}));
  EXPECT_TRUE(foreign({{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://repere.example"}}));
  EXPECT_TRUE(foreign({})) << "a cookie without a word of where it comes from";
  EXPECT_FALSE(foreign_origin(request_with({})).has_value()) << "a program with its own proof";
}

}  // namespace
}  // namespace repere::web
