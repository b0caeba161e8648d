#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "study/variables.hpp"

namespace repere::study {
namespace {

TEST(VariablesDocument, is_the_file_in_docs) {
  const std::string path = std::string(REPERE_SOURCE_DIR) + "/docs/variables.md";
  if (std::getenv("REPERE_WRITE_DOCS")) std::ofstream(path, std::ios::binary) << variables_document();
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), variables_document())
      << "docs/variables.md is not what the variables say: run REPERE_WRITE_DOCS=1 study_tests "
         "--gtest_filter=VariablesDocument.* and read the difference";
}

TEST(Variables, have_one_name_each_and_say_everything_in_both_languages) {
  std::set<std::string> names;
  for (const Variable& one : variables()) {
    EXPECT_TRUE(names.insert(one.id).second) << one.id;
    for (const std::string* text :
         {&one.label.fr, &one.label.en, &one.meaning.fr, &one.meaning.en, &one.source})
      EXPECT_FALSE(text->empty()) << one.id;
    EXPECT_EQ(one.type == Type::number,
              !one.unit.empty() || one.id == "tumour_rank" || one.id == "performance_status")
        << one.id;
    EXPECT_NE(one.fill, nullptr) << one.id;
    EXPECT_EQ(variable_named(one.id).value(), variable_index(one.id));
  }
  EXPECT_FALSE(variable_named("nothing_of_the_kind"));
}

}  // namespace
}  // namespace repere::study
