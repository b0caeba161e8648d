#include "web/people/boards/report_shown.hpp"

#include <gtest/gtest.h>

namespace repere::web {
namespace {

TEST(ReportShown, shows_what_was_signed_escaped_and_no_names_to_the_sender) {
  const std::string content =
      R"({"layout":"board report 1","as":"signed_decision","board":{"name_fr":"RCP d’essai"},"meeting":{"day":"2026-11-26"},)"
      R"("question":{"question":"Que faire ?"},"file":{"history":"secret du dossier"},"decision":{"surgery":"<b>large</b>\nsecond","planned_centre":"SYN-01"},)"
      R"("present":[{"name":"Dr Essai","specialty":"surgeon"}],"actions":[]})";
  const auto name = centre_names({});
  const auto full = report_shown(content, Language::fr, false, name);
  ASSERT_TRUE(full);
  EXPECT_NE(full->find("&lt;b&gt;large&lt;/b&gt;\nsecond"), std::string::npos);
  EXPECT_NE(full->find("Dr Essai, chirurgien"), std::string::npos);
  EXPECT_NE(full->find("26/11/2026"), std::string::npos);
  EXPECT_NE(full->find("SYN-01"), std::string::npos);
  const auto told = report_shown(content, Language::fr, true, name);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->find("Dr Essai"), std::string::npos);
  EXPECT_EQ(told->find("secret du dossier"), std::string::npos);
  EXPECT_FALSE(report_shown("not what was signed", Language::fr, false, name));
}

}  // namespace
}  // namespace repere::web
