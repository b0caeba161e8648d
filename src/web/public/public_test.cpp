#include <gtest/gtest.h>

#include "web/public/public_routes.hpp"
#include "web/server/served.hpp"

namespace repere::web {
namespace {

PublicPage a_page() {
  PublicPage page;
  page.address = {"/essai", "/en/trial"};
  page.title = "Titre <b>";
  page.description = "Une \"phrase\"";
  page.content = "<p>contenu</p>";
  return page;
}

TEST(PublicFrame, escapes_what_is_text_and_keeps_what_is_html) {
  const std::string html = public_page({"Réseau & fils", false}, a_page());
  EXPECT_NE(html.find("<h1>Titre &lt;b&gt;</h1>"), std::string::npos);
  EXPECT_NE(html.find("Réseau &amp; fils"), std::string::npos);
  EXPECT_NE(html.find("content=\"Une &quot;phrase&quot;\""), std::string::npos);
  EXPECT_NE(html.find("<p>contenu</p>"), std::string::npos);
}

TEST(PublicFrame, says_synthetic_only_in_a_demonstration) {
  EXPECT_NE(public_page({"Réseau", true}, a_page()).find("données synthétiques"), std::string::npos);
  EXPECT_EQ(public_page({"Réseau", false}, a_page()).find("synthétiques"), std::string::npos);
}

TEST(PublicFrame, names_the_other_language_and_hides_what_is_not_to_be_found) {
  PublicPage page = a_page();
  EXPECT_NE(public_page({}, page).find("<a href=\"/en/trial\" class=\"tongue\" lang=\"en\""),
            std::string::npos);
  EXPECT_EQ(public_page({}, page).find("noindex"), std::string::npos);
  page.listed = false;
  EXPECT_NE(public_page({}, page).find("noindex"), std::string::npos);
}

TEST(PublicFrame, data_for_machines_cannot_end_its_element) {
  PublicPage page = a_page();
  page.data = R"({"name":"</script><script>alert(1)</script>"})";
  EXPECT_EQ(public_page({}, page).find("<script>alert"), std::string::npos);
}

TEST(PublicPages, the_first_page_is_there_in_both_languages) {
  const ReferenceData reference;
  const PublicWorld world{reference, {"Réseau", true}, true};
  std::vector<Route> routes;
  add_public_style(routes);
  add_home_pages(routes, world);
  Served served(std::move(routes));
  const Reply french = served.get("/"), english = served.get("/en/");
  EXPECT_EQ(french.status, 200);
  EXPECT_EQ(french.headers.find("Content-Language"), "fr");
  EXPECT_NE(french.body.find("href=\"/etude\""), std::string::npos);
  EXPECT_NE(english.body.find("lang=\"en\""), std::string::npos);
  EXPECT_EQ(served.get("/assets/public.css").status, 200);
  EXPECT_EQ(served.get("/assets/icon.svg").headers.find("Content-Type"), "image/svg+xml");
  const std::string_view link = french.headers.find("Link").value_or("");
  EXPECT_NE(link.find("/>; rel=\"alternate\"; hreflang=\"fr\", <http"), std::string_view::npos) << link;
  EXPECT_NE(link.find("/en/>; rel=\"alternate\"; hreflang=\"en\""), std::string_view::npos) << link;
  EXPECT_TRUE(link.starts_with("<http")) << link;
}

}  // namespace
}  // namespace repere::web
