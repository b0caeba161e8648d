#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "web/pages/home_page.hpp"
#include "web/pages/report_site.hpp"
#include "web/server/served.hpp"

namespace repere::web {
namespace {

TEST(HomePage, says_synthetic_and_escapes) {
  const StudyFacts facts =
      study_facts(R"({"title":{"fr":"<script>","en":"Study"},"data":{"synthetic":true,"tumours":12}})");
  EXPECT_EQ(facts.tumours, 12u);
  const std::string page = home_page(
      study::Language::fr, facts,
      {{"figures/a.svg", title_of_svg("<svg><title>Une courbe</title>")}, {"report.html", ""}}, "/en/");
  EXPECT_NE(page.find("Données synthétiques"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_NE(page.find("href=\"/fr/report.html\""), std::string::npos);
  EXPECT_NE(page.find("alt=\"Une courbe\""), std::string::npos);
}

TEST(HomePage, stands_without_a_report_and_with_a_broken_one) {
  EXPECT_NE(home_page(study::Language::en, study_facts("not json"), {}, "/").find("No report"),
            std::string::npos);
}

class ReportSite : public testing::Test {
 protected:
  ReportSite()
      : folder(std::filesystem::temp_directory_path() / ("repere_web_test_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder / "fr");
    std::ofstream(folder / "fr" / "report.html") << "<style>p{color:red}</style><p>rapport</p>";
  }
  ~ReportSite() override { std::filesystem::remove_all(folder); }
  std::filesystem::path folder;
};

TEST_F(ReportSite, shows_its_pages_and_files) {
  Served served(*report_routes(folder));
  const Reply home = served.get("/");
  EXPECT_EQ(home.status, 200);
  EXPECT_EQ(home.headers.find("Content-Language"), "fr");
  EXPECT_NE(home.body.find("/fr/report.html"), std::string::npos);
  EXPECT_NE(served.get("/en/").body.find("No report"), std::string::npos);
  EXPECT_EQ(served.get("/assets/site.css").headers.find("Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(served.get("/fr/nothing").status, 404);
  EXPECT_EQ(served.get("/fr/../fr/report.html").status, 400);
}

TEST_F(ReportSite, allows_the_style_inside_a_report_by_its_hash_and_no_other) {
  Served served(*report_routes(folder));
  const Reply report = served.get("/fr/report.html");
  EXPECT_NE(report.body.find("<p>rapport</p>"), std::string::npos);
  // printf 'p{color:red}' | openssl dgst -sha256 -binary | base64
  EXPECT_NE(std::string(*report.headers.find("Content-Security-Policy"))
                .find("style-src 'self' 'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64='"),
            std::string::npos)
      << *report.headers.find("Content-Security-Policy");
  EXPECT_EQ(report.headers.count("Content-Security-Policy"), 1u);
}

TEST_F(ReportSite, serves_a_large_file_at_once_and_compressed_a_little_later) {
  std::string large;
  for (int i = 0; i < 100'000; ++i) large += "<p>" + std::to_string(i) + "</p>";
  std::ofstream(folder / "fr" / "large.html") << large;
  Served served(*report_routes(folder));
  Reply reply = served.get("/fr/large.html");
  EXPECT_EQ(reply.body, large);
  const auto coded = [&] {
    reply = served.get("/fr/large.html", "Accept-Encoding: gzip\r\n");
    return reply.headers.find("Content-Encoding").has_value();
  };
  for (int tries = 0; tries < 2000 && !coded(); ++tries) {
    EXPECT_EQ(reply.body, large);
    EXPECT_EQ(reply.headers.find("Vary"), "Accept-Encoding");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_EQ(reply.headers.find("Content-Encoding"), "gzip");
  EXPECT_LT(reply.body.size(), large.size());
}

TEST_F(ReportSite, pages_carry_no_style_or_script_of_their_own) {
  Served served(*report_routes(folder));
  for (const char* path : {"/", "/en/", "/fr/nothing"}) {
    const Reply page = served.get(path, "Accept: text/html\r\n");
    EXPECT_EQ(page.body.find("<style"), std::string::npos) << path;
    EXPECT_EQ(page.body.find(" style="), std::string::npos) << path;
    EXPECT_EQ(page.body.find("<script"), std::string::npos) << path;
  }
}

TEST(ReportSiteWithoutFolder, says_how_to_make_one) {
  const auto routes = report_routes("/nowhere/at/all");
  ASSERT_FALSE(routes);
  EXPECT_EQ(routes.error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace repere::web
