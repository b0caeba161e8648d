#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "system/one_time_codes.hpp"
#include "system/sodium_secrets.hpp"

namespace repere::system {
namespace {

using workflows::HashedFor;
using workflows::SealedFor;

namespace fs = std::filesystem;

Confidential<std::string> secret(const std::string& text) { return Confidential<std::string>(text); }

constexpr PasswordCost cheap{1, 8 << 20};
SodiumSecrets secrets_with(unsigned char byte) {
  MasterKey::Bytes bytes{};
  bytes.fill(byte);
  return SodiumSecrets(MasterKey::from(bytes), cheap);
}

// RFC 6238, appendix B (SHA-1): eight digits at the times given there.
TEST(OneTimeCodes, are_those_of_the_standard) {
  const std::string key = "12345678901234567890";
  EXPECT_EQ(one_time_code(key, 59 / 30, 8), "94287082");
  EXPECT_EQ(one_time_code(key, 1111111109 / 30, 8), "07081804");
  EXPECT_EQ(one_time_code(key, 1111111111 / 30, 8), "14050471");
  EXPECT_EQ(one_time_code(key, 1234567890 / 30, 8), "89005924");
  EXPECT_EQ(one_time_code(key, 2000000000 / 30, 8), "69279037");
  EXPECT_EQ(one_time_code(key, 20000000000 / 30, 8), "65353130");
}

TEST(OneTimeCodes, one_step_early_or_late_is_accepted_two_are_not) {
  const std::string key = "12345678901234567890";
  const Instant now{std::chrono::seconds(1111111111)};
  const std::int64_t step = 1111111111 / 30;
  for (const std::int64_t off : {-1, 0, 1})
    EXPECT_EQ(matching_step(key, one_time_code(key, step + off), now), step + off);
  for (const std::int64_t off : {-2, 2})
    EXPECT_FALSE(matching_step(key, one_time_code(key, step + off), now));
  for (const char* wrong : {"", "1", "abcdef", "0000000"}) EXPECT_FALSE(matching_step(key, wrong, now));
}

TEST(Secrets, a_password_matches_its_own_hash_only) {
  auto secrets = secrets_with(1);
  const auto hash = secrets.hash_password(secret("corail lampe vitesse nuage"));
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$"));
  EXPECT_NE(*hash, *secrets.hash_password(secret("corail lampe vitesse nuage"))) << "no salt";
  EXPECT_TRUE(*secrets.password_matches(*hash, secret("corail lampe vitesse nuage")));
  EXPECT_FALSE(*secrets.password_matches(*hash, secret("corail lampe vitesse nuagE")));
  for (const char* none : {"", "plain", "$argon2id$v=19$m=1"})
    EXPECT_FALSE(*secrets.password_matches(none, secret("")));
}

TEST(Secrets, what_is_sealed_opens_with_its_key_purpose_and_context_only) {
  auto secrets = secrets_with(1), others = secrets_with(2);
  const auto sealed = secrets.seal(SealedFor::message, "referral 7", secret("text"));
  EXPECT_EQ(secrets.open(SealedFor::message, "referral 7", sealed)->reveal(), "text");
  EXPECT_FALSE(secrets.open(SealedFor::message, "referral 8", sealed));
  EXPECT_FALSE(secrets.open(SealedFor::outbox, "referral 7", sealed));
  EXPECT_FALSE(others.open(SealedFor::message, "referral 7", sealed));
  EXPECT_NE(sealed, secrets.seal(SealedFor::message, "referral 7", secret("text"))) << "no nonce";
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(secrets.open(SealedFor::message, "referral 7", changed)) << i;
  }
  EXPECT_FALSE(secrets.open(SealedFor::message, "referral 7", ""));
  EXPECT_FALSE(secrets.open(SealedFor::message, "referral 7", sealed.substr(0, 20)));
}

TEST(Secrets, each_person_has_a_key_and_nothing_opens_without_it) {
  auto secrets = secrets_with(1);
  const auto key = secrets.new_person_key(), other = secrets.new_person_key();
  const auto sealed = secrets.seal_for(key, "identity 1", secret("SYNTHETIQUE Prénom"));
  ASSERT_TRUE(sealed);
  EXPECT_EQ(secrets.open_for(key, "identity 1", *sealed)->reveal(), "SYNTHETIQUE Prénom");
  EXPECT_FALSE(secrets.open_for(other, "identity 1", *sealed));
  EXPECT_FALSE(secrets.open_for(key, "identity 2", *sealed));
  EXPECT_FALSE(secrets.open_for("", "identity 1", *sealed)) << "a destroyed key still opens";
}

TEST(Secrets, hashes_are_equal_within_a_purpose_and_a_key_only) {
  auto secrets = secrets_with(1), others = secrets_with(2);
  const auto hash = secrets.hash(HashedFor::person_name, "durand");
  EXPECT_EQ(hash.size(), 64U);
  EXPECT_EQ(hash, secrets.hash(HashedFor::person_name, "durand"));
  EXPECT_NE(hash, secrets.hash(HashedFor::person_number, "durand"));
  EXPECT_NE(hash, others.hash(HashedFor::person_name, "durand"));
}

TEST(Secrets, tokens_are_long_and_never_the_same) {
  auto secrets = secrets_with(1);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto token = secrets.new_token();
    EXPECT_EQ(token.size(), 43U);
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    EXPECT_TRUE(seen.insert(token).second);
  }
  EXPECT_EQ(secrets.new_recovery_code().size(), 19U);
}

class KeyFile : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/repere-key-XXXXXX";
    folder = ::mkdtemp(name);
  }
  void TearDown() override { fs::remove_all(folder); }
  fs::path folder;
};

TEST_F(KeyFile, is_made_private_and_read_back) {
  const auto made = MasterKey::create(folder / "key");
  ASSERT_TRUE(made) << made.error().message;
  struct stat facts {};
  ASSERT_EQ(::stat((folder / "key").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  const auto read = MasterKey::read(folder / "key");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->bytes(), made->bytes());
}

TEST_F(KeyFile, is_never_written_over) {
  ASSERT_TRUE(MasterKey::create(folder / "key"));
  EXPECT_EQ(MasterKey::create(folder / "key").error().kind, ErrorKind::conflict);
}

TEST_F(KeyFile, that_others_may_read_is_refused) {
  ASSERT_TRUE(MasterKey::create(folder / "key"));
  ::chmod((folder / "key").c_str(), 0640);
  EXPECT_EQ(MasterKey::read(folder / "key").error().kind, ErrorKind::forbidden);
}

TEST_F(KeyFile, that_is_none_is_refused_in_words) {
  EXPECT_EQ(MasterKey::read(folder / "absent").error().kind, ErrorKind::not_found);
  for (const std::string& text : {std::string(), std::string(63, 'a'), std::string(64, 'x'),
                                  std::string(65, 'a'), std::string(200, 'a')}) {
    std::ofstream(folder / "wrong") << text;
    ::chmod((folder / "wrong").c_str(), 0600);
    EXPECT_EQ(MasterKey::read(folder / "wrong").error().kind, ErrorKind::incorrect) << text.size();
  }
}

}  // namespace
}  // namespace repere::system
