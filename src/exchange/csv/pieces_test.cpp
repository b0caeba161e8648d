#include "exchange/csv/pieces.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "exchange/csv/tally.hpp"
#include "exchange/test_support.hpp"

namespace repere::csv {
namespace {

using exchange::testing_support::TestFolder;

// All that reading a file comes to: each record behind its line, then the first problem, if there is one.
using Reading = std::vector<std::string>;

std::string written(const Reader& reader) {
  std::string text = std::to_string(reader.line());
  for (const auto field : reader.fields()) text += '|' + std::string(field);
  return text;
}

// True when the reader ended without a problem.
bool read_on(Reader& reader, Reading& reading) {
  for (;;) {
    const Step step = reader.next();
    if (step == Step::end) return true;
    reading.push_back(step == Step::record ? written(reader) : reader.error().message);
    if (step != Step::record) return false;
  }
}

Reading read_by_one(const std::filesystem::path& path) {
  auto reader = Reader::open(path);
  if (!reader) return {reader.error().message};
  Reading reading;
  read_on(*reader, reading);
  return reading;
}

Reading read_in_pieces(const std::filesystem::path& path, std::size_t bytes, unsigned threads) {
  auto pieces = Pieces::open(path, bytes);
  if (!pieces) return {pieces.error().message};
  std::vector<std::size_t> all(pieces->header().size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  std::vector<Reading> of_piece(pieces->size());
  {
    std::vector<std::jthread> readers;
    for (unsigned t = 0; t < threads; ++t)
      readers.emplace_back([&] {
        PieceReader reader(*pieces, all);
        while (reader.take())
          if (!read_on(reader.reader(), of_piece[reader.piece()])) pieces->stop_behind(reader.piece());
      });
  }
  EXPECT_TRUE(pieces->unchanged());
  Reading reading;
  for (const Reading& piece : of_piece) {
    reading.insert(reading.end(), piece.begin(), piece.end());
    if (!piece.empty() && piece.back().starts_with("cases.csv")) break;
  }
  return reading;
}

// A random CSV text: one of the separators, quotes, line ends of both kinds, empty lines, a mark, at times something malformed.
std::string random_csv(std::mt19937& random) {
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  const bool crlf = below(2) != 0, broken = below(3) == 0;
  const unsigned columns = 1 + below(4);
  const char separator = ",;\t"[below(3)];
  const auto end = [&] { return std::string(crlf && below(8) ? "\r\n" : "\n"); };
  std::string text = below(4) ? "" : "\xEF\xBB\xBF";
  for (unsigned c = 0; c < columns; ++c) text += (c ? std::string{separator, 'c'} : "c") + std::to_string(c);
  text += end();
  for (unsigned rows = below(40); rows > 0; --rows) {
    for (unsigned c = 0; c < columns; ++c) {
      if (c) text += separator;
      const bool quoted = below(3) == 0;
      std::string cell;
      for (unsigned length = below(12); length > 0; --length) {
        static const std::vector<std::string> plain{"a", "7", ".", "\xC3\xA9", " "};
        static const std::vector<std::string> within{"\"\"", ",", ";",        "\t",          "\n",
                                                     "\r\n", "x", "\"\"\"\"", "\xE2\x82\xAC"};
        cell += quoted ? within[below(static_cast<unsigned>(within.size()))] : plain[below(5)];
      }
      text += quoted ? '"' + cell + '"' : cell;
    }
    if (below(9) == 0) text += end();
    if (broken && below(12) == 0) {
      static const std::vector<std::string> wrong{"\"",   ",",      "\xFF", std::string(1, '\0'),
                                                  "x\"y", "\"a\"b", "\r",   "\xC3"};
      text.insert(below(static_cast<unsigned>(text.size()) + 1), wrong[below(8)]);
    }
    text += end();
  }
  if (below(3) == 0 && !text.empty()) text.pop_back();
  return text;
}

TEST(CsvPieces, give_what_one_reader_gives_whatever_their_size_and_the_threads) {
  TestFolder folder;
  std::mt19937 random(11);
  for (int set = 0; set < 1500; ++set) {
    const std::string text = random_csv(random);
    folder.write("cases.csv", text);
    const auto path = folder.path() / "cases.csv";
    const std::size_t bytes = 1 + random() % 200;
    const auto threads = static_cast<unsigned>(1 + random() % 3);
    ASSERT_EQ(read_in_pieces(path, bytes, threads), read_by_one(path))
        << "set " << set << ", pieces of " << bytes << " bytes:\n"
        << text;
  }
}

TEST(CsvPieces, cut_at_every_byte_within_a_quoted_field) {
  TestFolder folder;
  folder.write("cases.csv", "a,b\n1,\"x\ny\"\"\n\"\"\"\n\"\n\n\n\",2\n3,4\n");
  const auto path = folder.path() / "cases.csv";
  for (std::size_t bytes = 1; bytes < 40; ++bytes)
    EXPECT_EQ(read_in_pieces(path, bytes, 2), read_by_one(path)) << bytes;
}

TEST(CsvPieces, read_records_longer_than_a_piece_and_refuse_those_above_a_mebibyte) {
  TestFolder folder;
  const auto path = folder.path() / "cases.csv";
  for (const std::size_t length :
       {std::size_t{300'000}, Reader::longest_record - 4, Reader::longest_record - 3,
        Reader::longest_record + 200'000, 3 * Reader::longest_record})
    for (const char* quote : {"", "\""}) {
      folder.write("cases.csv", "a,b\n1,2\n3," + (quote + std::string(length, 'x')) + quote + "\n5,6\n");
      EXPECT_EQ(read_in_pieces(path, 100'000, 2), read_by_one(path)) << length << quote;
    }
  folder.write("cases.csv", "a,b\n1,2\n3,\"" + std::string(2'000'000, '\n') + "4,5\n");
  EXPECT_THAT(read_in_pieces(path, 100'000, 2),
              testing::ElementsAre("2|1|2", testing::HasSubstr("line 3: a quote that begins")));
}

TEST(CsvPieces, read_a_pipe_as_one_piece) {
  TestFolder folder;
  const auto path = folder.path() / "cases.csv";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  std::jthread writer([&] { std::ofstream(path) << "a,b\n1,2\n3,4\n"; });
  EXPECT_THAT(read_in_pieces(path, 4, 2), testing::ElementsAre("2|1|2", "3|3|4"));
}

TEST(CsvPieces, notice_that_the_file_changes) {
  TestFolder folder;
  folder.write("cases.csv", "a,b\n1,2\n");
  auto pieces = Pieces::open(folder.path() / "cases.csv");
  ASSERT_TRUE(pieces);
  EXPECT_TRUE(pieces->unchanged());
  std::ofstream(folder.path() / "cases.csv", std::ios::app) << "3,4\n";
  const auto changed = pieces->unchanged();
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(changed.error().message, testing::HasSubstr("cases.csv: the file changed while it was read"));
}

TEST(CsvPieces, survive_a_file_that_is_cut_short) {
  TestFolder folder;
  std::string text = "a,b\n";
  while (text.size() < 100'000) text += "1,2\n";
  folder.write("cases.csv", text);
  auto pieces = Pieces::open(folder.path() / "cases.csv", 1000);
  ASSERT_TRUE(pieces);
  std::filesystem::resize_file(folder.path() / "cases.csv", 1200);
  PieceReader reader(*pieces, {0, 1});
  Reading reading;
  while (reader.take()) read_on(reader.reader(), reading);
  EXPECT_EQ(reading.size(), (1200 - 4) / 4);
  EXPECT_FALSE(pieces->unchanged());
}

TEST(CsvPieces, count_quotes_and_lines) {
  std::mt19937 random(3);
  for (std::size_t length : {0u, 1u, 63u, 64u, 65u, 8128u, 8192u, 20'000u}) {
    std::string text(length, 'x');
    for (char& c : text) c = "x\"\n\xFF"[random() % 4];
    const Tally tally = tally_of(text);
    EXPECT_EQ(tally.quotes, static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '"')));
    EXPECT_EQ(tally.lines, static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')));
  }
  const std::string all(100'000, '\n');
  EXPECT_EQ(tally_of(all).lines, all.size());
}

}  // namespace
}  // namespace repere::csv
