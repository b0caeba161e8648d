#include "exchange/csv/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace repere::csv {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Records = std::vector<std::vector<std::string>>;

Reader reader_of(std::string_view text, char separator = 0) {
  auto reader = Reader::over(text, "cases.csv", separator);
  if (!reader) throw std::runtime_error(reader.error().message);
  return std::move(*reader);
}

Records all_of(std::string_view text) {
  Reader reader = reader_of(text);
  Records records;
  while (reader.next() == Step::record) records.emplace_back(reader.fields().begin(), reader.fields().end());
  return records;
}

std::string refusal_of(std::string_view text) {
  auto reader = Reader::over(text, "cases.csv");
  if (!reader) return reader.error().message;
  for (;;) {
    const Step step = reader->next();
    if (step == Step::end) return "";
    if (step != Step::record) return reader->error().message;
  }
}

TEST(CsvReader, reads_records_by_column) {
  Reader reader = reader_of("patient,age\nA,12\nB,\n");
  EXPECT_THAT(reader.header(), ElementsAre("patient", "age"));
  EXPECT_EQ(reader.find("age"), 1u);
  EXPECT_FALSE(reader.find("Age"));
  ASSERT_EQ(reader.next(), Step::record);
  EXPECT_THAT(reader.fields(), ElementsAre("A", "12"));
  EXPECT_EQ(reader.line(), 2u);
  ASSERT_EQ(reader.next(), Step::record);
  EXPECT_THAT(reader.fields(), ElementsAre("B", ""));
  EXPECT_EQ(reader.next(), Step::end);
  EXPECT_EQ(reader.next(), Step::end);
}

TEST(CsvReader, reads_what_spreadsheets_write) {
  const Records expected = {{"1", "2"}, {"3", "4"}};
  EXPECT_EQ(all_of("a,b\n1,2\n3,4\n"), expected);
  EXPECT_EQ(all_of("a,b\n1,2\n3,4"), expected);
  EXPECT_EQ(all_of("a,b\r\n1,2\r\n3,4\r\n"), expected);
  EXPECT_EQ(all_of("\xEF\xBB\xBF"
                   "a;b\r\n1;2\r\n\r\n3;4\r\n\r\n"),
            expected);
  EXPECT_EQ(all_of("a\tb\n1\t2\n3\t4\n"), expected);
  EXPECT_EQ(all_of("\"a\",\"b\"\n\"1\",2\r\n3,\"4\"\r\n"), expected);
}

TEST(CsvReader, takes_quotes_off) {
  EXPECT_EQ(all_of("a,b\n\"x,y\",\"say \"\"no\"\"\"\n\"\",\"\"\"\"\n\"two\nlines\",z\n"),
            (Records{{"x,y", "say \"no\""}, {"", "\""}, {"two\nlines", "z"}}));
}

TEST(CsvReader, counts_lines_within_quotes) {
  Reader reader = reader_of("a,b\n\"1\n2\n\",x\n\n3,y\n");
  reader.next();
  EXPECT_EQ(reader.line(), 2u);
  reader.next();
  EXPECT_EQ(reader.line(), 6u);
}

TEST(CsvReader, keeps_empty_lines_of_a_single_column) {
  EXPECT_EQ(all_of("a\n1\n\n2\n"), (Records{{"1"}, {""}, {"2"}}));
}

TEST(CsvReader, gives_only_the_selected_columns) {
  Reader reader = reader_of("a,b,c,d\n1,\"2\"\"\",3,4\n5,6,7,\"8\"\"8\"\n");
  reader.select({3, 0});
  reader.next();
  EXPECT_THAT(reader.fields(), ElementsAre("4", "1"));
  reader.next();
  EXPECT_THAT(reader.fields(), ElementsAre("8\"8", "5"));
  reader = reader_of("a,b\n1\n");
  reader.select({0});
  EXPECT_EQ(reader.next(), Step::bad_record);
}

TEST(CsvReader, takes_the_separator_that_the_header_has_most_of) {
  EXPECT_EQ(reader_of("a,b;c,d;e\n").separator(), ',');
  EXPECT_EQ(reader_of("\"a,b,c,d\";e;f\n").separator(), ';');
  EXPECT_EQ(reader_of("a\tb,c\td\n").separator(), '\t');
  EXPECT_EQ(reader_of("a;b;c,d\n", ',').separator(), ',');
  EXPECT_EQ(reader_of("time\n1\n").separator(), ',');
}

TEST(CsvReader, refuses_what_has_no_header) {
  EXPECT_THAT(refusal_of(""), HasSubstr("cases.csv line 1: the file is empty"));
  EXPECT_THAT(refusal_of("\xEF\xBB\xBF"), HasSubstr("header is missing"));
  EXPECT_THAT(refusal_of("\na,b\n"), HasSubstr("header is missing"));
  EXPECT_THAT(refusal_of("1,2\n3,4\n"), HasSubstr("header is missing"));
  EXPECT_THAT(refusal_of("a,,b\n"), HasSubstr("column 2 has no name"));
  EXPECT_THAT(refusal_of("a,b,a\n"), HasSubstr("column 'a' stands twice"));
  EXPECT_THAT(refusal_of("a,\"b\nc\"\n"), HasSubstr("several lines"));
  EXPECT_THAT(refusal_of("a,\"b\n"), HasSubstr("never closed"));
}

TEST(CsvReader, refuses_a_malformed_record_with_its_place) {
  EXPECT_THAT(refusal_of("a,b\n1,2\n3\n"), HasSubstr("cases.csv line 3: 1 fields where the header has 2"));
  EXPECT_THAT(refusal_of("a,b\n1,2,3\n"), HasSubstr("line 2: 3 fields"));
  EXPECT_THAT(refusal_of("a,b\n1,\"2\n"),
              HasSubstr("line 2: a quote that begins in this row is never closed"));
  EXPECT_THAT(refusal_of("a,b\n1,\"2\"x\n"), HasSubstr("line 2: text after a closing quote"));
  EXPECT_THAT(refusal_of("a,b\n1,2\"x\"\n"), HasSubstr("line 2: a quote within a field"));
  EXPECT_THAT(refusal_of("a,b\n1,\"2\"\rx\n"), HasSubstr("text after a closing quote"));
}

TEST(CsvReader, refuses_bytes_that_are_not_utf8) {
  EXPECT_THAT(refusal_of("a,b\n1,2\n1,r\xE9seau\n"),
              HasSubstr("line 3, column 'b': bytes that are not UTF-8"));
  EXPECT_THAT(refusal_of(std::string_view("a,b\n1\0,2\n", 9)), HasSubstr("line 2, column 'a': a NUL byte"));
  EXPECT_THAT(refusal_of("\xFF\xFE"
                         "a,b\n"),
              HasSubstr("UTF-16"));
  EXPECT_THAT(refusal_of("a,n\xE9\n"), HasSubstr("line 1: bytes that are not UTF-8"));
  EXPECT_THAT(refusal_of("a,b\n1,\xC3"), HasSubstr("line 2, column 'b'"));
  EXPECT_EQ(refusal_of("a,b\n1,r\xC3\xA9seau\n"), "");
}

TEST(CsvReader, goes_on_after_a_bad_record) {
  Reader reader = reader_of("a,b\n1\n2,x\n3,\"y\"z\n4,\xFF\n5,\xFF\n6,y\"\n7,z\n");
  std::string steps, good;
  for (Step step = reader.next(); step != Step::end; step = reader.next()) {
    steps += step == Step::record ? 'r' : step == Step::bad_record ? 'b' : 's';
    if (step == Step::record) good += reader.fields()[0];
    if (step == Step::bad_record) {
      EXPECT_EQ(reader.problem().line, steps.size() + 1);
    }
  }
  EXPECT_EQ(steps, "brbbbbr");
  EXPECT_EQ(good, "27");
}

TEST(CsvReader, never_repeats_a_value) {
  for (const char* text :
       {"a,b\nsecret\n", "a,b\nsecret,\"se\"cret\n", "a,b\nsecret,\xFFsecret\n", "a,b\nse\"cret,1\n"})
    EXPECT_EQ(refusal_of(text).find("secret"), std::string::npos) << text;
}

// Records of every length, so that the ends of the reader's chunks fall on every kind of byte.
TEST(CsvReader, reads_across_the_ends_of_its_chunks) {
  std::string text = "key,text,more\n";
  Records expected;
  for (std::size_t i = 0; text.size() < 3'000'000; ++i) {
    const std::string key = std::to_string(i), body(i % 211, 'x'), more = "\xC3\xA9,\"" + key + "\"\n";
    text += key + ',' + body + ",\"\xC3\xA9,\"\"" + key + "\"\"\n\"\r\n";
    expected.push_back({key, body, more});
  }
  EXPECT_EQ(all_of(text), expected);
}

TEST(CsvReader, reads_a_record_of_a_mebibyte_and_refuses_a_longer_one) {
  const std::string long_field(Reader::longest_record - 100, 'x');
  EXPECT_EQ(all_of("a,b\n1," + long_field + "\n2,y\n"), (Records{{"1", long_field}, {"2", "y"}}));
  EXPECT_THAT(refusal_of("a,b\n1," + long_field + std::string(400'000, 'y') + "\n2,y\n"),
              HasSubstr("line 2: a line above 1 MiB"));
  EXPECT_THAT(refusal_of(std::string(3'000'000, 'a')), HasSubstr("line 1: a line above 1 MiB"));
}

TEST(CsvReader, refuses_a_huge_line_without_holding_it) {
  const auto path = std::filesystem::temp_directory_path() / "repere_huge_line.csv";
  std::ofstream(path) << "a,b\n1,2\n3,";
  std::filesystem::resize_file(path, std::uintmax_t{1} << 30);  // a hole: takes no place on the disk
  auto reader = Reader::open(path);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->next(), Step::record);
  EXPECT_EQ(reader->next(), Step::stopped);
  EXPECT_EQ(reader->problem().line, 3u);
  EXPECT_EQ(reader->next(), Step::end);
  std::filesystem::remove(path);
}

TEST(CsvReader, says_what_it_cannot_open) {
  const auto missing = Reader::open("no/such/file.csv");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
  const auto folder = Reader::open(std::filesystem::temp_directory_path());
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().kind, ErrorKind::incorrect);
}

TEST(CsvReader, survives_every_truncation_and_every_byte) {
  const std::string good =
      "\xEF\xBB\xBF"
      "a,\"b\"\r\n1,\"x\"\"y\"\n\n\xC3\xA9,\"two\nlines\"\n";
  for (std::size_t length = 0; length <= good.size(); ++length) {
    refusal_of(std::string_view(good).substr(0, length));
    for (int byte = 0; byte < 256 && length < good.size(); ++byte) {
      std::string changed = good;
      changed[length] = static_cast<char>(byte);
      refusal_of(changed);
    }
  }
}

}  // namespace
}  // namespace repere::csv
