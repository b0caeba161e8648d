#include "cli/survival_columns.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace repere::cli {
namespace {

namespace fs = std::filesystem;

// A file of several megabytes, so that it is read in pieces: quoted levels with line ends in them, empty cells, levels that come
// late.
class LargeFile : public testing::Test {
 protected:
  void SetUp() override {
    path_ = fs::temp_directory_path() / ("repere-columns-" + std::to_string(::getpid()) + ".csv");
  }
  void TearDown() override { fs::remove(path_); }
  void write(std::size_t rows, std::size_t wrong_row = 0) {
    std::ofstream file(path_, std::ios::binary);
    file << "id,time,event,group,note\n";
    for (std::size_t i = 1; i <= rows; ++i) {
      file << i << ',' << (i % 97 == 0 ? "" : std::to_string(i * 7919 % 4001)) << ','
           << (i == wrong_row ? "2" : std::to_string(i % 3 == 0)) << ",level " << (i > rows - 10 ? 9 : i % 4)
           << ",\"some text, quoted \"\"so\"\"\nover two lines\"\n";
    }
  }
  Result<ReadColumns> read(unsigned threads) const {
    return read_columns(path_,
                        {{"time", ColumnRole::time},
                         {"event", ColumnRole::event},
                         {"group", ColumnRole::level},
                         {"note", ColumnRole::level}},
                        threads);
  }
  fs::path path_;
};

TEST_F(LargeFile, gives_the_same_columns_whatever_the_number_of_threads) {
  constexpr std::size_t rows = 100'000;
  write(rows);
  ASSERT_GT(fs::file_size(path_), std::uintmax_t{4} << 20);
  const auto one = read(1);
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_EQ(one->rows, rows - rows / 97);
  EXPECT_EQ(one->left_out, rows / 97);
  EXPECT_EQ(one->left_out_rows.at(1), 2 * 97U);
  EXPECT_EQ(one->columns[2].levels,
            (std::vector<std::string>{"level 0", "level 1", "level 2", "level 3", "level 9"}));
  EXPECT_EQ(one->columns[0].days.at(0), 7919 % 4001);
  for (const unsigned threads : {2U, 7U}) {
    const auto many = read(threads);
    ASSERT_TRUE(many);
    EXPECT_EQ(many->rows, one->rows);
    EXPECT_EQ(many->left_out_rows, one->left_out_rows);
    EXPECT_EQ(many->columns[0].days, one->columns[0].days);
    EXPECT_EQ(many->columns[1].events, one->columns[1].events);
    for (const std::size_t column : {2U, 3U}) {
      EXPECT_EQ(many->columns[column].levels, one->columns[column].levels);
      EXPECT_EQ(many->columns[column].code, one->columns[column].code);
    }
  }
}

TEST_F(LargeFile, gives_the_first_error_of_the_file_whatever_the_number_of_threads) {
  write(100'000, 40'000);
  const auto one = read(1);
  ASSERT_FALSE(one);
  EXPECT_NE(one.error().message.find(" line 80000, "), std::string::npos) << one.error().message;
  for (const unsigned threads : {2U, 7U}) EXPECT_EQ(read(threads).error().message, one.error().message);
}

TEST_F(LargeFile, holds_all_times_as_real_numbers_once_one_of_them_has_a_fraction) {
  constexpr std::size_t rows = 300'000;
  for (const std::size_t odd : {std::size_t{3}, rows - 1}) {
    {
      std::ofstream file(path_);
      file << "entry,time,event\n";
      for (std::size_t i = 0; i < rows; ++i) file << i % 7 << (i == odd ? ".5" : "") << "," << 7 + i % 4001 << ",1\n";
    }
    ASSERT_GT(fs::file_size(path_), std::uintmax_t{2} << 20) << "more than one piece";
    for (const unsigned threads : {1U, 3U}) {
      const auto read = read_columns(
          path_, {{"entry", ColumnRole::entry}, {"time", ColumnRole::time}, {"event", ColumnRole::event}}, threads);
      ASSERT_TRUE(read) << read.error().message;
      for (const std::size_t column : {0U, 1U}) {
        EXPECT_TRUE(read->columns[column].days.empty());
        ASSERT_EQ(read->columns[column].numbers.size(), rows);
      }
      for (std::size_t i = 0; i < rows; ++i) {
        ASSERT_EQ(read->columns[0].numbers[i], static_cast<double>(i % 7) + (i == odd ? 0.5 : 0)) << i;
        ASSERT_EQ(read->columns[1].numbers[i], static_cast<double>(7 + i % 4001)) << i;
      }
    }
  }
}

// "1 fields where the header has 3": files of spreadsheets in French, and tables with tabulators, were refused.
TEST_F(LargeFile, is_read_with_the_separator_of_its_header) {
  for (const char separator : {',', ';', '\t'}) {
    std::ofstream(path_) << "time" << separator << "event" << separator << "group\n"
                         << "5" << separator << "1" << separator << "\"a" << separator << "b\"\n";
    const auto read = read_columns(
        path_, {{"time", ColumnRole::time}, {"event", ColumnRole::event}, {"group", ColumnRole::level}}, 2);
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->columns[0].days.size(), 1U);
    EXPECT_EQ(read->columns[0].days[0], 5);
    EXPECT_EQ(read->columns[2].levels, std::vector<std::string>{std::string("a") + separator + "b"});
  }
}

}  // namespace
}  // namespace repere::cli
