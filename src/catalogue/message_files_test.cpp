#include "catalogue/message_files.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace repere {
namespace {

namespace fs = std::filesystem;
const fs::path shipped = fs::path(REPERE_SOURCE_DIR) / "knowledge" / "messages";

class MessageFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("message-files-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::copy(shipped, folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  // What is said of the shipped files when `from` stands as `to` in one of them.
  std::string said(const char* file, const std::string& from, const std::string& to) {
    std::ostringstream text;
    text << std::ifstream(folder_ / file).rdbuf();
    std::string all = text.str();
    const auto at = all.find(from);
    EXPECT_NE(at, std::string::npos);
    std::ofstream(folder_ / file) << all.replace(at, from.size(), to);
    const auto loaded = load_messages(folder_);
    return loaded ? std::string("loaded") : loaded.error().message;
  }
  fs::path folder_;
};

TEST_F(MessageFiles, have_a_text_for_each_kind_and_none_says_anything_medical) {
  const auto loaded = load_messages(shipped);
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->texts.texts.size(), message::kind_words.size());
  EXPECT_EQ(loaded->editions.size(), 3U);
  EXPECT_EQ(loaded->reminders.size(), message::duty_words.size());
  for (const auto& one : loaded->texts.texts)
    for (const auto* text : {&one.subject_fr, &one.subject_en, &one.body_fr, &one.body_en})
      for (const char* word : {"sarcom", "tumeur", "tumour", "cancer", "RCP", "oncolog", "biops", "diagnos"})
        EXPECT_EQ(text->find(word), std::string::npos) << word << " in " << *text;
}

TEST_F(MessageFiles, refuse_a_text_that_leads_nowhere) {
  EXPECT_NE(said("texts.csv", "{link}", "la page").find("has no {link}"), std::string::npos);
}
TEST_F(MessageFiles, refuse_a_kind_that_is_missing) {
  EXPECT_NE(said("texts.csv", "addendum,", "report_signed,").find("addendum"), std::string::npos);
}
TEST_F(MessageFiles, refuse_a_domain_that_is_none) {
  EXPECT_NE(said("secure_domains.csv", "\nmssante.fr", "\nMSSante.fr").find("lower case"), std::string::npos);
}
TEST_F(MessageFiles, refuse_a_word_that_is_neither_yes_nor_no) {
  EXPECT_NE(said("secure_domains.csv", "mssante.fr,yes", "mssante.fr,maybe").find("yes or no"), std::string::npos);
}
TEST_F(MessageFiles, refuse_an_hour_that_is_none_and_a_duty_twice) {
  EXPECT_NE(said("reminders.csv", "1,2,3,7,yes", "1,2,3,24,yes").find("from_hour"), std::string::npos);
  EXPECT_NE(said("reminders.csv", "1,2,3,24,yes", "1,0,3,7,yes").find("again_days"), std::string::npos);
  EXPECT_NE(said("reminders.csv", "action,", "checklist,").find("checklist"), std::string::npos);
}

}  // namespace
}  // namespace repere
