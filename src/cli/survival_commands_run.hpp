#pragma once
// For tests of the survival commands: the commands run as from a shell.
#include "cli/command_run.hpp"
#include "cli/survival_commands.hpp"

namespace repere::cli::testing {

class SurvivalCommands : public CommandTest {
 protected:
  static Answer run(std::vector<std::string> words) {
    words.insert(words.begin(), "survival");
    return run_command(std::move(words), add_survival_commands);
  }
  static Answer km(const std::string& path, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"km", "--data", path, "--time", "t", "--event", "e"});
    return run(std::move(more));
  }
  static Answer cox(const std::string& path, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"cox", "--data", path, "--time", "t", "--event", "e"});
    return run(std::move(more));
  }
};

inline std::vector<std::string> keys_of(const boost::json::object& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object) keys.emplace_back(key);
  return keys;
}

}  // namespace repere::cli::testing
