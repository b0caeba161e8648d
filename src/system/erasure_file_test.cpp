#include "system/erasure_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "system/sodium_secrets.hpp"

namespace repere::system {
namespace {

using workflows::Erasure;

class ErasureList : public testing::Test {
 protected:
  ErasureList() { std::filesystem::remove(file_); }
  ~ErasureList() override { std::filesystem::remove(file_); }
  ErasureFile list() { return {file_, secrets_}; }
  std::string text() const {
    std::ifstream stream(file_);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void write(const std::string& text) const { std::ofstream(file_) << text; }

  std::filesystem::path file_ =
      std::filesystem::temp_directory_path() / ("repere-erasures-" + std::to_string(::getpid()));
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

}  // namespace
}  // namespace repere::system
