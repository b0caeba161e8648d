#include "system/erasure_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "system/sodium_secrets.hpp"

namespace repere::system {
namespace {

using workflows::Erasure;

class ErasureList : public testing::Test {
 protected:
  ErasureList() { remove(); }
  ~ErasureList() override { remove(); }
  void remove() const {
    std::filesystem::remove(file_);
    std::filesystem::remove(end_);
  }
  ErasureFile list() { return {file_, secrets_}; }
  std::string text() const {
    std::ifstream stream(file_);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void write(const std::string& text) const { std::ofstream(file_) << text; }

  std::filesystem::path file_ =
      std::filesystem::temp_directory_path() / ("repere-erasures-" + std::to_string(::getpid()));
  std::filesystem::path end_ = file_.string() + ".end";
  SodiumSecrets secrets_{MasterKey::from({1, 2, 3})}, others_{MasterKey::from({4, 5, 6})};
  const std::vector<Erasure> some_{{PatientId{7}, "marka", Instant{std::chrono::milliseconds(1'700'000'000'123)}},
                                   {PatientId{9}, "markb", Instant{std::chrono::milliseconds(1'700'000'000'456)}}};
};

TEST_F(ErasureList, that_is_not_there_is_told_from_an_empty_one) {
  EXPECT_EQ(list().read().error().kind, ErrorKind::not_found);
  ASSERT_TRUE(list().add({}));
  EXPECT_TRUE(list().read()->empty());
}

TEST_F(ErasureList, gives_back_what_was_added_once) {
  ASSERT_TRUE(list().add({some_[0]}));
  ASSERT_TRUE(list().add(some_));
  EXPECT_EQ(*list().read(), some_);
  EXPECT_EQ(std::filesystem::status(file_).permissions(), std::filesystem::perms(0600));
}

TEST_F(ErasureList, that_was_altered_or_is_of_another_key_is_refused) {
  ASSERT_TRUE(list().add(some_));
  const std::string whole = text();
  for (std::size_t at = 0; at + 1 < whole.size(); at += 5) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    write(bytes);
    EXPECT_FALSE(list().read()) << at;
  }
  const std::size_t first = whole.find('\n') + 1, second = whole.find('\n', first) + 1;
  write(whole.substr(0, first) + whole.substr(second));
  EXPECT_FALSE(list().read()) << "a line is missing";
  write(whole);
  EXPECT_TRUE(list().read());
  EXPECT_FALSE(ErasureFile(file_, others_).read());
}

TEST_F(ErasureList, whose_last_line_is_cut_off_says_so) {
  ASSERT_TRUE(list().add(some_));
  const std::string whole = text();
  const std::size_t last = whole.rfind('\n', whole.size() - 2) + 1;
  for (std::size_t size = last + 1; size + 1 < whole.size(); ++size) {
    write(whole.substr(0, size));
    const auto read = list().read();
    ASSERT_FALSE(read) << size;
    EXPECT_NE(read.error().message.find("line 3, the last of the list of erasures, is cut off"), std::string::npos)
        << read.error().message;
    EXPECT_FALSE(list().add({some_[0]})) << "nothing is written behind half a line";
  }
}

TEST_F(ErasureList, without_the_end_of_its_last_line_goes_on_in_a_new_one) {
  ASSERT_TRUE(list().add({some_[0]}));
  write(text().substr(0, text().size() - 1));
  EXPECT_EQ(list().read()->size(), 1U);
  ASSERT_TRUE(list().add(some_));
  EXPECT_EQ(*list().read(), some_);
}

TEST_F(ErasureList, whose_last_lines_are_gone_says_how_many_there_were) {
  ASSERT_TRUE(list().add(some_));
  const std::string whole = text();
  for (std::size_t size = whole.rfind('\n', whole.size() - 2) + 1; size > 1; size = whole.rfind('\n', size - 2) + 1) {
    write(whole.substr(0, size));
    const auto read = list().read();
    ASSERT_FALSE(read) << size;
    EXPECT_NE(read.error().message.find("lines of 3: its end is cut off"), std::string::npos) << read.error().message;
    if (whole.find('\n') + 1 == size) break;
  }
  write(whole);
  std::filesystem::remove(end_);
  EXPECT_TRUE(list().read()) << "a list of an earlier version has no note of its end";
  ASSERT_TRUE(list().add({}));
  EXPECT_TRUE(std::filesystem::exists(end_)) << "and gets one";
}

}  // namespace
}  // namespace repere::system
