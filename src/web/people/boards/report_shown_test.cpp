#include "web/people/boards/report_shown.hpp"

#include <gtest/gtest.h>

namespace repere::web {
namespace {

ReferenceData lists() {
  ReferenceData made;
  std::vector<Histotype> histotypes(1);
  histotypes[0].code = "SYN1", histotypes[0].name_fr = "Sarcome d’essai";
  made.histotypes = Histotypes::make({}, histotypes).value();
  return made;
}

TEST(ReportShown, shows_what_was_signed_escaped_and_no_names_to_the_sender) {
  const std::string content =
      R"({"layout":"board report 1","as":"signed_decision","board":{"name_fr":"RCP d’essai"},"meeting":{"day":"2026-11-26"},)"
      R"("tumour":{"histotype":"SYN1","site":"gone","size_mm":"45.5","grade":"2","metastatic":"no","diagnosis_date":"2026-11-03"},"case":{"complete":false},)"
      R"("question":{"question":"Que faire ?"},"file":{"history":"secret du dossier"},"decision":{"surgery":"<b>large</b>\nsecond","planned_centre":"SYN-01"},)"
      R"("present":[{"name":"Dr Essai","specialty":"surgeon"}],"actions":[]})";
  const ReferenceData reference = lists();
  const ReportNames name{centre_names({}), reference};
  const auto full = report_shown(content, Language::fr, false, name);
  ASSERT_TRUE(full);
  EXPECT_NE(full->find("&lt;b&gt;large&lt;/b&gt;\nsecond"), std::string::npos);
  EXPECT_NE(full->find("Dr Essai, chirurgien"), std::string::npos);
  EXPECT_NE(full->find("26/11/2026"), std::string::npos);
  EXPECT_NE(full->find("SYN-01"), std::string::npos);
  EXPECT_NE(full->find("Sarcome d’essai · gone · 45,5 mm · grade 2 · diagnostic 03/11/2026"), std::string::npos) << *full;
  EXPECT_NE(full->find("Le dossier n’était pas complet"), std::string::npos);
  const auto told = report_shown(content, Language::fr, true, name);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->find("Dr Essai"), std::string::npos);
  EXPECT_EQ(told->find("secret du dossier"), std::string::npos);
  EXPECT_FALSE(report_shown("not what was signed", Language::fr, false, name));
}

}  // namespace
}  // namespace repere::web
