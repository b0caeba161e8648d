// The tree checks itself: names that say nothing are not used, and no file grows without end.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace {

namespace fs = std::filesystem;
const fs::path root = REPERE_SOURCE_DIR;

template <class Visit>
void for_each_file(const char* folder, const Visit& visit) {
  if (!fs::exists(root / folder)) return;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder))
    if (entry.is_regular_file() && entry.path().string().find("/node_modules/") == std::string::npos)
      visit(entry.path());
}

TEST(Tree, has_no_file_or_folder_named_for_anything) {
  const std::set<std::string> empty_words = {"util", "utils", "common", "helper", "helpers", "manager", "misc"};
  for (const char* folder : {"src", "tests", "bench"})
    for_each_file(folder, [&](const fs::path& file) {
      for (const auto& part : file.lexically_relative(root))
        EXPECT_FALSE(empty_words.contains(fs::path(part).stem().string())) << file;
    });
}

TEST(Tree, has_no_source_file_above_500_lines) {
  for_each_file("src", [](const fs::path& path) {
    if (path.extension() != ".cpp" && path.extension() != ".hpp") return;
    std::ifstream file(path);
    const auto lines = std::count(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>(), '\n');
    EXPECT_LE(lines, 500) << path;
  });
}

TEST(Tree, lists_every_source_file_in_its_build_file) {
  for_each_file("src", [](const fs::path& path) {
    if (path.extension() != ".cpp") return;
    fs::path folder = path.parent_path();
    while (!fs::exists(folder / "CMakeLists.txt")) folder = folder.parent_path();
    std::ifstream file(folder / "CMakeLists.txt");
    const std::string build((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    EXPECT_NE(build.find(path.lexically_relative(folder).generic_string()), std::string::npos) << path;
  });
}

}  // namespace
