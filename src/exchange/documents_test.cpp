// The manuals say what the program does: every column and word stands in them, and their examples are read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/folder/centres_file.hpp"
#include "exchange/folder/exchange_folder.hpp"
#include "exchange/mapping/mapped_file.hpp"
#include "exchange/row_columns.hpp"
#include "exchange/test_support.hpp"

namespace repere::exchange {
namespace {

using testing::ElementsAre;
using testing_support::problems_of;
using testing_support::TestFolder;

std::string document(const std::string& name) {
  return TestFolder::text_of(std::filesystem::path(REPERE_SOURCE_DIR) / "docs" / name);
}

// The part of the manual under a heading, up to the next one.
std::string section(const std::string& text, const std::string& heading) {
  const auto from = text.find("# " + heading + "\n");
  if (from == std::string::npos) return "";
  return text.substr(from, text.find("\n#", from) - from);
}

// The row of a table of the manual that describes a column.
std::string row_of(const std::string& part, std::string_view column) {
  const auto from = part.find("\n| `" + std::string(column) + "` |");
  return from == std::string::npos ? "" : part.substr(from + 1, part.find('\n', from + 1) - from - 1);
}

template <class Row, class Column>
void expect_described(const std::string& part, std::string_view table, const Column& column,
                      const std::string& all) {
  const std::string row = row_of(part, column.name);
  const std::string where = std::string(table) + "." + std::string(column.name);
  ASSERT_NE(row, "") << where << " is not in docs/exchange-format.md";
  EXPECT_EQ(column.required, row.find("required") != std::string::npos) << where;
  using Value = std::remove_cvref_t<decltype(std::declval<Row&>().*(column.member))>;
  if constexpr (!std::is_same_v<Value, registry::When>) {
    const bool bounded = std::isfinite(column.low);
    const std::string bounds = bounded ? shortest_text(column.low) + " to " + shortest_text(column.high) : "";
    EXPECT_NE(row.find(bounds), std::string::npos) << where;
  }
  const auto words_stand_there = [&](const auto& words) {
    for (const auto& entry : words) {
      const std::string word = "`" + std::string(entry.word) + "`";
      const bool by_reference = row.find("as in `tumours.csv`") != std::string::npos;
      EXPECT_TRUE(row.find(word) != std::string::npos || by_reference) << where << " does not say " << word;
      EXPECT_NE(all.find(word), std::string::npos);
    }
  };
  if constexpr (std::is_same_v<Value, std::optional<registry::Answer>>) {
    EXPECT_NE(row.find("| yes or no |"), std::string::npos) << where;
  } else if constexpr (std::is_same_v<Value, registry::ActStatus>) {
    words_stand_there(registry::words_for<Value>);
  } else if constexpr (kind_of_value<Value>(registry::Part::whole) == ColumnKind::word) {
    words_stand_there(registry::words_for<typename Value::value_type>);
  }
}

TEST(ExchangeFormatManual, describes_every_column_and_word) {
  const std::string text = document("exchange-format.md");
  registry::for_each_column<registry::Patient>([&](const auto& column) {
    expect_described<registry::Patient>(section(text, "patients.csv"), "patients", column, text);
  });
  registry::for_each_column<registry::Tumour>([&](const auto& column) {
    expect_described<registry::Tumour>(section(text, "tumours.csv"), "tumours", column, text);
  });
  std::apply(
      [&](const auto&... column) {
        (expect_described<registry::Imaging>(section(text, "Acts"), "acts", column, text), ...);
      },
      registry::act_columns());
  registry::for_each_act_table([&](const auto& table) {
    using Row = typename std::remove_cvref_t<decltype(table)>::Row;
    const std::string file = std::string(table.name) + ".csv";
    EXPECT_NE(section(text, "The folder").find("`" + file + "`"), std::string::npos) << file;
    std::apply(
        [&](const auto&... column) {
          (expect_described<Row>(section(text, file), table.name, column, text), ...);
        },
        registry::columns_of<Row>());
  });
  for (const std::string_view column : centre_columns)
    EXPECT_NE(row_of(section(text, "centres.csv"), column), "") << column;
  for (const auto& role : centre_role_words)
    EXPECT_NE(section(text, "centres.csv").find("`" + std::string(role.word) + "`"), std::string::npos);
  const std::string values = section(text, "Values");
  for (const auto& word : registry::words_for<registry::MetastaticSite>)
    EXPECT_NE(values.find("`" + std::string(word.word) + "`"), std::string::npos);
  for (const auto& word : registry::words_for<registry::Answer>)
    EXPECT_NE(values.find("`" + std::string(word.word) + "`"), std::string::npos);
}

// The block of a manual that stands under "`name`".
std::string block_of(const std::string& text, const std::string& name) {
  const auto from = text.find("\n`" + name + "`\n```");
  if (from == std::string::npos) return "";
  const auto begin = text.find('\n', from + name.size() + 4) + 1;
  return text.substr(begin, text.find("```", begin) - begin);
}

TEST(ExchangeFormatManual, has_an_example_that_is_read) {
  const std::string text = document("exchange-format.md");
  TestFolder folder;
  const std::string about = section(text, "dataset.toml");
  const auto begin = about.find("```toml\n") + 8;
  folder.write("dataset.toml", about.substr(begin, about.find("```", begin) - begin));
  for (const std::string name : {"patients.csv", "tumours.csv", "surgeries.csv", "news.csv"})
    folder.write(name, block_of(text, name));
  const ReferenceData reference = testing_support::small_reference();
  const auto intake = ExchangeFolder(reference, folder.path()).read();
  ASSERT_TRUE(intake) << intake.error().message;
  EXPECT_EQ(problems_of(*intake), "");
  EXPECT_EQ(intake->registry.surgeries.at(0).margin, Margin::r1);
  EXPECT_EQ(intake->registry.news.size(), 1u);
}

TEST(MappingManual, has_an_example_that_gives_what_it_says) {
  const std::string text = document("mapping.md");
  TestFolder folder;
  folder.write("mapping.toml", block_of(text, "mapping.toml"));
  folder.write("cases.csv", block_of(text, "cases.csv"));
  const ReferenceData reference = testing_support::small_reference();
  const auto intake =
      MappedFile(reference, folder.path() / "cases.csv", folder.path() / "mapping.toml").read();
  ASSERT_TRUE(intake) << intake.error().message;
  EXPECT_EQ(problems_of(*intake), "");
  const auto& cases = intake->registry;
  EXPECT_EQ(cases.patients.size(), 1u);
  ASSERT_EQ(cases.tumours.size(), 2u);
  EXPECT_EQ(cases.tumours[1].key, "12/2");
  EXPECT_EQ(cases.tumours[0].size_mm, 85.0);
  EXPECT_EQ(cases.tumours[1].metastatic, registry::Answer::unknown);
  ASSERT_EQ(cases.biopsies.size(), 2u);
  EXPECT_EQ(cases.biopsies[1].status, registry::ActStatus::not_done);
  ASSERT_EQ(cases.surgeries.size(), 2u);
  EXPECT_EQ(cases.surgeries[0].margin, Margin::r1);
  EXPECT_EQ(cases.surgeries[1].margin, Margin::r0);
  ASSERT_EQ(cases.news.size(), 2u);
  EXPECT_EQ(cases.news[0].when.day(), 1826);
  EXPECT_EQ(cases.news[1].when.day(), 28);
}

}  // namespace
}  // namespace repere::exchange
