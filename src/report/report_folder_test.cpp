#include "report/report_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace repere::report {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class ReportFolder : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(root_); }
  void TearDown() override { fs::remove_all(root_); }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(root_), fs::directory_iterator{}));
  }
  const fs::path root_ = fs::temp_directory_path() / ("repere_report_" + std::to_string(::getpid()));
  const std::vector<ReportFile> files_{{"results.json", "{}"}, {"tables/a.csv", "a\n1\n"}};
};

TEST_F(ReportFolder, is_made_with_its_parents) {
  ASSERT_TRUE(write_report_folder(root_ / "a/b/report/", files_));
  EXPECT_EQ(read(root_ / "a/b/report/tables/a.csv"), "a\n1\n");
}

TEST_F(ReportFolder, replaces_an_earlier_report_wholly) {
  ASSERT_TRUE(write_report_folder(root_ / "report", {{"results.json", "old"}, {"figures/old.svg", "x"}}));
  ASSERT_TRUE(write_report_folder(root_ / "report", files_));
  EXPECT_EQ(read(root_ / "report/results.json"), "{}");
  EXPECT_FALSE(fs::exists(root_ / "report/figures"));
  EXPECT_EQ(entries(), 1U) << "something unfinished was left behind";
}

TEST_F(ReportFolder, fills_an_empty_folder) {
  fs::create_directories(root_ / "report");
  EXPECT_TRUE(write_report_folder(root_ / "report", files_));
}

TEST_F(ReportFolder, does_not_touch_a_folder_of_something_else) {
  fs::create_directories(root_ / "theses");
  std::ofstream(root_ / "theses/chapter.txt") << "years of work";
  const auto result = write_report_folder(root_ / "theses", files_);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::incorrect);
  EXPECT_THAT(result.error().message, HasSubstr("not a report"));
  EXPECT_EQ(read(root_ / "theses/chapter.txt"), "years of work");
}

TEST_F(ReportFolder, refuses_a_file_and_the_root) {
  std::ofstream(root_ / "file") << "x";
  EXPECT_FALSE(write_report_folder(root_ / "file", files_));
  EXPECT_FALSE(write_report_folder("/", files_));
  EXPECT_FALSE(write_report_folder(root_ / "file/report", files_));
}

TEST_F(ReportFolder, leaves_the_earlier_report_when_a_file_cannot_be_written) {
  ASSERT_TRUE(write_report_folder(root_ / "report", files_));
  const std::vector<ReportFile> clashing{{"results.json", "new"}, {"results.json/impossible.csv", "x"}};
  const auto result = write_report_folder(root_ / "report", clashing);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(read(root_ / "report/results.json"), "{}");
  EXPECT_EQ(entries(), 1U);
}

}  // namespace
}  // namespace repere::report
