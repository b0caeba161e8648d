#pragma once
// For tests of the survival commands: a folder for files, and the commands run as from a shell.
#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/survival_commands.hpp"

namespace repere::cli::testing {

struct Answer {
  int exit_code = 0;
  std::string out, err;
  boost::json::object json() const { return boost::json::parse(out).as_object(); }
};

class SurvivalCommands : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() /
        ("repere-survival-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& text, const std::string& name = "f.csv") const {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  static Answer run(std::vector<std::string> words) {
    std::ostringstream out, err;
    Console console{out, err};
    Ending ending;
    CLI::App app{"", "repere"};
    add_survival_commands(app, console, ending);
    words.insert(words.begin(), "survival");
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
  static Answer km(const std::string& path, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"km", "--data", path, "--time", "t", "--event", "e"});
    return run(more);
  }
  static Answer cox(const std::string& path, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"cox", "--data", path, "--time", "t", "--event", "e"});
    return run(more);
  }

 private:
  std::filesystem::path folder_;
};

inline std::vector<std::string> keys_of(const boost::json::object& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object) keys.emplace_back(key);
  return keys;
}

}  // namespace repere::cli::testing
