#include "system/scan_program.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace repere::system {
namespace {

namespace fs = std::filesystem;

class Scanner : public testing::Test {
 protected:
  Scanner() : file_(fs::temp_directory_path() / ("repere_scan_" + std::to_string(::getpid()))) {}
  ~Scanner() override { fs::remove(file_); }
  std::optional<ErrorKind> said(const std::string& script, std::string_view content,
                                std::chrono::milliseconds patience = std::chrono::seconds(20)) {
    std::ofstream(file_) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(file_, fs::perms::owner_all);
    const auto checked = ScanProgram(file_, patience).check(content);
    return checked ? std::nullopt : std::optional(checked.error().kind);
  }
  fs::path file_;
};

TEST_F(Scanner, what_the_program_says_is_taken) {
  EXPECT_EQ(said("exit 0", "x"), std::nullopt);
  EXPECT_EQ(said("exit 1", "x"), ErrorKind::forbidden);
  EXPECT_EQ(said("exit 2", "x"), ErrorKind::unavailable) << "could not be checked is not clean";
  EXPECT_EQ(said("kill -9 $$", "x"), ErrorKind::unavailable);
}

TEST_F(Scanner, the_program_reads_the_whole_document) {
  EXPECT_EQ(said("[ \"$(wc -c)\" -eq 3000000 ] || exit 1", std::string(3'000'000, 'x')), std::nullopt);
  EXPECT_EQ(said("! grep -q EICAR", "... EICAR ..."), ErrorKind::forbidden);
}

TEST_F(Scanner, one_that_hangs_or_is_not_there_lets_nothing_pass) {
  EXPECT_EQ(said("sleep 30", "x", std::chrono::milliseconds(100)), ErrorKind::unavailable);
  EXPECT_EQ(ScanProgram("/nowhere/scanner").check("x").error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace repere::system
