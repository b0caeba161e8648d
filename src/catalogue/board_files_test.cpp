#include "catalogue/board_files.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace repere {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

const fs::path shipped = fs::path(REPERE_SOURCE_DIR) / "knowledge" / "boards";

class BoardFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("board-files-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::copy(shipped, folder_, fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(folder_); }
  // The message of loading with `from` replaced by `to` in a file.
  std::string problem(const char* file, const std::string& from, const std::string& to) {
    std::string text = content_of(shipped / file);
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream(folder_ / file) << text;
    const auto loaded = load_board_rules(folder_);
    std::ofstream(folder_ / file) << content_of(shipped / file);
    return loaded ? "" : loaded.error().message;
  }
  fs::path folder_;
};

TEST_F(BoardFiles, the_shipped_rules_load_and_cite_their_source) {
  const auto loaded = load_board_rules(shipped);
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->editions.size(), 5U);
  const auto* rule = board::rule_on(loaded->rules.quorum, board::Sort::reference_sarcoma, PartialDate::parse("2026-12-03")->first());
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->least_physicians, 3);
  EXPECT_EQ(rule->seats.size(), 3U);
  EXPECT_FALSE(rule->assumed);
  for (const auto& one : loaded->rules.quorum) EXPECT_FALSE(one.source.empty());
  for (const auto& one : loaded->rules.readiness) EXPECT_FALSE(one.source.empty()) << one.code;
  const auto* reached = loaded->rules.frcp.of("quorum", "reached", "quorum");
  ASSERT_NE(reached, nullptr);
  EXPECT_EQ(reached->code, "ORG-126");
  for (const auto& one : loaded->rules.frcp.words()) EXPECT_FALSE(one.source.empty()) << one.word;
}

TEST_F(BoardFiles, what_is_wrong_is_said_with_its_line) {
  EXPECT_NE(problem("quorum.csv", "oncologist;radiotherapist,no,no", "butcher;radiotherapist,no,no").find("butcher"), std::string::npos);
  EXPECT_NE(problem("quorum.csv", "bone,2023-09-01", "recourse,2023-09-01").find("already"), std::string::npos);
  EXPECT_NE(problem("quorum.csv", "bone,2023-09-01", "recourse,2024-09-01").find("no rule for bone"), std::string::npos);
  EXPECT_NE(problem("quorum.csv", "2023-09-01", "2023").find("whole day"), std::string::npos);
  EXPECT_NE(problem("readiness.csv", "always,0,yes", "always,0,perhaps").find("yes or no"), std::string::npos);
  EXPECT_NE(problem("readiness.csv", "child,0", "children,0").find("child"), std::string::npos);
  EXPECT_NE(problem("registered_only.csv", "benign,", "strict_standard,"), "");
  EXPECT_NE(problem("frcp_codes.csv", "quorum,ORG-126", "quorum,ORG-999").find("ORG-999"), std::string::npos);
  EXPECT_NE(problem("frcp_codes.csv", "quorum,lacking,", "quorum,reached,").find("already"), std::string::npos);
  EXPECT_NE(problem("frcp_value_sets.csv", "ORG-133", "ORG-126").find("already"), std::string::npos);
}

}  // namespace
}  // namespace repere
