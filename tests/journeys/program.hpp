#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

// What the journeys are told with: the program as its user runs it, and a folder of its own for each story.
namespace repere::journeys {

namespace fs = std::filesystem;

inline std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

struct Ending {
  int exit_code = 0;
  std::string out, err;
  boost::json::value json() const { return boost::json::parse(out); }
};

class Journey : public testing::Test {
 protected:
  Journey() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = "repere_" + std::string(test->test_suite_name()) + "_" + test->name() + "_" + std::to_string(::getpid());
    std::replace(name.begin(), name.end(), '/', '_');  // of a test that is run with several values
    folder = fs::temp_directory_path() / name;
    fs::create_directories(folder);
  }
  ~Journey() override { fs::remove_all(folder); }

  /// `repere ARGUMENTS`, run in the journey's folder.
  Ending repere(const std::string& arguments) const {
    const std::string command = "cd '" + folder.string() + "' && REPERE_KNOWLEDGE='" REPERE_SOURCE_DIR "/knowledge' '" REPERE_PROGRAM
                                "' " + arguments + " >out.txt 2>err.txt";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, content_of(folder / "out.txt"), content_of(folder / "err.txt")};
  }
  void write(const std::string& name, const std::string& content) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << content;
  }
  bool there(const std::string& name) const { return fs::exists(folder / name); }

  fs::path folder;
};

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace repere::journeys
