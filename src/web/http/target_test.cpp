#include "web/http/target.hpp"

#include <gtest/gtest.h>

#include "web/http/language.hpp"
#include "web/http/response.hpp"

namespace repere::web {
namespace {

TEST(Target, is_decoded_once_without_its_query) {
  EXPECT_EQ(parse_target("/fr/report.html?x=1")->path(), "/fr/report.html");
  EXPECT_EQ(parse_target("/a%20b")->path(), "/a b");
  EXPECT_EQ(parse_target("/")->segments, std::vector<std::string>{""});
  // What is escaped twice stays escaped: a name that is no folder above.
  EXPECT_EQ(parse_target("/%252e%252e/x")->segments[0], "%2e%2e");
  EXPECT_EQ(parse_target("/?q=a+b%26&q=2&empty=&=x")->query.all("q"),
            (std::vector<std::string_view>{"a b&", "2"}));
}

TEST(Target, does_not_climb_out) {
  for (const char* wrong :
       {"",       "fr",        "/../etc",        "/fr/..",  "/%2e%2e/x",     "/a/%2E%2e",
        "/.",     "/a%",       "/a%2",           "/a%zz",   "/a\\b",         "/%5c..%5c",
        "/a%00b", "/a%0d%0ab", "/a%2Fb",         "/..%2f",  "/%2e%2e%2fetc", "http://elsewhere/",
        "/a#b",   "/%ff",      "/%c0%ae%c0%ae/", "/?a=%zz", "/?a=%ff",       "/?a=%00",
        "/%7f"})
    EXPECT_FALSE(parse_target(wrong)) << wrong;
}

TEST(LocalPath, names_no_other_site) {
  for (const char* good : {"/", "/fr/page", "/fr/page?a=1&b=2#part", "/en/"})
    EXPECT_TRUE(is_local_path(good)) << good;
  for (const char* evil :
       {"", "evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil",
        "https://evil.example", "javascript:alert(1)", "/\t/evil", "/\r\nSet-Cookie: a=b", "/ /evil",
        "/%2F/evil", "/%5Cevil", "/../..", "/./evil", "/\xc3\xa9"})
    EXPECT_FALSE(is_local_path(evil)) << evil;
}

TEST(Redirect, stays_on_this_site) {
  EXPECT_EQ(redirect("/fr/apres").headers.find("Location"), "/fr/apres");
  EXPECT_EQ(redirect("//evil.example").headers.find("Location"), "/");
  EXPECT_EQ(redirect("https://evil.example").headers.find("Location"), "/");
}

TEST(Accept, weighs_what_it_names) {
  EXPECT_EQ(accepted_weight("gzip, br;q=0.5", "br"), 500);
  EXPECT_EQ(accepted_weight("*;q=0.1, gzip;q=0", "gzip"), 0);
  EXPECT_EQ(accepted_weight("text/*;q=0.3, */*;q=0.1", "text/html"), 300);
  EXPECT_EQ(accepted_weight("deflate", "gzip"), -1);
  EXPECT_EQ(accepted_weight("gzip;q=nonsense", "gzip"), 0);
  EXPECT_EQ(preferred_language("en-GB,en;q=0.9,fr;q=0.8"), Language::en);
  EXPECT_EQ(preferred_language("de,fr;q=0.2,en;q=0.2"), Language::fr);
  EXPECT_EQ(preferred_language(""), Language::fr);
}

TEST(Cookie, is_closed_to_scripts_and_other_sites) {
  EXPECT_EQ(header_of({"session", "abc"}, true),
            "__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(header_of({"session", "", SameSite::strict, std::chrono::seconds(0)}, false),
            "session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
  EXPECT_DEATH(header_of({"session", "a; Domain=evil"}, true), "is_plain");
}

TEST(Cookie, that_came_twice_is_not_believed) {
  Request request;
  request.headers.add("Cookie", "a=1; session=x; b=2");
  EXPECT_EQ(request.cookie("session"), "x");
  EXPECT_FALSE(request.cookie("sess"));
  request.headers.add("Cookie", "session=y");
  EXPECT_FALSE(request.cookie("session"));
  request.secure = true;  // over TLS only the one that nobody else can plant counts
  EXPECT_FALSE(request.cookie("session"));
  request.headers.add("Cookie", "__Host-session=z");
  EXPECT_EQ(request.cookie("session"), "z");
}

TEST(SaveAs, puts_no_name_into_the_header_as_it_is) {
  Response response;
  save_as(response, "a\"\r\nX: é.pdf");
  EXPECT_EQ(response.headers.find("Content-Disposition"),
            "attachment; filename=\"a___X____.pdf\"; filename*=UTF-8''a%22%0D%0AX%3A%20%C3%A9.pdf");
}

}  // namespace
}  // namespace repere::web
