#include "catalogue/age_standards.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace repere {
namespace {

namespace fs = std::filesystem;
const fs::path knowledge = fs::path(REPERE_SOURCE_DIR) / "knowledge";

// Corazziari, Quinn & Capocaccia 2004: the shares of the broad classes.
TEST(AgeStandards, shipped_add_up_to_the_published_shares) {
  const auto loaded = load_age_standards(knowledge);
  ASSERT_TRUE(loaded) << loaded.error().message;
  const std::map<std::string, std::map<double, double>> published{
      {"icss1", {{15, 7}, {45, 12}, {55, 23}, {65, 29}, {75, 29}}},
      {"icss2", {{15, 28}, {45, 17}, {55, 21}, {65, 20}, {75, 14}}},
      {"icss3", {{15, 60}, {45, 10}, {55, 10}, {65, 10}, {75, 10}}}};
  ASSERT_EQ(loaded->standards.size(), 3U);
  for (const auto& standard : loaded->standards) {
    std::map<double, double> sums;
    const auto& shares = published.at(standard.name);
    for (const auto& [from, weight] : standard.classes)
      sums[std::prev(shares.upper_bound(from))->first] += weight;
    for (const auto& [from, share] : shares)
      EXPECT_EQ(sums[from], 1000 * share) << standard.name << " " << from;
  }
  EXPECT_FALSE(loaded->edition.source.empty());
}

TEST(AgeStandards, refuses_ages_that_do_not_rise_and_missing_files) {
  const fs::path folder = fs::temp_directory_path() / "repere_age_standards";
  fs::create_directories(folder / "survival");
  EXPECT_FALSE(load_age_standards(folder));
  fs::copy(knowledge / "survival" / "age_standards.meta.toml", folder / "survival",
           fs::copy_options::overwrite_existing);
  const auto with = [&](const char* rows) {
    std::ofstream(folder / "survival" / "age_standards.csv") << "standard,age_from,weight\n" << rows;
    return load_age_standards(folder).has_value();
  };
  EXPECT_TRUE(with("a,0,1\na,50,1\n"));
  EXPECT_FALSE(with("a,50,1\na,50,1\n"));
  EXPECT_FALSE(with("a,0,1\nb,0,1\na,50,1\n"));
  EXPECT_FALSE(with("a,0,-1\n"));
  EXPECT_FALSE(with("a,,1\n"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace repere
