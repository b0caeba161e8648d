#include "catalogue/find_knowledge.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

namespace repere {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class find_knowledge : public testing::Test {
 protected:
  find_knowledge() : root_(fs::temp_directory_path() / ("repere_find_" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  ~find_knowledge() override { fs::remove_all(root_); }

  fs::path make(const fs::path& below) const {
    fs::create_directories(root_ / below / "classification");
    fs::create_directories(root_ / below / "network");
    return root_ / below;
  }
  const fs::path root_;
};

TEST_F(find_knowledge, takes_what_the_environment_says_before_all_else) {
  make("usr/share/repere/knowledge");
  const fs::path said = make("elsewhere");
  EXPECT_EQ(find_knowledge_folder({said.string(), root_ / "usr/bin/repere", root_}).value(), said);
}

TEST_F(find_knowledge, finds_the_installed_folder_and_the_one_of_a_build) {
  const fs::path installed = make("usr/share/repere/knowledge");
  EXPECT_EQ(find_knowledge_folder({{}, root_ / "usr/bin/repere", {}}).value(), installed);
  const fs::path tree = make("tree/knowledge");
  EXPECT_EQ(find_knowledge_folder({{}, root_ / "tree/build/src/app/repere", {}}).value(), tree);
}

TEST_F(find_knowledge, falls_back_on_the_source_folder) {
  const fs::path source = make("source/knowledge");
  EXPECT_EQ(find_knowledge_folder({{}, root_ / "far/repere", root_ / "source"}).value(), source);
  EXPECT_EQ(find_knowledge_folder({{}, {}, root_ / "source"}).value(), source);
}

TEST_F(find_knowledge, a_wrong_environment_is_an_error_and_not_passed_over) {
  make("knowledge");
  const auto found = find_knowledge_folder({(root_ / "typo").string(), root_ / "repere", root_});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, ErrorKind::not_found);
  EXPECT_THAT(found.error().message, HasSubstr("REPERE_KNOWLEDGE"));
  EXPECT_THAT(found.error().message, HasSubstr((root_ / "typo").string()));
}

TEST_F(find_knowledge, names_every_place_it_tried) {
  fs::create_directories(root_ / "knowledge");  // without what belongs in it
  const auto found = find_knowledge_folder({{}, root_ / "bin/repere", root_ / "source"});
  ASSERT_FALSE(found);
  for (const fs::path place :
       {"bin/knowledge", "bin/share/repere/knowledge", "knowledge", "source/knowledge"})
    EXPECT_THAT(found.error().message, HasSubstr((root_ / place).string()));
}

TEST(find_knowledge_of_this_process, finds_a_folder) { EXPECT_TRUE(find_knowledge_folder()); }

}  // namespace
}  // namespace repere
