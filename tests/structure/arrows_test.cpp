// The tree checks itself: a folder of src/ includes only what src/arrows.txt allows.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;
const fs::path source = fs::path(REPERE_SOURCE_DIR) / "src";

using Arrows = std::map<std::string, std::set<std::string>>;

Arrows declared() {
  Arrows arrows;
  std::ifstream file(source / "arrows.txt");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto colon = line.find(':');
    std::istringstream targets(line.substr(colon + 1));
    auto& allowed = arrows[line.substr(0, colon)];
    for (std::string target; targets >> target;) allowed.insert(target);
  }
  return arrows;
}

bool is_code(const fs::path& file) { return file.extension() == ".cpp" || file.extension() == ".hpp"; }

// The folders of src/ that the lines of one file include, with the line.
std::vector<std::pair<std::string, std::string>> included(std::istream& file) {
  static const std::regex include(R"(^\s*#\s*include\s*"([a-z_]+)/[^"]*")");
  std::vector<std::pair<std::string, std::string>> found;
  std::smatch match;
  for (std::string line; std::getline(file, line);)
    if (std::regex_search(line, match, include)) found.emplace_back(match[1], line);
  return found;
}

// What breaks the arrows in one file's text.
std::vector<std::string> broken(const std::string& folder, std::istream& file, const Arrows& arrows) {
  std::vector<std::string> lines;
  for (const auto& [target, line] : included(file))
    if (target != folder && !arrows.at(folder).contains(target)) lines.push_back(line);
  return lines;
}

TEST(Arrows, are_declared_for_every_folder_and_only_for_those) {
  std::set<std::string> folders;
  for (const auto& entry : fs::directory_iterator(source))
    if (entry.is_directory()) folders.insert(entry.path().filename());
  const auto arrows = declared();
  for (const auto& folder : folders) EXPECT_TRUE(arrows.contains(folder)) << folder;
  for (const auto& [folder, targets] : arrows) {
    EXPECT_TRUE(folders.contains(folder)) << folder;
    for (const auto& target : targets) EXPECT_TRUE(arrows.contains(target)) << folder << " -> " << target;
  }
}

TEST(Arrows, make_no_circle) {
  const auto arrows = declared();
  std::set<std::string> done;
  for (std::size_t round = 0; round < arrows.size(); ++round)
    for (const auto& [folder, targets] : arrows)
      if (std::includes(done.begin(), done.end(), targets.begin(), targets.end())) done.insert(folder);
  EXPECT_EQ(done.size(), arrows.size());
}

TEST(Arrows, hold_in_every_file) {
  const auto arrows = declared();
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    if (!entry.is_regular_file() || !is_code(entry.path())) continue;
    const fs::path inside = entry.path().lexically_relative(source);
    std::ifstream file(entry.path());
    for (const auto& line : broken(inside.begin()->string(), file, arrows))
      ADD_FAILURE() << inside << " breaks the arrows of src/arrows.txt: " << line;
  }
}

TEST(Arrows, are_noticed_when_broken) {
  std::istringstream file("#include \"base/date.hpp\"\n#include \"storage/sqlite/database.hpp\"\n#include <vector>\n");
  EXPECT_EQ(broken("domain", file, declared()).size(), 1u);
}

}  // namespace
