#pragma once
// For tests of commands: a folder for files, and a command run as from a shell.
#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "cli/command.hpp"

namespace repere::cli::testing {

struct Answer {
  int exit_code = 0;
  std::string out, err;
  boost::json::object json() const { return boost::json::parse(out).as_object(); }
};

/// Runs the words after `repere`, with the commands that `add` adds.
inline Answer run_command(std::vector<std::string> words,
                          const std::function<void(CLI::App&, Console&, Ending&)>& add) {
  std::ostringstream out, err;
  Console console{out, err};
  Ending ending;
  CLI::App app{"", "repere"};
  add(app, console, ending);
  std::reverse(words.begin(), words.end());
  Answer answer;
  try {
    app.parse(words);
    answer.exit_code = ending.exit_code;
  } catch (const CLI::ParseError& stopped) {
    answer.exit_code = app.exit(stopped, out, err) == 0 ? 0 : 2;
  }
  answer.out = out.str();
  answer.err = err.str();
  return answer;
}

/// A test with a folder of its own.
class CommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              ("repere-" + std::string(test->test_suite_name()) + "-" + test->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& text, const std::string& name = "f.csv") const {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  std::filesystem::path folder_;
};

}  // namespace repere::cli::testing
